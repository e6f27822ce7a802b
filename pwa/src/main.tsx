// Wiring: starts the outbox, tells the header chip what it knows, and puts the app on the screen.
import { liveQuery } from "dexie";
import { render } from "preact";
import { App } from "./app";
import { start, status, syncNow, watchUpdates } from "./outbox";
import { attention } from "./store";
import { connection, spreadIcons } from "./ui";
import "./ui/look.css";

start();
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") syncNow("visible");
});
void watchUpdates(() => location.reload());
status.subscribe((now) => {
  connection.value = {
    ...connection.value,
    online: now.online,
    waiting: now.waitingOps + now.waitingPhotos,
    sending: now.phase === "push" || now.phase === "photos",
  };
});
liveQuery(attention).subscribe((notices) => {
  connection.value = { ...connection.value, attention: notices.length };
});
spreadIcons();
const root = document.getElementById("app");
if (root) render(<App />, root);
