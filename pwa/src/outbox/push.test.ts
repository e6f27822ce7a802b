import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Op, PushResult } from "../rules/types";
import { attention, db, record } from "../store";
import { getMeta } from "../store/meta";
import { stored } from "../store/rows";
import { change, create } from "./edit";
import { pullAll } from "./pull";
import { pushAll } from "./push";
import {
  applied,
  become,
  freshPhone,
  inTurn,
  LEAD,
  lost,
  OP1,
  ok,
  page,
  portal,
  problem,
  pushed,
  row,
  script,
} from "./test-phone";

const PUSH = "/api/sync/push";
const states = async () => (await db.ops.orderBy("order").toArray()).map((one) => one.state);
const answer = (more: Partial<PushResult>) => (op: Op) => ({ ...applied(op), ...more });

beforeEach(() => freshPhone());

describe("pushing", () => {
  it("sends in the device's order, gzipped when it pays, with the CSRF token", async () => {
    for (let n = 0; n < 4; n++) await create("issue", "A", { title: `Leak ${n}` });
    const log = script();
    expect(await pushAll()).toBeNull();
    expect(log).toHaveLength(1);
    expect(log[0]?.json.ops.map((op: Op) => op.device_seq)).toEqual([1, 2, 3, 4]);
    expect(log[0]?.json).toMatchObject({ device_id: "phone-1", epoch: null });
    expect(log[0]?.headers.get("Content-Encoding")).toBe("gzip");
    expect(log[0]?.headers.get("X-CSRF-Token")).toBe("token");
  });

  it("H1: tells what its clock shows when it sends, not when the op was made", async () => {
    await create("issue", "A", { title: "Leak" });
    const log = script();
    vi.useFakeTimers({ toFake: ["Date"], now: new Date("2031-05-05T05:05:05.500Z") });
    try {
      await pushAll();
    } finally {
      vi.useRealTimers();
    }
    expect(log[0]?.json.sent_at).toBe("2031-05-05T05:05:05.500Z");
  });

  it("keeps an applied op on the screen until pull brings its rev, then until the backup has it (F9)", async () => {
    const id = await create("issue", "A", { title: "Leak" });
    const pages = inTurn(
      () => page([row(id, 1)]),
      () => page([], { durable_through: { A: 9 } }),
    );
    script({ "/api/sync/pull": pages });
    await pushAll();
    expect(await states()).toEqual(["landed"]);
    expect(await record(id)).toMatchObject({ rev: 0, waiting: 0, fields: { title: "Leak" } });
    await pullAll();
    expect(await states()).toEqual([]);
    expect(await record(id)).toMatchObject({ rev: 1 });
    expect(await db.acked.count()).toBe(1);
    await pullAll();
    expect(await db.acked.count()).toBe(0);
  });

  it("P1: offers an op whose answer was lost once more, and takes duplicate for an answer", async () => {
    await create("issue", "A", { title: "Leak" });
    const duplicate = (op: Op): PushResult => ({
      op_id: op.op_id,
      outcome: "duplicate",
      first: applied(op),
    });
    const log = script({ [PUSH]: inTurn(lost, ({ json }) => pushed(json.ops.map(duplicate))) });
    expect(await pushAll()).toMatchObject({ code: "offline", cut: true });
    expect(await states()).toEqual(["queued"]);
    expect(await pushAll()).toBeNull();
    expect(await states()).toEqual(["landed"]);
    expect(log[1]?.json.ops).toEqual(log[0]?.json.ops);
  });

  it("a duplicate tells what became of a held op since", async () => {
    await create("issue", "A", { title: "Leak" });
    const settled = (op: Op): PushResult => ({
      op_id: op.op_id,
      outcome: "duplicate",
      first: { op_id: op.op_id, outcome: "held" },
      now: { op_id: op.op_id, outcome: "quarantined", code: "after_quarantined" },
    });
    script({ [PUSH]: ({ json }) => pushed(json.ops.map(settled)) });
    await pushAll();
    expect(await attention()).toMatchObject([
      { outcome: "quarantined", code: "after_quarantined" },
    ]);
  });

  it.each([
    ["a captive portal's HTML", portal],
    [
      "truncated JSON",
      () =>
        new Response('{"epoch":"e1","resu', { headers: { "Content-Type": "application/json" } }),
    ],
    ["JSON that is not this protocol's", () => ok({ hello: "world" })],
    ["results without outcomes", () => ok({ epoch: "e1", results: [{ op_id: "x" }] })],
    ["a gateway's error page", () => new Response("<h1>502</h1>", { status: 502 })],
    ["a 401 that is not the server's own", () => new Response("login", { status: 401 })],
  ])("P7: %s answers nothing and drops nothing", async (_, reply) => {
    await create("issue", "A", { title: "Leak" });
    script({ [PUSH]: reply });
    expect(await pushAll()).toMatchObject({ code: "strange", cut: true });
    expect(await states()).toEqual(["queued"]);
    expect((await getMeta("session"))?.expired).toBe(false);
  });

  it("keeps what the server could not store now, and obeys its patience", async () => {
    await create("issue", "A", { title: "One" });
    await create("issue", "A", { title: "Two" });
    const second = (op: Op): PushResult =>
      op.device_seq === 1 ? applied(op) : { op_id: op.op_id, outcome: "retry", retry_after: 7 };
    script({ [PUSH]: ({ json }) => pushed(json.ops.map(second)) });
    expect(await pushAll()).toMatchObject({ code: "retry", retryAfter: 7000, cut: false });
    expect(await states()).toEqual(["landed", "queued"]);
  });

  it("keeps an op that the answer forgets, and one whose outcome it does not know", async () => {
    await create("issue", "A", { title: "One" });
    await create("issue", "A", { title: "Two" });
    const odd = ({ op_id }: Op) => [{ op_id, outcome: "postponed" } as unknown as PushResult];
    script({ [PUSH]: ({ json }) => pushed(odd(json.ops[0])) });
    expect(await pushAll()).toMatchObject({ code: "retry" });
    expect(await states()).toEqual(["queued", "queued"]);
  });

  it("tells of a quarantined op with the reason, and builds the next one on what came before it", async () => {
    const id = await create("issue", "A", { title: "Leak" });
    const [first] = await db.ops.toArray();
    await change(id, { severity: "high" });
    const refuse = (op: Op) =>
      op.action === "create"
        ? applied(op)
        : answer({ outcome: "quarantined", code: "not_allowed", message: "no" })(op);
    script({ [PUSH]: ({ json }) => pushed(json.ops.map(refuse)) });
    await pushAll();
    expect(await attention()).toMatchObject([
      { record_id: id, code: "not_allowed", op: { action: "edit" } },
    ]);
    expect((await record(id))?.fields.severity).toBeUndefined();
    await change(id, { place: "P1" });
    const next = (await db.ops.orderBy("order").last())?.op;
    expect(next).toMatchObject({ after: first?.op_id });
  });

  it("P6: a conflict shows in one round trip, with the record as it now is", async () => {
    await db.records.put(stored(OP1.id, row("r1", 3)));
    await change("r1", { title: "Mine" });
    const clash = answer({
      outcome: "conflict",
      rev: 5,
      conflict_id: "c1",
      record: row("r1", 5, { title: "Theirs" }) as never,
    });
    script({ [PUSH]: ({ json }) => pushed(json.ops.map(clash)) });
    expect(await pushAll()).toBeNull();
    expect(await record("r1")).toMatchObject({ rev: 5, waiting: 0, fields: { title: "Theirs" } });
    expect(await attention()).toMatchObject([{ outcome: "conflict", conflict_id: "c1" }]);
    expect(await states()).toEqual([]);
  });

  it("O2: a forked device registers anew and offers its ops again, op_id and after unchanged", async () => {
    const id = await create("issue", "A", { title: "Leak" });
    await change(id, { place: "P1" });
    const forked = answer({ outcome: "quarantined", code: "forked_device" });
    const log = script({
      [PUSH]: ({ json }) => pushed(json.ops.map(json.device_id === "phone-1" ? forked : applied)),
      "/api/devices": () => ok({ device_id: "phone-2" }, 201),
    });
    expect(await pushAll()).toBeNull();
    const [first, second] = log
      .filter((sent) => sent.path === PUSH)
      .map((sent) => sent.json.ops as Op[]);
    const same = (op: Op) => [op.op_id, op.after, op.changes];
    expect(second?.map(same)).toEqual(first?.map(same));
    expect(second?.map((op) => [op.device_id, op.device_seq])).toEqual([
      ["phone-2", 1],
      ["phone-2", 2],
    ]);
    expect(second?.[0]?.signature).not.toBe(first?.[0]?.signature);
    expect(await attention()).toEqual([]);
  });

  it("registers anew when the server does not know this phone, once and not for ever", async () => {
    await create("issue", "A", { title: "Leak" });
    let devices = 1;
    const log = script({
      [PUSH]: () => problem(403, "device_not_yours"),
      "/api/devices": () => ok({ device_id: `phone-${++devices}` }, 201),
    });
    expect(await pushAll()).toMatchObject({ code: "device_not_yours" });
    expect(log.filter((sent) => sent.path === "/api/devices")).toHaveLength(1);
    expect(await states()).toEqual(["queued"]);
  });

  it("O5: carries a colleague's ops only where the colleague has signed in on this device", async () => {
    await create("issue", "A", { title: "Mine" });
    await become(LEAD);
    await create("issue", "A", { title: "Theirs" });
    const log = script();
    expect(await pushAll()).toBeNull();
    expect(log[0]?.json.ops.map((op: Op) => op.author_id)).toEqual(["op1"]);
    expect((await states()).sort()).toEqual(["landed", "queued"]);
  });

  it("refreshes an expired session once, silently", async () => {
    await create("issue", "A", { title: "Leak" });
    const log = script({
      [PUSH]: inTurn(
        () => problem(401, "signed_out"),
        ({ json }) => pushed(json.ops.map(applied)),
      ),
      "/api/auth/refresh": () => ok({ csrf: "newer", user: { ...OP1, scopes: ["A", "B"] } }),
    });
    expect(await pushAll()).toBeNull();
    expect(log.map((sent) => sent.path)).toEqual([PUSH, "/api/auth/refresh", PUSH]);
    expect(log[2]?.headers.get("X-CSRF-Token")).toBe("newer");
    expect((await getMeta("session"))?.user.scopes).toEqual(["A", "B"]);
  });

  it("asks for a sign-in when the refresh is refused; recording goes on", async () => {
    await create("issue", "A", { title: "Leak" });
    script({ [PUSH]: () => problem(401, "signed_out") });
    expect(await pushAll()).toMatchObject({ code: "signed_out", cut: true });
    expect((await getMeta("session"))?.expired).toBe(true);
    await create("issue", "A", { title: "Another" });
    expect(await states()).toEqual(["queued", "queued"]);
  });

  it("F9: what an earlier registration sent is offered again as this one's, for it may be lost, too", async () => {
    const id = await create("issue", "A", { title: "Leak" });
    script({ "/api/sync/pull": () => page([row(id, 1)]) });
    await pushAll();
    await pullAll();
    await change(id, { place: "P1" });
    const log = script({
      [PUSH]: ({ json }) =>
        json.device_id === "phone-1"
          ? problem(403, "device_not_yours")
          : pushed(json.ops.map(applied), "e2"),
      "/api/devices": () => ok({ device_id: "phone-2" }, 201),
    });
    expect(await pushAll()).toBeNull();
    const sent = log.filter((one) => one.path === PUSH).flatMap((one) => one.json.ops as Op[]);
    const again = sent.find((op) => op.action === "create");
    expect(again).toMatchObject({ record_id: id, device_id: "phone-2", device_seq: 2 });
  });

  it("F9: another epoch puts answered ops back into the queue, unchanged", async () => {
    const id = await create("issue", "A", { title: "Leak" });
    const log = script({ "/api/sync/pull": () => page([row(id, 1)]) });
    await pushAll();
    await pullAll();
    await create("issue", "A", { title: "Next" });
    script({
      [PUSH]: inTurn(
        ({ json }) => pushed(json.ops.map(applied), "e2"),
        (sent) => {
          log.push(sent);
          return pushed(sent.json.ops.map(applied), "e2");
        },
      ),
    });
    expect(await pushAll()).toBeNull();
    const first = log.find((sent) => sent.path === PUSH)?.json.ops[0];
    expect(log.at(-1)?.json.ops).toContainEqual(first);
  });
});
