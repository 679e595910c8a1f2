// The socket. What a person does is repeated after a lost connection until the server says that it is
// done; the server knows each deed by its number and does it once.

import { once, take, tell } from "/state.js";

const FIRST = 250, LONGEST = 4000; // milliseconds between two attempts
const TRIES = 3; // to send a file: it may have become unreadable, and waiting then helps nothing

const waiting = new Map(); // number → {deed, resolve}
let socket = null;
let pause = FIRST;
let timer = 0;

/** Connect, and again whenever the connection is lost. */
export function connect() {
  clearTimeout(timer);
  socket = new WebSocket(`ws://${location.host}/socket`);
  socket.onopen = () => {
    pause = FIRST;
    tell("link", true);
    for (const { deed } of waiting.values()) socket.send(JSON.stringify(deed));
  };
  socket.onmessage = (event) => {
    const told = JSON.parse(event.data);
    if (told.is === "done") settle(told);
    else take(told);
  };
  socket.onclose = () => {
    tell("link", false);
    timer = setTimeout(connect, pause);
    pause = Math.min(pause * 2, LONGEST);
  };
}

function settle(told) {
  waiting.get(told.id)?.resolve(told);
  waiting.delete(told.id);
}

/** Do a deed; resolves to {} or {refused: sentence} once the server has said so. */
export function act(deed) {
  const numbered = { ...deed, id: crypto.randomUUID() };
  return new Promise((resolve) => {
    waiting.set(numbered.id, { deed: numbered, resolve });
    if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(numbered));
  });
}

/** Send a file with a deed; after a lost connection again, under the same number. */
export async function send(deed, file) {
  const form = new FormData();
  form.append("deed", JSON.stringify({ ...deed, id: crypto.randomUUID() }));
  form.append("file", file, file.name);
  for (let tries = 0; tries < TRIES; tries++) {
    try {
      const answer = await fetch("/send", { method: "POST", body: form });
      if (answer.ok) return await answer.json();
      if (answer.status !== 503) return { failed: true };
    } catch {
      // the connection is lost
    }
    await connected();
  }
  return { failed: true };
}

/** Wait until the connection stands; that it is lost may come to light a moment later. */
async function connected() {
  await new Promise((resolve) => setTimeout(resolve, FIRST));
  while (socket?.readyState !== WebSocket.OPEN) await new Promise((resolve) => once("link", resolve));
}

/** Try at once when there is reason to hope: the page is looked at again, or the net is back. */
function hurry() {
  if (socket?.readyState === WebSocket.CLOSED) {
    pause = FIRST;
    connect();
  }
}
addEventListener("online", hurry);
document.addEventListener("visibilitychange", () => document.hidden || hurry());
