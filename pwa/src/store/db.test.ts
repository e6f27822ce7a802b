import { Dexie } from "dexie";
import { expect, it } from "vitest";
import { RoundbookDb } from "./db";

it("makes way for a newer version of the app in another tab, and keeps what it held", async () => {
  const old = new RoundbookDb("upgrade");
  await old.meta.put({ key: "epoch", value: "e1" });
  const newer = new Dexie("upgrade");
  newer.version(2).stores({ meta: "key", more: "id" });
  await newer.open();
  expect(await newer.table("meta").get("epoch")).toEqual({ key: "epoch", value: "e1" });
  newer.close();
});
