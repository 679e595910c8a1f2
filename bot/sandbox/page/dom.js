// Making nodes. Text only ever becomes text: there is no way here to make markup out of a string.

export const $ = (id) => document.getElementById(id);

/** Make an element: el("p", {class: "x", onclick: f, "aria-label": "y"}, "text", node, null). */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "dataset") Object.assign(node.dataset, value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat().filter((child) => child || child === 0));
  return node;
}

/** Make one of the pictures that index.html defines. */
export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `#i-${name}`);
  svg.append(use);
  return svg;
}

/** A round sign for a person, a group or the bot: the first character on a colour of its own. */
export function avatar(id, name, hue) {
  const sign = el("span", { class: "avatar", "aria-hidden": "true" }, [...name][0] ?? "?");
  sign.style.setProperty("--hue", hue ?? hueOf(id));
  return sign;
}

export function hueOf(id) {
  return (Math.abs(id) * 61 + 20) % 360;
}
