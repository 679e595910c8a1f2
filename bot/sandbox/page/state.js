// What the page knows, and who is told when it changes. Views read it; only this file changes it.

export const state = {
  bot: { id: 0, name: "", username: "" },
  people: new Map(),
  chats: new Map(), // each with a Map of messages by number
  me: 0,
  chat: 0,
  version: "",
};

const clock = { now: 0, at: 0, offset: 0 };
const listeners = new Map();
const seen = JSON.parse(localStorage.getItem("duban.seen") ?? "{}");

/** Call *listener* on every change of a kind: world, place, chat, message, clock, toast, typing, link. */
export function on(kind, listener) {
  listeners.set(kind, [...(listeners.get(kind) ?? []), listener]);
}

/** Call *listener* on the next change of a kind only. */
export function once(kind, listener) {
  const first = (detail) => {
    listeners.set(kind, listeners.get(kind).filter((other) => other !== first));
    listener(detail);
  };
  on(kind, first);
}

export function tell(kind, detail) {
  for (const listener of listeners.get(kind) ?? []) listener(detail);
}

// -- from the server

/** Take in what the server tells. */
export function take(told) {
  switch (told.is) {
    case "world": return takeWorld(told);
    case "message": return takeMessage(told.chat, told.message);
    case "chat": return takeChat(told.chat);
    case "clock": return takeClock(told);
    default: return tell(told.is, told);
  }
}

function takeWorld(world) {
  if (state.version && state.version !== world.version) return location.reload();
  state.version = world.version;
  state.bot = world.bot;
  state.people = new Map(world.people.map((person) => [person.id, person]));
  state.chats = new Map(world.chats.map((chat) => [chat.id, { ...chat, messages: byNumber(chat.messages) }]));
  for (const chat of state.chats.values()) seen[chat.id] = Math.min(seen[chat.id] ?? Infinity, lastOf(chat));
  Object.assign(clock, { now: world.now, at: performance.now(), offset: world.offset });
  place(...placeOfAddress());
  tell("world");
}

const byNumber = (messages) => new Map(messages.map((message) => [message.id, message]));
const lastOf = (chat) => Math.max(0, ...chat.messages.keys());

function takeMessage(number, message) {
  const chat = state.chats.get(number);
  if (!chat) return;
  const isNew = !chat.messages.has(message.id);
  chat.messages.set(message.id, message);
  if (number === state.chat && !document.hidden) markSeen();
  tell("message", { chat: number, message, isNew });
}

function takeChat(chat) {
  const messages = state.chats.get(chat.id)?.messages ?? new Map();
  state.chats.set(chat.id, { ...chat, messages });
  const current = state.chats.get(state.chat);
  if (current?.moved) goTo(state.me, current.moved);
  tell("chat", chat.id);
}

function takeClock(told) {
  Object.assign(clock, { now: told.now, at: performance.now(), offset: told.offset });
  tell("clock");
}

// -- where one is

/** Be *me* in *chat*; a private chat is its person's own. */
export function goTo(me, chat) {
  place(me, chat);
  markSeen();
  tell("place");
}

function place(me, chat) {
  const found = state.chats.get(chat) ?? state.chats.values().next().value;
  state.chat = found.moved ?? found.id;
  state.me = state.people.has(state.chat) ? state.chat : state.people.has(me) ? me : found.members[0];
  const address = `#/${state.me}/${state.chat}`;
  if (location.hash !== address) history.replaceState(null, "", address);
}

/** Two tabs are two people: who one is stands in the address, not in a cookie. */
function placeOfAddress() {
  const [, me, chat] = location.hash.split("/").map(Number);
  const first = state.people.keys().next().value;
  return [me || first, chat || me || first];
}

addEventListener("hashchange", () => state.people.size && goTo(...placeOfAddress()));

// -- what is read

export function markSeen() {
  const chat = state.chats.get(state.chat);
  if (!chat) return;
  seen[chat.id] = lastOf(chat);
  localStorage.setItem("duban.seen", JSON.stringify(seen));
}

/** Count what others said in *chat* since it was looked at. */
export function unread(chat) {
  return [...chat.messages.values()].filter((m) => m.id > (seen[chat.id] ?? 0) && m.from !== state.me).length;
}

// -- what follows from it

export const me = () => state.people.get(state.me);
export const current = () => state.chats.get(state.chat);
export const isPrivate = (chat) => chat.kind === "private";

/** The server's time, as a date whose UTC fields are the local ones there. */
export function now() {
  return localDate(clock.now + (performance.now() - clock.at) / 1000);
}

export const localDate = (seconds) => new Date((seconds + clock.offset) * 1000);
