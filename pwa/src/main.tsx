// Wiring: starts the outbox and puts the app on the screen.
import { render } from "preact";
import { start, syncNow, watchUpdates } from "./outbox";

start();
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") syncNow("visible");
});
void watchUpdates(() => location.reload());
const root = document.getElementById("app");
if (root) render(<p>巡记</p>, root);
