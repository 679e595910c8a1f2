// The list over the composer: commands after "/", the bot after "@".

import { $, el } from "/dom.js";
import { current, isPrivate, state } from "/state.js";
import { isEnglish, t } from "/words.js";

let choices = [];
let at = 0;
let pick = () => {};

export const isOpen = () => !$("completion").hidden;

/** Offer what fits the word before the cursor of *input*; *onPick* gets the text to put in its place. */
export function complete(input, onPick) {
  pick = onPick;
  choices = input.selectionStart === input.selectionEnd ? offered(input.value.slice(0, input.selectionStart)) : [];
  at = 0;
  render(input);
}

function offered(text) {
  const command = /^\/(\w*)$/.exec(text);
  if (command) return commands().filter((choice) => choice.word.startsWith(command[1].toLowerCase()));
  const mention = /(?:^|\s)@(\w*)$/.exec(text);
  const username = state.bot.username;
  if (mention && !isPrivate(current()) && username.startsWith(mention[1].toLowerCase())) {
    return [{ length: mention[1].length + 1, put: `@${username} `, label: `@${username}`, note: `${state.bot.name} · ${t("bot")}` }];
  }
  return [];
}

function commands() {
  const menus = current().menus;
  const menu = isEnglish() ? menus.en : menus[""];
  return menu.map(({ command, description }) => (
    { word: command, put: `/${command} `, label: `/${command}`, note: description }
  ));
}

function render(input) {
  const list = $("completion");
  list.hidden = choices.length === 0;
  input.setAttribute("aria-expanded", String(choices.length > 0));
  list.replaceChildren(...choices.map((choice, i) => el(
    "li",
    {
      role: "option", id: `option${i}`, "aria-selected": String(i === at),
      onpointerdown: (event) => { event.preventDefault(); choose(i, input); },
    },
    el("b", {}, choice.label), el("span", {}, choice.note),
  )));
  if (choices.length) {
    input.setAttribute("aria-activedescendant", `option${at}`);
    list.children[at].scrollIntoView({ block: "nearest" });
  } else {
    input.removeAttribute("aria-activedescendant");
  }
}

function choose(i, input) {
  const { put, length } = choices[i];
  choices = [];
  render(input);
  pick(put, length);
}

/** Let the keyboard move and choose; returns whether the key was meant for the list. */
export function completionKey(event, input) {
  if (!isOpen()) return false;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) at = (at + step + choices.length) % choices.length;
  else if (event.key === "Escape") choices = [];
  else if (event.key === "Enter" || event.key === "Tab") {
    const { put } = choices[at];
    if (event.key === "Enter" && put.trim() === input.value) { // typed out already: Enter sends it
      choices = [];
      render(input);
      return false;
    }
    choose(at, input);
    return true;
  } else return false;
  render(input);
  return true;
}
