import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Op } from "../rules/types";
import { db, records, session, storageState } from "../store";
import { markKept, noticeEviction } from "../store/health";
import { getMeta } from "../store/meta";
import { stored } from "../store/rows";
import { change, create } from "./edit";
import { readBack, saveUnsent } from "./file";
import { keepPhoto } from "./photos";
import { reach } from "./reach";
import { finishLeaving, signIn, signOut } from "./session";
import {
  become,
  freshPhone,
  inTurn,
  LEAD,
  lost,
  OP1,
  ok,
  portal,
  problem,
  row,
  script,
} from "./test-phone";

const LOGIN = "/api/auth/login";
const welcome = (user = OP1) => ok({ user, csrf: "fresh" });
const devices = () => ok({ device_id: "phone-9" }, 201);

beforeEach(() => freshPhone());

describe("signing in", () => {
  it("the first time registers the phone with a key that no script can read out", async () => {
    await db.meta.clear();
    const log = script({ [LOGIN]: () => welcome(), "/api/devices": devices });
    expect(await signIn("op1", "secret")).toMatchObject({ ok: true, user: { id: "op1" } });
    expect(log[1]?.json.public_key).toMatchObject({ kty: "EC", crv: "P-256" });
    expect(log[1]?.json.public_key.d).toBeUndefined();
    expect(log[1]?.headers.get("X-CSRF-Token")).toBe("fresh");
    expect(await getMeta("device")).toMatchObject({ device_id: "phone-9", people: ["op1"] });
    const id = await create("issue", "A", { title: "Leak" });
    expect((await db.ops.toArray())[0]?.op).toMatchObject({
      record_id: id,
      device_id: "phone-9",
      device_seq: 1,
    });
  });

  it("a page that slept over a change of people leaves the new one signed in", async () => {
    script({
      "/api/sync/pull": () => problem(401, "signed_out"),
      "/api/auth/refresh": async () => {
        await become(LEAD);
        return ok({ csrf: "of the lead" });
      },
    });
    await reach("POST", "/api/sync/pull", { json: {} });
    expect(await session()).toMatchObject({ user: { id: "lead" }, csrf: "token", expired: false });
  });

  it("another person on the same phone: same device, nothing of the first one to be seen", async () => {
    await create("issue", "A", { title: "Mine" });
    await db.records.put(stored(OP1.id, row("r1", 1) as never));
    const log = script({ [LOGIN]: () => welcome(LEAD) });
    await signOut();
    expect(await records({ kind: "issue" })).toEqual([]);
    await signIn("lead", "secret");
    expect(log.find((sent) => sent.path === LOGIN)?.json.device_id).toBe("phone-1");
    expect(await getMeta("device")).toMatchObject({
      device_id: "phone-1",
      people: ["op1", "lead"],
    });
    expect(await records({ kind: "issue" })).toEqual([]);
    expect(await db.ops.count()).toBe(1);
    await become(OP1);
    expect(await records({ kind: "issue" })).toHaveLength(2);
  });

  it("a phone that the server does not know any more registers anew and signs its queue again", async () => {
    await create("issue", "A", { title: "Leak" });
    const before = (await db.ops.toArray())[0]?.op as Op;
    script({
      [LOGIN]: inTurn(
        () => problem(403, "device_not_yours"),
        () => welcome(),
      ),
      "/api/devices": devices,
    });
    expect(await signIn("op1", "secret")).toMatchObject({ ok: true });
    const after = (await db.ops.toArray())[0]?.op as Op;
    expect(after).toMatchObject({ op_id: before.op_id, device_id: "phone-9", device_seq: 1 });
    expect(after.signature).not.toBe(before.signature);
  });

  it("a phone that a restored server signs in without its name registers anew and signs its queue again", async () => {
    await create("issue", "A", { title: "Leak" });
    const before = (await db.ops.toArray())[0]?.op as Op;
    const nameless = () => ok({ user: OP1, csrf: "fresh", device_id: null });
    const log = script({ [LOGIN]: nameless, "/api/devices": devices });
    expect(await signIn("op1", "secret")).toMatchObject({ ok: true });
    expect(log[0]?.json.device_id).toBe("phone-1");
    expect(await getMeta("device")).toMatchObject({ device_id: "phone-9", people: ["op1"] });
    const after = (await db.ops.toArray())[0]?.op as Op;
    expect(after).toMatchObject({ op_id: before.op_id, device_id: "phone-9", device_seq: 1 });
    expect(after.signature).not.toBe(before.signature);
  });

  it("a server that knows the phone by name lets it keep its chain", async () => {
    const log = script({ [LOGIN]: () => ok({ user: OP1, csrf: "fresh", device_id: "phone-1" }) });
    expect(await signIn("op1", "secret")).toMatchObject({ ok: true });
    expect(log.map((sent) => sent.path)).not.toContain("/api/devices");
  });

  it("P4b: a revoked phone starts anew; what it held stays under its old name, to be judged", async () => {
    await create("issue", "A", { title: "Before" });
    script({
      [LOGIN]: inTurn(
        () => problem(401, "device_revoked"),
        () => welcome(),
      ),
      "/api/devices": devices,
    });
    expect(await signIn("op1", "secret")).toMatchObject({ ok: true });
    await create("issue", "A", { title: "After" });
    const named = (await db.ops.toArray()).map(({ op }) => [op.changes.title, op.device_id]);
    expect(named).toEqual(
      expect.arrayContaining([
        [{ from: null, to: "Before" }, "phone-1"],
        [{ from: null, to: "After" }, "phone-9"],
      ]),
    );
  });

  it.each([
    ["a wrong password", () => problem(401, "wrong_password"), "wrong_password"],
    ["no network", lost, "offline"],
    ["a captive portal", portal, "strange"],
    ["an answer without a person", () => ok({ csrf: "x" }), "strange"],
  ])("%s signs nobody in and says why", async (_, reply, code) => {
    await signOutQuietly();
    script({ [LOGIN]: reply });
    expect(await signIn("op1", "secret")).toMatchObject({ ok: false, error: { code } });
    expect(await session()).toBeUndefined();
  });

  it("says so where the browser gives no keys, or no storage", async () => {
    script({ [LOGIN]: () => welcome() });
    vi.spyOn(db.meta, "get").mockRejectedValue(new Error("no storage"));
    expect(await signIn("op1", "x")).toMatchObject({ ok: false, error: { code: "phone" } });
    vi.stubGlobal("crypto", {});
    expect(await signIn("op1", "x")).toMatchObject({ ok: false, error: { code: "insecure" } });
  });

  it("a sign-out without network is told to the server later", async () => {
    script({ "/api/auth/logout": lost });
    await signOut();
    expect(await session()).toBeUndefined();
    const log = script();
    await finishLeaving();
    await finishLeaving();
    expect(log.map((sent) => sent.path)).toEqual(["/api/auth/logout"]);
  });
});

async function signOutQuietly(): Promise<void> {
  await db.meta.delete("session");
}

describe("unsent work in a file", () => {
  const picture = new Uint8Array(40_000).fill(3).buffer;
  const photo = {
    key: "photos",
    bytes: picture,
    type: "image/jpeg",
    taken_at: "2026-11-22T08:00:00Z",
  };

  it("is read back once, on this phone or another, signed by the phone that reads it", async () => {
    const id = await create("issue", "A", { title: "Leak" });
    await change(id, { place: "P1" });
    await keepPhoto({ recordId: id, ...photo });
    const file = await saveUnsent();
    expect(await readBack(file)).toEqual({ ops: 0, photos: 0 });
    const sent = (await db.ops.orderBy("order").toArray()).map((one) => one.op);
    await freshPhone();
    const device = await getMeta("device");
    await db.meta.put({ key: "device", value: { ...device, device_id: "phone-2" } });
    expect(await readBack(file)).toEqual({ ops: 3, photos: 1 });
    expect(await readBack(file)).toEqual({ ops: 0, photos: 0 });
    const back = (await db.ops.orderBy("order").toArray()).map((one) => one.op);
    expect(back.map((op) => [op.op_id, op.after])).toEqual(sent.map((op) => [op.op_id, op.after]));
    expect(back.every((op) => op.device_id === "phone-2")).toBe(true);
    expect((await db.bytes.toArray())[0]?.full?.byteLength).toBe(40_000);
  });

  it("holds nothing of the other people on the phone", async () => {
    await create("issue", "A", { title: "Mine" });
    await become(LEAD);
    expect((await (await saveUnsent()).text()).trim()).toBe("");
  });
});

describe("a storage that the browser has wiped", () => {
  it("is noticed by the mark that was left outside it", async () => {
    const marks = new Map<string, string>();
    vi.stubGlobal("localStorage", {
      getItem: (key: string) => marks.get(key) ?? null,
      setItem: (key: string, value: string) => marks.set(key, value),
    });
    markKept();
    expect(await noticeEviction()).toBe(false);
    await db.meta.clear();
    expect(await noticeEviction()).toBe(true);
    expect((await storageState()).evicted).toBe(true);
  });
});
