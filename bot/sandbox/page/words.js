// Every word of the page itself, in both languages. What people and the bot say is not translated.

const WORDS = {
  brand: ["督办", "Duban"],
  title: ["督办 · 试用", "Duban · try it"],
  offline: ["本机试用，未连接 Telegram", "on this machine, without Telegram"],
  clock: ["时钟", "Clock"],
  clock_open: ["时钟：{now}，点按可拨动", "Clock: {now}; press to move it"],
  day: ["+1 天", "+1 day"],
  friday: ["到下周五 15:00", "Next Friday 15:00"],
  now: ["现在", "Now"],
  date: ["日期和时间", "Date and time"],
  go: ["拨到", "Go"],
  who: ["您是：{name}，点按可换人", "You are {name}; press to be somebody else"],
  who_menu: ["换一个人", "Be somebody else"],
  theme: ["明暗", "Light or dark"],
  options: ["重新开始、网络故障", "Start over, faults of the network"],
  anew: ["重新开始", "Start over"],
  anew_ask: ["全部聊天和添加的文件都会清空，时钟拨回起点。要重新开始吗？", "All chats and added files go, and the clock goes back. Start over?"],
  anew_done: ["已重新开始。", "Started over."],
  faults_title: ["让机器人的下一条消息遇到：", "Let the bot's next message meet:"],
  fault_slow: ["网络慢（迟 5 秒）", "a slow network (5 s late)"],
  fault_lost: ["已送达，回执丢失", "arrived, but the reply is lost"],
  fault_reset: ["连接中断，未送达", "a broken connection, nothing sent"],
  fault_broken: ["服务器报错 502", "error 502 after it arrived"],
  fault_flood: ["请求过多，须等 5 秒", "too many requests, wait 5 s"],
  fault_set: ["机器人的下一条消息会遇到：{name}", "The bot's next message meets {name}"],
  lost: ["连接已断开，正在重新连接……发出的消息会在连上后送达。", "Connection lost, trying again … What you send arrives then."],
  chats: ["聊天", "Chats"],
  groups: ["群聊", "Groups"],
  privates: ["与机器人私聊", "In private with the bot"],
  nothing: ["还没有消息", "nothing said yet"],
  unread: ["{count} 条未读", "{count} unread"],
  back: ["返回聊天列表", "Back to the chats"],
  chat_menu: ["聊天选项", "Options of this chat"],
  private_head: ["{about}，与机器人的私聊", "{about}, in private with the bot"],
  group_head: [
    "{count} 人，机器人只看得到命令、@它的和回复它的消息",
    "{count} people · the bot sees only commands, mentions and replies to it",
  ],
  stop_bot: ["停用机器人", "Block the bot"],
  start_bot: ["恢复使用机器人", "Take the bot back"],
  put_out: ["把机器人移出群", "Remove the bot"],
  take_in: ["把机器人请回群", "Add the bot again"],
  upgrade: ["升级为超级群", "Upgrade to a supergroup"],
  upgraded: ["群已升级为超级群", "The group was upgraded to a supergroup"],
  pinned: ["置顶消息", "Pinned message"],
  log: ["对话", "Conversation"],
  newest: ["新消息", "New messages"],
  typing: ["正在输入……", "typing …"],
  edited: ["已编辑", "edited"],
  more: ["展开原文", "Show the whole quote"],
  less: ["收起", "Show less"],
  reply: ["回复", "Reply"],
  reply_to: ["回复 {name}", "Reply to {name}"],
  save: ["保存文件 {name}", "Save {name}"],
  photo_of: ["{name} 发的照片", "Photo from {name}"],
  unheard: ["机器人收不到这条消息", "The bot does not get this message"],
  mention_again: ["@督办 再发一次", "Send again, with @"],
  about: [
    "从会议和整改文件里找答案：谁负责、什么时候完成、原文怎么说。",
    "Answers from the meeting documents: who is responsible, by when, and in which words.",
  ],
  begin: ["您是{unit}{role}{name}，点一句试试：", "You are {name}, {role} at {unit}. Press one to try:"],
  begin_group: ["在群里@机器人提问，点一句试试：", "In a group, ask with @. Press one to try:"],
  tries: ["可以试试", "Things to try"],
  ask: ["输入问题，或输入 / 选命令", "Ask (in Chinese), or type / for commands"],
  ask_group: ["在群里先输入 @ 选机器人，或输入 / 选命令", "Type @ for the bot, or / for commands"],
  text: ["消息", "Message"],
  attach: ["添加文件或照片", "Attach a file or photo"],
  commands: ["命令", "Commands"],
  send: ["发送", "Send"],
  cancel: ["取消", "Cancel"],
  as_photo: ["作为照片发送", "Send as a photo"],
  bot: ["机器人", "bot"],
  ok: ["知道了", "OK"],
  not_sent: ["没有发出去，请再试一次。", "Not sent; please try again."],
  too_large: ["试用页只收 25 MB 以内的文件。", "This page takes files of up to 25 MB."],
};
const WEEKDAYS = ["周日周一周二周三周四周五周六".match(/../g), "Sun Mon Tue Wed Thu Fri Sat".split(" ")];
const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

let language = localStorage.getItem("duban.language") === "en" ? 1 : 0;

export const isEnglish = () => language === 1;

/** Pick from a pair [Chinese, English]. */
export const pick = (pair) => pair[language];

/** Return the words for *key*, with {names} filled in. */
export function t(key, values = {}) {
  return WORDS[key][language].replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

/** Name a person's unit and role. */
export const aboutOf = ({ unit, role }) => (isEnglish() ? `${unit[1]} · ${role[1]}` : `${unit[0]}${role[0]}`);

export function switchLanguage() {
  language = 1 - language;
  localStorage.setItem("duban.language", isEnglish() ? "en" : "zh");
}

/** Put the words into whatever index.html marks with data-t or data-t-label. */
export function translate() {
  document.documentElement.lang = isEnglish() ? "en" : "zh-CN";
  for (const node of document.querySelectorAll("[data-t]")) node.textContent = t(node.dataset.t);
  for (const node of document.querySelectorAll("[data-t-label]")) {
    node.setAttribute("aria-label", t(node.dataset.tLabel));
    if (node.tagName === "BUTTON") node.title = t(node.dataset.tLabel);
  }
}

const two = (number) => String(number).padStart(2, "0");

/** Say the time of day, from a date whose UTC fields are the local ones. */
export const timeOf = (date) => `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`;

/** Say the day. */
export function dayOf(date, { year = false, weekday = true } = {}) {
  const name = weekday ? WEEKDAYS[language][date.getUTCDay()] : "";
  const [y, m, d] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
  const day = isEnglish() ? `${d} ${MONTHS[m]}${year ? ` ${y}` : ""}` : `${year ? `${y}年` : ""}${m + 1}月${d}日`;
  return (isEnglish() ? `${name} ${day}` : `${day} ${name}`).trim();
}

export function sizeOf(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 2 ** 20 ? `${Math.round(bytes / 1024)} KB` : `${(bytes / 2 ** 20).toFixed(1)} MB`;
}
