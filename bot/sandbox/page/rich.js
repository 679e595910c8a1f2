// A message's text and its marks (Telegram's entities) → nodes. Offsets are UTF-16 units, as in JavaScript.

import { el } from "/dom.js";
import { t } from "/words.js";

const TAGS = {
  bold: "b", italic: "i", underline: "u", strikethrough: "s", code: "code", pre: "pre",
  blockquote: "blockquote", expandable_blockquote: "blockquote",
};

/** Return nodes for *text* with *marks*; *onCommand* is called with a command that is pressed. */
export function rich(text, marks, onCommand) {
  const ordered = [...marks].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return range(text, 0, text.length, ordered, onCommand);
}

function range(text, start, end, marks, onCommand) {
  const nodes = [];
  let at = start;
  for (let i = 0; i < marks.length; i++) {
    const mark = marks[i];
    const stop = mark.offset + mark.length;
    if (mark.offset < at || stop > end) continue; // within one that is already made
    nodes.push(trimmedBefore(text.slice(at, mark.offset), nodes.at(-1)));
    const inner = marks.slice(i + 1).filter((other) => other.offset >= mark.offset && other.offset + other.length <= stop);
    nodes.push(marked(mark, text.slice(mark.offset, stop), range(text, mark.offset, stop, inner, onCommand), onCommand));
    at = stop;
  }
  nodes.push(trimmedBefore(text.slice(at, end), nodes.at(-1)));
  return nodes.filter((node) => node !== "");
}

/** A quote stands on lines of its own; the line break behind it would be an empty line. */
function trimmedBefore(text, before) {
  return before instanceof Element && before.matches("blockquote, .quote") ? text.replace(/^\n/, "") : text;
}

function marked(mark, words, children, onCommand) {
  switch (mark.type) {
    case "bot_command":
      return command(words, onCommand);
    case "mention":
      return el("span", { class: "mention" }, words);
    case "text_link":
      return link(mark.url, children);
    case "spoiler":
      return el("span", { class: "spoiler", tabindex: "0", onclick: (e) => e.currentTarget.classList.add("seen") }, children);
    case "expandable_blockquote":
      return folded(children);
    default:
      return el(TAGS[mark.type] ?? "span", {}, children);
  }
}

/** A command that can be pressed; no button, before which a line could break where none may (/ask、). */
function command(words, onCommand) {
  const press = () => onCommand(words);
  const key = (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    press();
  };
  return el("span", { class: "command", role: "button", tabindex: "0", onclick: press, onkeydown: key }, words);
}

function link(url, children) {
  const safe = /^https?:\/\//i.test(url ?? "");
  return safe ? el("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, children) : el("span", {}, children);
}

/** A quote of which three lines show until it is opened; where there are no more, nothing is to be opened. */
function folded(children) {
  const quote = el("blockquote", { class: "folded" }, children);
  const toggle = el("button", { class: "unfold", type: "button", "aria-expanded": "false", hidden: true }, t("more"));
  toggle.addEventListener("click", () => {
    const open = !quote.classList.toggle("folded");
    toggle.setAttribute("aria-expanded", open);
    toggle.textContent = t(open ? "less" : "more");
  });
  new ResizeObserver(() => {
    if (quote.classList.contains("folded")) toggle.hidden = quote.scrollHeight <= quote.clientHeight + 1;
  }).observe(quote);
  return el("div", { class: "quote" }, quote, toggle);
}
