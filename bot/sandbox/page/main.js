// The page: begins its parts and connects them to the server.

import { startChats } from "/chats.js";
import { startComposer } from "/composer.js";
import { on } from "/state.js";
import { startTalk } from "/talk.js";
import { startToasts } from "/toasts.js";
import { startTop } from "/top.js";
import { connect } from "/wire.js";
import { translate } from "/words.js";

translate();
startToasts();
startTop();
startChats();
startTalk(startComposer());
on("world", () => (document.body.dataset.ready = "true"));
connect();
