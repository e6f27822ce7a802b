import { Dexie } from "dexie";
import { expect, it, vi } from "vitest";
import { RoundbookDb } from "./db";
import { openForm, stand, standing } from "./standing";

/** The app of tomorrow: its database has one table more and one index less. */
function newerApp(name: string): Dexie {
  const newer = new Dexie(name);
  newer.version(2).stores({ meta: "key", ops: "op_id", more: "id" });
  return newer;
}

it("makes way for a newer version of the app in another tab, keeps what it held, and says so", async () => {
  stand("ours");
  const old = new RoundbookDb("upgrade");
  await old.meta.put({ key: "epoch", value: "e1" });
  const newer = newerApp("upgrade");
  await newer.open();
  expect(await newer.table("meta").get("epoch")).toEqual({ key: "epoch", value: "e1" });
  expect(standing.get()).toBe("newer");
  await expect(old.meta.put({ key: "epoch", value: "e2" })).rejects.toThrow("closed");
  newer.close();
});

it("keeps the database while a form is open, and makes way when it is left", async () => {
  stand("ours");
  const old = new RoundbookDb("form");
  const leave = openForm();
  await old.meta.put({ key: "epoch", value: "e1" });
  const newer = newerApp("form");
  const opened = newer.open();
  await vi.waitFor(() => expect(standing.get()).toBe("awaited"));
  await old.meta.put({ key: "epoch", value: "e2" });
  leave();
  await opened;
  expect(standing.get()).toBe("newer");
  expect((await newer.table("meta").get("epoch")).value).toBe("e2");
  newer.close();
});

it("leaves a database of a newer app as it is, and says so", async () => {
  stand("ours");
  const newer = newerApp("downgrade");
  await newer.table("meta").put({ key: "epoch", value: "e1" });
  newer.close();
  const old = new RoundbookDb("downgrade");
  await expect(old.meta.get("epoch")).rejects.toThrow("newer version");
  expect(standing.get()).toBe("newer");
  const again = newerApp("downgrade");
  await again.open();
  expect(again.backendDB().version).toBe(20);
  expect(again.backendDB().objectStoreNames).not.toContain("photos");
  expect((await again.table("meta").get("epoch")).value).toBe("e1");
  again.close();
});
