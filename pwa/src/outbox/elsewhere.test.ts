import { beforeEach, describe, expect, it } from "vitest";
import { attention, db, record, records } from "../store";
import { cycle } from "./cycle";
import { change } from "./edit";
import { lookElsewhere } from "./elsewhere";
import { pullAll } from "./pull";
import { pushAll } from "./push";
import {
  become,
  freshPhone,
  inTurn,
  OP1,
  ok,
  page,
  portal,
  pushed,
  row,
  script,
} from "./test-phone";

const BOSS = { ...OP1, id: "boss", username: "boss", roles: ["supervisor"] };
const path = (cursor = "") =>
  `/api/records?kind=quarantine&elsewhere=true&limit=500&cursor=${cursor}`;
const told = (id: string, rev = 1, fields: object = {}, scope = "person:op1") =>
  row(
    id,
    rev,
    { op: { op_id: `op-${id}`, scope: "A" }, state: "quarantined", reason: "no", ...fields },
    { kind: "quarantine", scope },
  );
const list = (rows: object[], cursor: string | null = null) => ok({ records: rows, cursor });
const ids = async () => (await records({ kind: "quarantine" })).map((one) => one.id).sort();

beforeEach(() => freshPhone(BOSS));

describe("set-apart ops that lie in other people's own scopes", () => {
  it("P4a: are fetched page by page for those who may judge, and are there offline", async () => {
    script({
      [path()]: () => list([told("q1")], "more"),
      [path("more")]: () => list([told("q2")]),
    });
    expect(await lookElsewhere()).toBeNull();
    expect(await ids()).toEqual(["q1", "q2"]);
  });

  it("are not asked for by people who judge nothing", async () => {
    await become(OP1);
    const log = script();
    expect(await lookElsewhere()).toBeNull();
    expect(log).toHaveLength(0);
  });

  it("F4: go when the server names them no more; what a pull brought stays", async () => {
    script({
      "/api/sync/pull": () => page([told("mine", 1, {}, "A"), told("own", 1, {}, "person:boss")]),
      [path()]: inTurn(
        () => list([told("q1"), told("q2")]),
        () => list([told("q2")]),
      ),
    });
    await pullAll();
    await lookElsewhere();
    await lookElsewhere();
    expect(await ids()).toEqual(["mine", "own", "q2"]);
  });

  it("F5: go with the site that was taken", async () => {
    script({ [path()]: () => list([told("q1"), told("q2", 1, { op: { scope: "B" } })]) });
    await lookElsewhere();
    script({ "/api/sync/pull": () => page([], { left: ["A"] }) });
    await pullAll();
    expect(await ids()).toEqual(["q2"]);
  });

  it("P7: a strange answer changes nothing", async () => {
    script({ [path()]: () => list([told("q1")]) });
    await lookElsewhere();
    for (const reply of [portal, () => ok({ records: [7], cursor: null }), () => ok({})]) {
      script({ [path()]: reply });
      expect(await lookElsewhere()).not.toBeNull();
    }
    expect(await ids()).toEqual(["q1"]);
  });

  it("are decided by an ordinary edit, pending until the row has come back", async () => {
    script({ [path()]: () => list([told("q1")]) });
    await lookElsewhere();
    await change("q1", { state: "adopted", reason: "I saw it" });
    expect(await record("q1")).toMatchObject({ fields: { state: "adopted" }, waiting: 1 });
    const log = script({
      "/api/sync/push": ({ json }) =>
        pushed([{ op_id: json.ops[0].op_id, outcome: "applied", rev: 2 }]),
      [path()]: () => list([told("q1", 2, { state: "adopted", reason: "I saw it" })]),
    });
    await cycle();
    const op = log.find((one) => one.path === "/api/sync/push")?.json.ops[0];
    expect(op).toMatchObject({ scope: "person:op1", kind: "quarantine", base_rev: 1 });
    expect(await record("q1")).toMatchObject({ rev: 2, fields: { state: "adopted" }, waiting: 0 });
    expect(await db.ops.count()).toBe(0);
  });
});

describe("a decision that the server refuses", () => {
  it("leaves the op to judge and a notice with the reason", async () => {
    script({ [path()]: () => list([told("q1")]) });
    await lookElsewhere();
    await change("q1", { state: "adopted", reason: "I saw it" });
    script({
      "/api/sync/push": ({ json }) =>
        pushed([{ op_id: json.ops[0].op_id, outcome: "quarantined", code: "invalid" }]),
    });
    await pushAll();
    expect((await record("q1"))?.fields.state).toBe("quarantined");
    expect(await attention()).toMatchObject([{ record_id: "q1", code: "invalid" }]);
  });
});
