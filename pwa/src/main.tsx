// Wiring: starts the outbox, tells the header chip what it knows, and puts the app on the screen.
import { liveQuery } from "dexie";
import { render } from "preact";
import { App } from "./app";
import { lookForUpdate, start, status, syncNow, watchUpdates } from "./outbox";
import { attention, unsent, wasEvicted } from "./store";
import { connection, spreadIcons } from "./ui";
import "./ui/look.css";

start();
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState !== "visible") return;
  syncNow("visible");
  lookForUpdate();
});
void watchUpdates(() => location.reload());
status.subscribe((now) => {
  connection.value = {
    ...connection.value,
    online: now.online,
    sending: now.phase === "push" || now.phase === "photos",
  };
});
liveQuery(async () => unsent()).subscribe(({ ops, photos }) => {
  const waiting = new Set([...ops, ...photos].map((each) => each.record_id)).size;
  connection.value = { ...connection.value, waiting };
});
const toRead = async () => (await attention()).length + Number(await wasEvicted());
liveQuery(toRead).subscribe((count) => {
  connection.value = { ...connection.value, attention: count };
});
spreadIcons();
const root = document.getElementById("app");
if (root) render(<App />, root);
