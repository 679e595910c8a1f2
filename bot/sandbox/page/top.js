// The head of the page: who one is, the clock, language, light or dark, starting over, faults to practise with.

import { $, avatar, el, icon } from "/dom.js";
import { openMenu } from "/menu.js";
import { current, goTo, isPrivate, me, now, on, once, state, tell } from "/state.js";
import { notify, toast } from "/toasts.js";
import { act } from "/wire.js";
import { aboutOf, dayOf, isEnglish, switchLanguage, t, timeOf, translate } from "/words.js";

const FAULTS = ["slow", "lost", "reset", "broken", "flood"];
const THEMES = ["", "light", "dark"];

/** Begin. */
export function startTop() {
  for (const kind of ["world", "place", "language"]) on(kind, renderWho);
  for (const kind of ["world", "clock", "language"]) on(kind, renderClock);
  on("link", (up) => ($("link").hidden = up));
  setInterval(() => state.version && renderClock(), 5000);
  $("who").addEventListener("click", (event) => openMenu(event.currentTarget, t("who_menu"), people()));
  $("more").addEventListener("click", (event) => openMenu(event.currentTarget, t("options"), [startingOver(), ...faults()]));
  $("anew").addEventListener("close", () => $("anew").returnValue === "anew" && startOver());
  $("language").addEventListener("click", () => { switchLanguage(); translate(); tell("language"); renderLanguage(); });
  $("theme").addEventListener("click", switchTheme);
  startClock();
  renderLanguage();
  applyTheme(localStorage.getItem("duban.theme") ?? "");
}

function renderLanguage() {
  const [long, short] = isEnglish() ? ["中文", "中"] : ["English", "EN"];
  $("language").replaceChildren(el("span", { class: "long" }, long), el("span", { class: "short" }, short));
  $("language").setAttribute("aria-label", long);
  $("language").lang = isEnglish() ? "zh-CN" : "en";
}

// -- who

function renderWho() {
  const person = me();
  const name = isEnglish() ? person.latin : person.name;
  const about = aboutOf(person);
  $("who").replaceChildren(avatar(person.id, person.name), el("span", {}, el("b", {}, name), el("small", {}, about)), icon("down"));
  $("who").setAttribute("aria-label", t("who", { name: `${name}，${about}` }));
}

/** In a group one becomes somebody else in it; in private one goes to that person's own chat. */
function people() {
  return [...state.people.values()].map((person) => ({
    label: isEnglish() ? person.latin : person.name,
    note: aboutOf(person),
    sign: avatar(person.id, person.name),
    checked: person.id === state.me,
    run: () => goTo(person.id, isPrivate(current()) ? person.id : state.chat),
  }));
}

// -- the clock

function startClock() {
  const open = (isOpen) => {
    $("clock").setAttribute("aria-expanded", isOpen);
    if (isOpen) $("date").value = now().toISOString().slice(0, 16);
  };
  $("clock").addEventListener("click", () => open($("clock").getAttribute("aria-expanded") !== "true"));
  $("clock-moves").addEventListener("click", ({ target }) => target.dataset.move && move(target.dataset.move));
  $("clock-form").addEventListener("submit", (event) => {
    event.preventDefault();
    move($("date").value);
  });
  document.addEventListener("pointerdown", (event) => event.target.closest(".clock") || open(false));
  document.addEventListener("keydown", (event) => event.key === "Escape" && open(false));
  on("clock", () => ($("date").value = now().toISOString().slice(0, 16)));
}

const move = (to) => act({ do: "move", to }).then(notify);

function renderClock() {
  const text = `${dayOf(now(), { year: true })} ${timeOf(now())}`;
  const [long, short] = [dayOf(now(), { year: true }), dayOf(now(), { weekday: false })];
  $("now").replaceChildren(el("span", { class: "long" }, long), el("span", { class: "short" }, short), " ", el("b", {}, timeOf(now())));
  $("now").dateTime = now().toISOString().slice(0, 16);
  $("clock").setAttribute("aria-label", t("clock_open", { now: text }));
}

// -- light or dark, starting over, and faults

function switchTheme() {
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  const shown = document.documentElement.dataset.theme || (dark ? "dark" : "light");
  applyTheme(shown === "dark" ? "light" : "dark");
}

function applyTheme(theme) {
  document.documentElement.dataset.theme = THEMES.includes(theme) ? theme : "";
  localStorage.setItem("duban.theme", theme);
}

function startingOver() {
  return { label: t("anew"), run: () => { $("anew").returnValue = ""; $("anew").showModal(); } };
}

/** The server begins anew; the connection is lost for a moment, and all that there is then is shown. */
async function startOver() {
  const shown = new Promise((resolve) => once("world", resolve)); // which may come before the answer
  if (notify(await act({ do: "anew" }))) shown.then(() => toast(t("anew_done")));
}

function faults() {
  return FAULTS.map((kind, i) => ({
    heading: i === 0 && t("faults_title"),
    label: t(`fault_${kind}`),
    run: async () => {
      if (notify(await act({ do: "fault", kind }))) toast(t("fault_set", { name: t(`fault_${kind}`) }));
    },
  }));
}
