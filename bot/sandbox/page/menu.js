// A menu that opens at a button, for the mouse and for the keyboard.

import { el } from "/dom.js";

let close = () => {};

/** Open a menu of choices ({label, heading, sign, note, checked, run}) at *button*; pressed again, it closes. */
export function openMenu(button, label, choices) {
  const wasOpen = button.getAttribute("aria-expanded") === "true";
  close();
  if (wasOpen) return;
  const items = choices.map((choice) => el(
    "button",
    {
      role: choice.checked === undefined ? "menuitem" : "menuitemradio", "aria-checked": choice.checked?.toString(),
      type: "button",
      onclick: () => { close(); choice.run(); },
    },
    choice.sign,
    el("span", {}, choice.label, choice.note && el("small", {}, choice.note)),
  ));
  const menu = el("div", { class: "menu", role: "menu", "aria-label": label, onkeydown: (event) => move(event, items) },
    items.flatMap((item, i) => [choices[i].heading && el("p", { role: "presentation" }, choices[i].heading), item]));
  button.after(menu);
  button.setAttribute("aria-expanded", "true");
  (items.find((item) => item.getAttribute("aria-checked") === "true") ?? items[0]).focus();
  const outside = (event) => !menu.contains(event.target) && !button.contains(event.target) && close();
  document.addEventListener("pointerdown", outside);
  close = () => {
    document.removeEventListener("pointerdown", outside);
    const held = menu.contains(document.activeElement);
    menu.remove();
    button.setAttribute("aria-expanded", "false");
    if (held) button.focus();
    close = () => {};
  };
}

function move(event, items) {
  const at = items.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
  if (event.key === "Escape" || event.key === "Tab") close();
  else if (to !== undefined) items[(to + items.length) % items.length].focus();
  else return;
  if (event.key !== "Tab") event.preventDefault();
}
