import { beforeEach, describe, expect, it } from "vitest";
import type { Op } from "../rules/types";
import { attention, db, record, records } from "../store";
import { change, create } from "./edit";
import { pullAll } from "./pull";
import { pushAll } from "./push";
import { freshPhone, page, pushed, row, script } from "./test-phone";

const HANDOVER = row("h1", 2, { sealed_by: "lead" }, { kind: "handover" });
const ISSUE = row("r1", 3, {
  status: "postponed",
  location: { hall: 2 },
  sightings: { s1: { at: "noon" } },
});

beforeEach(() => freshPhone());

describe("P5: an app that is older than the server", () => {
  beforeEach(async () => {
    script({ "/api/sync/pull": () => page([HANDOVER, ISSUE, row("r2", 1)]) });
    expect(await pullAll()).toBeNull();
  });

  it("takes rows of kinds, fields and states that it does not know, and goes on", async () => {
    expect((await db.cursors.toArray())[0]?.scopes).toEqual({ A: 9 });
    const ids = (await records({ kind: "issue" })).map((one) => one.id);
    expect(ids.sort()).toEqual(["r1", "r2"]);
    expect((await records({ kind: "issue", state: "postponed" })).map((one) => one.id)).toEqual([
      "r1",
    ]);
    expect(await record("h1")).toMatchObject({ kind: "handover", fields: { sealed_by: "lead" } });
  });

  it("changes what it knows and leaves the rest as the server has it", async () => {
    await change("r1", { title: "Mine" });
    const [kept] = await db.ops.toArray();
    expect(kept?.op).toMatchObject({ schema: 1, changes: { title: { from: "Leak", to: "Mine" } } });
    expect(Object.keys(kept?.op.changes ?? {})).toEqual(["title"]);
    const { title: _, ...rest } = ISSUE.fields;
    expect((await record("r1"))?.fields).toEqual({ title: "Mine", ...rest });
  });

  it("makes nothing of a kind that it does not know", async () => {
    await expect(create("handover", "A", {})).rejects.toMatchObject({ code: "unknown_field" });
    await expect(change("h1", { sealed_by: "me" })).rejects.toMatchObject({
      code: "unknown_field",
    });
    expect(await db.ops.count()).toBe(0);
  });
});

describe("P5: an app that is newer than the server", () => {
  it("says so for each change that waits for the upgrade, and keeps it until a backup has it", async () => {
    await create("issue", "A", { title: "Leak" });
    const older = ({ op_id }: Op) => ({
      op_id,
      outcome: "quarantined" as const,
      code: "needs_upgrade",
      message: "this server speaks schema 0",
    });
    script({ "/api/sync/push": ({ json }) => pushed(json.ops.map(older)) });
    expect(await pushAll()).toBeNull();
    expect(await attention()).toMatchObject([
      { outcome: "quarantined", code: "needs_upgrade", op: { changes: { title: { to: "Leak" } } } },
    ]);
    expect(await db.acked.count()).toBe(1);
  });
});
