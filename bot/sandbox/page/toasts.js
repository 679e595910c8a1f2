// Short words over the page: what a button answered, what was refused.

import { $, el } from "/dom.js";
import { on, state } from "/state.js";
import { t } from "/words.js";

const SECONDS = 4;

/** Begin: what buttons answer is shown to whoever pressed them. */
export function startToasts() {
  on("toast", ({ to, text, alert }) => {
    if (to !== state.me || !text) return;
    if (!alert) return toast(text);
    $("alert").querySelector("p").textContent = text;
    $("alert").showModal();
  });
}

/** Show why a deed was refused, if it was; returns whether it was not. */
export function notify(told) {
  if (told.failed) toast(t("not_sent"));
  if (told.refused) toast(told.refused);
  return !told.failed && !told.refused;
}

export function toast(text) {
  const node = el("p", { class: "toast" }, text);
  $("toasts").append(node);
  setTimeout(() => node.remove(), SECONDS * 1000);
}
