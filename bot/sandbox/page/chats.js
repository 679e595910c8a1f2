// The list of chats: the groups, and everybody's private chat with the bot.

import { $, avatar, el } from "/dom.js";
import { goTo, isPrivate, localDate, markSeen, now, on, state, unread } from "/state.js";
import { aboutOf, dayOf, isEnglish, t, timeOf } from "/words.js";

/** Begin. */
export function startChats() {
  for (const kind of ["world", "place", "message", "chat", "language"]) on(kind, render);
  document.addEventListener("visibilitychange", () => {
    if (document.hidden || !state.chats.size) return;
    markSeen();
    render();
  });
  $("chats").addEventListener("keydown", walk);
  $("back").addEventListener("click", () => showPane("chats"));
}

function showPane(pane) {
  document.body.dataset.pane = pane;
  if (pane === "chats") $("chats").querySelector("[aria-current]")?.focus();
}

function render() {
  const chats = [...state.chats.values()].filter((chat) => chat.moved === null);
  const focused = document.activeElement?.closest(".chat")?.dataset.chat;
  const sections = [
    ["groups", chats.filter((chat) => !isPrivate(chat))],
    ["privates", chats.filter(isPrivate)],
  ];
  $("chats").replaceChildren(...sections.flatMap(([title, some]) => [el("h2", {}, t(title)), ...some.map(row)]));
  if (focused) $("chats").querySelector(`[data-chat="${focused}"]`)?.focus();
  const count = chats.reduce((sum, chat) => sum + unread(chat), 0);
  document.title = `${count ? `(${count}) ` : ""}${t("title")}`;
}

function row(chat) {
  const person = state.people.get(chat.id);
  const last = [...chat.messages.values()].at(-1);
  const count = unread(chat);
  const title = person && isEnglish() ? person.latin : isEnglish() ? chat.english : chat.title;
  const about = person ? aboutOf(person) : "";
  return el(
    "button",
    {
      class: "chat", type: "button", dataset: { chat: chat.id },
      "aria-current": chat.id === state.chat && "true",
      onclick: () => { goTo(state.me, chat.id); showPane("talk"); },
    },
    avatar(chat.id, chat.title),
    el("span", { class: "title" }, el("b", {}, title), about && el("small", {}, about)),
    el("time", {}, last ? when(last.date) : ""),
    last ? el("span", { class: "last", lang: "zh-CN" }, excerpt(last)) : el("span", { class: "last" }, t("nothing")),
    count > 0 && el("span", { class: "badge", "aria-label": t("unread", { count }) }, count > 99 ? "99+" : count),
  );
}

function when(seconds) {
  const date = localDate(seconds);
  return dayOf(date, { year: true }) === dayOf(now(), { year: true }) ? timeOf(date) : dayOf(date, { weekday: false });
}

function excerpt(message) {
  const text = message.text || message.document?.name || (message.photo ? "🖼" : "");
  return text.slice(0, 60).replace(/\s+/g, " ");
}

/** Arrow keys walk through the chats. */
function walk(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  const rows = [...$("chats").querySelectorAll(".chat")];
  const next = rows[rows.indexOf(document.activeElement) + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
}
