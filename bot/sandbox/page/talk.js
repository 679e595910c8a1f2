// The conversation: its head, the messages, and what is pinned.

import { $, avatar, el } from "/dom.js";
import { messageNode } from "/message.js";
import { current, isPrivate, localDate, me, on, state } from "/state.js";
import { openMenu } from "/menu.js";
import { aboutOf, dayOf, isEnglish, t } from "/words.js";
import { act } from "/wire.js";
import { notify } from "/toasts.js";

const NEAR = 90; // pixels from the end within which one stays at the end
const MARGIN = 12; // pixels over a message that is scrolled to
const TYPING = 5000, PRESSED = 8000; // milliseconds
let typing = 0;

/** Begin; *composer* is told what is to be replied to. */
export function startTalk(composer) {
  const does = {
    say: (text) => act({ do: "say", as: state.me, chat: state.chat, text }).then(notify),
    press: pressed,
    reply: composer.reply,
    show,
  };
  on("world", () => renderTalk(does));
  on("place", () => renderTalk(does));
  on("language", () => renderTalk(does));
  on("message", (told) => told.chat === state.chat && takeIn(told, does));
  on("chat", (chat) => chat === state.chat && renderHead());
  on("typing", ({ chat }) => chat === state.chat && showTyping());
  on("toast", released);
  $("log").addEventListener("scroll", () => isAtEnd() && ($("newest").hidden = true));
  $("log").addEventListener("keydown", walk);
  $("newest").addEventListener("click", () => toEnd());
  $("chat-menu").addEventListener("click", (event) => openMenu(event.currentTarget, t("chat_menu"), chatChoices()));
  $("pinned").addEventListener("click", () => show(current().pinned));
}

function renderTalk(does) {
  renderHead();
  clearTyping();
  const messages = [...current().messages.values()];
  $("log").setAttribute("aria-busy", "true"); // what was there already is not read out
  $("log").replaceChildren(...messages.flatMap((message, i) => withDay(message, messages[i - 1], does)));
  $("newest").hidden = true;
  toEnd("instant");
  requestAnimationFrame(() => $("log").removeAttribute("aria-busy"));
}

function renderHead() {
  const chat = current();
  const title = isEnglish() ? chat.english || me().latin : chat.title;
  const person = isPrivate(chat) ? state.people.get(chat.id) : null;
  const about = person
    ? t("private_head", { about: aboutOf(person) })
    : t("group_head", { count: chat.members.length });
  $("head").replaceChildren(avatar(chat.id, chat.title), el("div", {}, el("h2", {}, title), el("p", {}, about)));
  const pinned = chat.messages.get(chat.pinned);
  $("pinned").hidden = !pinned;
  $("pinned").replaceChildren(el("b", {}, t("pinned")), el("span", {}, pinned?.text ?? ""));
}

function withDay(message, before, does) {
  const node = messageNode(current(), message, before, does);
  const day = dayOf(localDate(message.date), { year: true });
  const isNew = !before || day !== dayOf(localDate(before.date), { year: true });
  return isNew ? [el("p", { class: "day" }, day), node] : [node];
}

function takeIn({ message, isNew }, does) {
  const stay = isAtEnd() || message.from === state.me;
  const messages = [...current().messages.values()];
  const before = messages[messages.findIndex((other) => other.id === message.id) - 1];
  clearTyping();
  if (isNew) $("log").append(...withDay(message, before, does));
  else $(`m${message.id}`)?.replaceWith(messageNode(current(), message, before, does));
  renderHead();
  if (stay) toEnd("smooth", isNew && $(`m${message.id}`));
  else if (isNew) $("newest").hidden = false;
}

// -- where one looks

const isAtEnd = () => $("log").scrollHeight - $("log").scrollTop - $("log").clientHeight < NEAR;

/** Scroll to the end, but not past the first line of *node*: an answer is read from there. */
function toEnd(behavior = "smooth", node = null) {
  const log = $("log");
  const first = node ? node.offsetTop - log.offsetTop - MARGIN : Infinity;
  log.scrollTo({ top: Math.min(log.scrollHeight - log.clientHeight, first), behavior });
}

function show(number) {
  const node = $(`m${number}`);
  if (!node) return;
  node.scrollIntoView({ block: "center", behavior: "smooth" });
  node.classList.remove("shown");
  requestAnimationFrame(() => node.classList.add("shown"));
}

/** Arrow keys walk through the messages; R replies to the one reached. */
function walk(event) {
  if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
  const nodes = [...$("log").querySelectorAll(".message")];
  const at = nodes.indexOf(document.activeElement.closest(".message"));
  const next = event.key === "ArrowUp" ? nodes.at(at < 0 ? -1 : Math.max(at - 1, 0)) : nodes[at + 1];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

// -- what the bot is doing

function showTyping() {
  clearTyping();
  $("log").append(el("p", { class: "typing" }, `${state.bot.name} ${t("typing")}`));
  typing = setTimeout(clearTyping, TYPING);
}

function clearTyping() {
  clearTimeout(typing);
  $("log").querySelector(".typing")?.remove();
}

function pressed(message, data, button) {
  button.setAttribute("aria-busy", "true");
  setTimeout(() => button.removeAttribute("aria-busy"), PRESSED);
  act({ do: "press", as: state.me, chat: state.chat, message: message.id, data }).then((told) => {
    if (told.refused) button.removeAttribute("aria-busy");
    notify(told);
  });
}

function released({ chat, message, data }) {
  if (chat !== state.chat) return;
  const keys = $(`m${message}`)?.querySelectorAll(".key") ?? [];
  [...keys].find((key) => key.dataset.data === data)?.removeAttribute("aria-busy");
}

function chatChoices() {
  const chat = current();
  const own = { as: state.me, chat: chat.id };
  const block = isPrivate(chat) ? (chat.barred ? "start_bot" : "stop_bot") : chat.barred ? "take_in" : "put_out";
  const choices = [{ label: t(block), run: () => act({ do: "block", ...own }).then(notify) }];
  if (chat.kind === "group") choices.push({ label: t("upgrade"), run: () => act({ do: "upgrade", ...own }).then(notify) });
  return choices;
}
