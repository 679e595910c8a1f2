// Where one writes: text, a reply, a file or photo; and what one may try first.

import { $, el, icon } from "/dom.js";
import { complete, completionKey } from "/completion.js";
import { current, isPrivate, me, on, state } from "/state.js";
import { notify, toast } from "/toasts.js";
import { act, send } from "/wire.js";
import { isEnglish, pick, sizeOf, t } from "/words.js";

const LARGEST = 25 * 2 ** 20;
const PHOTO = /^image\/(png|jpeg)$/;
const drafts = new Map(); // chat → text
let shown = ""; // the chat whose draft is in the box
let answering = null;
let file = null;
let asPhoto = false;

/** Begin; returns what others may tell the composer. */
export function startComposer() {
  for (const kind of ["world", "place", "language"]) on(kind, render);
  on("chat", (chat) => chat === state.chat && render());
  on("message", ({ chat }) => chat === state.chat && renderTries());
  const input = $("text");
  input.addEventListener("input", () => typed(input));
  input.addEventListener("keydown", (event) => key(event, input));
  input.addEventListener("blur", () => ($("completion").hidden = true));
  input.addEventListener("paste", ({ clipboardData: pasted }) => {
    // Cells and paragraphs come as text and as a picture of it; the text is meant.
    if (!pasted.types.includes("text/plain")) choose(pasted.files[0]);
  });
  $("composer").addEventListener("submit", (event) => { event.preventDefault(); submit(); });
  $("commands").addEventListener("click", () => put("/", input.value.length));
  $("attach").addEventListener("click", () => $("file").click());
  $("file").addEventListener("change", () => choose($("file").files[0]));
  $("unblock").addEventListener("click", () => act({ do: "block", ...own() }).then(notify));
  for (const kind of ["dragover", "drop"]) document.addEventListener(kind, dropped);
  return { reply };
}

const own = () => ({ as: state.me, chat: state.chat });

function render() {
  const chat = current();
  if (shown !== chat.id) {
    drafts.set(shown, $("text").value);
    shown = chat.id;
    $("text").value = drafts.get(chat.id) ?? "";
    putAway();
    grow();
  }
  $("text").placeholder = t(isPrivate(chat) ? "ask" : "ask_group");
  $("text").setAttribute("aria-label", t("text"));
  const stopped = isPrivate(chat) && chat.barred;
  $("composer").hidden = stopped;
  $("unblock").hidden = !stopped;
  $("unblock").textContent = t("start_bot");
  renderTries();
  renderBar();
}

// -- what to try

function renderTries() {
  const chat = current();
  const person = me();
  const fresh = chat.messages.size === 0;
  const list = person.suggestions
    .map((suggestion, which) => ({ ...suggestion, which }))
    .filter((suggestion) => isPrivate(chat) || !(suggestion.file || suggestion.text.startsWith("/")));
  const name = isEnglish() ? person.latin : person.name;
  const lead = !fresh ? t("tries") : isPrivate(chat) ? t("begin", { name, unit: pick(person.unit), role: pick(person.role) }) : t("begin_group");
  $("tries").className = fresh ? "tries fresh" : "tries";
  $("tries").hidden = isPrivate(chat) && chat.barred;
  $("tries").setAttribute("role", "group");
  $("tries").setAttribute("aria-label", t("tries"));
  $("tries").replaceChildren(fresh ? el("p", { class: "about" }, t("about")) : "", el("p", {}, lead), ...list.map(suggested));
}

function suggested(suggestion) {
  const mention = !isPrivate(current()) && el("span", { class: "mention" }, `@${state.bot.username} `);
  return el(
    "button",
    { type: "button", onclick: () => act({ do: "try", ...own(), which: suggestion.which }).then(notify) },
    suggestion.file && icon("file"),
    el("span", { lang: "zh-CN" }, mention, suggestion.label, isEnglish() && el("small", { lang: "en" }, suggestion.english)),
  );
}

// -- writing

function typed(input) {
  grow();
  complete(input, (text, length) => put(text, length ?? input.value.length));
}

/** Put *text* in the place of the last *length* characters before the cursor. */
function put(text, length = 0) {
  const input = $("text");
  const end = input.selectionStart;
  input.setRangeText(text, Math.max(end - length, 0), end, "end");
  input.focus();
  typed(input);
}

function grow() {
  const input = $("text");
  input.style.height = "auto";
  if (input.value) input.style.height = `${input.scrollHeight}px`;
}

function key(event, input) {
  if (event.isComposing) return; // an input method is choosing characters
  if (completionKey(event, input)) return event.preventDefault();
  if (event.key === "Escape") return putAway();
  if (event.key === "Enter" && !event.shiftKey) {
    event.preventDefault();
    submit();
  }
}

async function submit() {
  const text = $("text").value.trim();
  if (!text && !file) return;
  const deed = { ...own(), text, reply: answering?.id ?? 0 };
  const sent = { text: $("text").value, file, asPhoto, answering, chat: state.chat };
  $("text").value = "";
  putAway();
  grow();
  const told = sent.file ? await send({ ...deed, photo: sent.asPhoto }, sent.file) : await act({ do: "say", ...deed });
  if (!notify(told)) restore(sent);
}

/** What was not taken comes back into the box, if nothing else is written there yet. */
function restore(sent) {
  if (sent.chat !== state.chat || $("text").value || file) return;
  $("text").value = sent.text;
  ({ file, asPhoto, answering } = sent);
  grow();
  renderBar();
}

// -- a reply, a file

function reply(message) {
  answering = message;
  renderBar();
  $("text").focus();
}

function dropped(event) {
  if (!event.dataTransfer.types.includes("Files")) return;
  event.preventDefault();
  if (event.type === "drop") choose(event.dataTransfer.files[0]);
}

function choose(chosen) {
  if (!chosen) return;
  $("file").value = "";
  if (chosen.size > LARGEST) return toast(t("too_large"));
  file = chosen;
  asPhoto = PHOTO.test(chosen.type);
  renderBar();
  $("text").focus();
}

function putAway() {
  answering = null;
  file = null;
  renderBar();
}

function renderBar() {
  $("bar").hidden = !answering && !file;
  $("bar").replaceChildren(
    answering ? el("p", {}, icon("reply"), el("span", {}, el("b", {}, t("reply_to", { name: answering.author })), el("small", {}, answering.text.slice(0, 80)))) : "",
    file ? el("p", {}, icon("file"), el("span", {}, el("b", {}, file.name), el("small", {}, sizeOf(file.size)))) : "",
    file && PHOTO.test(file.type) ? photoChoice() : "",
    el("button", { class: "plain icon-only", type: "button", "aria-label": t("cancel"), onclick: putAway }, icon("close")),
  );
}

function photoChoice() {
  const box = el("input", { type: "checkbox", onchange: (event) => (asPhoto = event.target.checked) });
  box.checked = asPhoto;
  return el("label", {}, box, t("as_photo"));
}
