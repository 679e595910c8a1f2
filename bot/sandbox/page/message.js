// One message as a node. A change of the message makes the node anew.

import { avatar, el, hueOf, icon } from "/dom.js";
import { rich } from "/rich.js";
import { isPrivate, localDate, state } from "/state.js";
import { isEnglish, sizeOf, t, timeOf } from "/words.js";

/** Return the node of *message*; *does* has what can be done: say, press, reply, show. */
export function messageNode(chat, message, before, does) {
  if (message.service) return el("p", { class: "service", id: `m${message.id}` }, t("upgraded"));
  const author = authorOf(message);
  const mine = message.from === state.me;
  const follows = before && !before.service && before.from === message.from && message.date - before.date < 300;
  const named = !mine && !follows && !isPrivate(chat);
  const bubble = el(
    "div",
    { class: "bubble" },
    named && signed(message, author),
    message.reply && replied(message.reply, does),
    message.photo && photo(message, author),
    message.document && attached(message.document),
    message.text && el("div", { class: "text", lang: "zh-CN" }, rich(message.text, message.marks, does.say)),
    foot(message),
  );
  return el(
    "article",
    {
      id: `m${message.id}`,
      class: ["message", mine && "mine", follows && "follows"].filter(Boolean).join(" "),
      tabindex: "-1",
      "aria-label": `${author.name}，${timeOf(localDate(message.date))}`,
      onkeydown: (event) => {
        if (event.key !== "r" || event.ctrlKey || event.metaKey || event.altKey || event.target !== event.currentTarget) return;
        event.preventDefault();
        does.reply(message);
      },
    },
    !mine && avatar(message.from, author.name, author.hue),
    el("div", { class: "stack" },
      el("div", { class: "row" }, bubble, replyButton(message, does)),
      message.buttons.length > 0 && keyboard(message, does),
      isEnglish() && message.gloss && el("p", { class: "gloss", lang: "en" }, message.gloss),
      !message.heard && unheard(message, does),
    ),
  );
}

function authorOf(message) {
  if (message.from === state.bot.id) return { name: state.bot.name, hue: 180, tag: t("bot") };
  const person = state.people.get(message.from);
  return { name: person && isEnglish() ? person.latin : message.author, tag: "" };
}

function signed(message, author) {
  const name = el("span", { class: "name" }, author.name);
  name.style.setProperty("--hue", author.hue ?? hueOf(message.from));
  return el("p", { class: "author" }, name, author.tag && el("span", { class: "tag" }, author.tag));
}

function replied(reply, does) {
  return el("button", { class: "replied", type: "button", onclick: () => does.show(reply.id) },
    el("b", {}, reply.author), el("span", {}, reply.text));
}

function photo(message, author) {
  const { file, width, height } = message.photo;
  const picture = el("img", { src: `/file/${file}`, width, height, loading: "lazy", alt: t("photo_of", { name: author.name }) });
  return el("a", { class: "photo", href: `/file/${file}`, target: "_blank", rel: "noopener" }, picture);
}

function attached(document) {
  return el("a", { class: "file", href: `/file/${document.file}`, download: document.name, "aria-label": t("save", document) },
    el("span", { class: "sheet" }, icon("file")),
    el("span", {}, el("b", {}, document.name), el("small", {}, sizeOf(document.size))));
}

function foot(message) {
  const time = localDate(message.date);
  return el("p", { class: "foot" },
    message.edited && el("span", {}, t("edited")),
    el("time", { datetime: time.toISOString().slice(0, 16) }, timeOf(time)));
}

function replyButton(message, does) {
  return el("button", {
    class: "plain icon-only reply", type: "button", tabindex: "-1", title: t("reply"), "aria-label": t("reply"),
    onclick: () => does.reply(message),
  }, icon("reply"));
}

function keyboard(message, does) {
  return el("div", { class: "keyboard", lang: "zh-CN" }, message.buttons.map((row) =>
    el("div", {}, row.map((button) => keyOf(message, button, does)))));
}

function keyOf(message, button, does) {
  const data = button.callback_data;
  if (data === undefined) return el("span", { class: "key" }, button.text);
  return el("button", { class: "key", type: "button", dataset: { data }, onclick: (event) => does.press(message, data, event.currentTarget) }, button.text);
}

function unheard(message, does) {
  const again = message.text && message.from === state.me;
  return el("p", { class: "unheard" }, t("unheard"),
    again && el("button", { type: "button", onclick: () => does.say(`@${state.bot.username} ${message.text}`) }, t("mention_again")));
}
