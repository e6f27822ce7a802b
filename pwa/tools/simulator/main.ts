// The simulator of phones as a process: one order per line on stdin, one answer per line on stdout.
import { createInterface } from "node:readline";
import { phoneScript } from "./bundle.ts";
import { type Order, Town } from "./town.ts";

const town = new Town(await phoneScript());
const say = (answer: object) => process.stdout.write(`${JSON.stringify(answer)}\n`);

say({ ready: true });
for await (const line of createInterface({ input: process.stdin })) {
  try {
    say(await town.obey(JSON.parse(line) as Order));
  } catch (error) {
    say({ failed: (error as Error).stack });
  }
}
