// Wiring: starts the outbox and puts the app on the screen.
import { render } from "preact";
import { start } from "./outbox";

start();
const root = document.getElementById("app");
if (root) render(<p>巡记</p>, root);
