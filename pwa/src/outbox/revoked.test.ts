import { beforeEach, describe, expect, it } from "vitest";
import { db, record, session } from "../store";
import { getMeta } from "../store/meta";
import { cycle } from "./cycle";
import { change, create } from "./edit";
import { noteEpoch } from "./epoch";
import { pullAll } from "./pull";
import { pushAll } from "./push";
import { signIn } from "./session";
import { status } from "./status";
import { freshPhone, inTurn, lost, OP1, ok, page, problem, script } from "./test-phone";

const PUSH = "/api/sync/push";
const LOGIN = "/api/auth/login";
const told = () => problem(401, "device_revoked");
const welcome = () => ok({ user: OP1, csrf: "fresh", device_id: null });
const names = async () => (await db.ops.orderBy("order").toArray()).map((row) => row.op.device_id);

beforeEach(() => freshPhone());

describe("a phone that the server has revoked", () => {
  it("P4b: has no key left after that contact; what it holds stays and is seen", async () => {
    const id = await create("issue", "A", { title: "Leak" });
    script({ [PUSH]: told });
    await pushAll();
    expect(await getMeta("device")).toEqual({ device_id: "phone-1", people: ["op1"] });
    expect(JSON.stringify(await db.meta.toArray())).not.toContain("privateKey");
    expect((await session())?.expired).toBe(true);
    expect(status.get()).toMatchObject({ revoked: true, needsSignIn: true });
    expect((await record(id))?.fields.title).toBe("Leak");
  });

  it("learns it from the refresh as well, when its access has run out", async () => {
    script({ [PUSH]: () => problem(401, "signed_out"), "/api/auth/refresh": told });
    await create("issue", "A", { title: "Leak" });
    await pushAll();
    expect((await getMeta("device"))?.key).toBeUndefined();
  });

  it("loses its key to a sign-in that is refused for it, even with a wrong password after", async () => {
    script({ [LOGIN]: inTurn(told, () => problem(401, "wrong_password")) });
    expect(await signIn("op1", "wrong")).toMatchObject({ ok: false });
    expect((await getMeta("device"))?.key).toBeUndefined();
  });

  it("says so when something is recorded, instead of keeping what nobody could vouch for", async () => {
    script({ "/api/sync/pull": told });
    const id = await create("issue", "A", { title: "Leak" });
    await pullAll();
    await expect(change(id, { title: "Flood" })).rejects.toMatchObject({ code: "revoked" });
    expect(await db.ops.count()).toBe(1);
  });

  it("keeps its key through a lost network and an ordinary sign-out", async () => {
    await create("issue", "A", { title: "Leak" });
    script({ [PUSH]: lost });
    await pushAll();
    script({ [PUSH]: () => problem(401, "signed_out") });
    await pushAll();
    expect((await getMeta("device"))?.key).toBeDefined();
    expect(status.get().needsSignIn).toBe(true);
  });

  it("P4b: registers anew at the next sign-in and offers its queue under the old name", async () => {
    await create("issue", "A", { title: "Before" });
    script({ [PUSH]: told });
    await pushAll();
    const log = script({
      [LOGIN]: inTurn(told, welcome),
      "/api/devices": () => ok({ device_id: "phone-9" }, 201),
    });
    expect(await signIn("op1", "secret")).toMatchObject({ ok: true });
    expect(status.get().revoked).toBe(false);
    await create("issue", "A", { title: "After" });
    await cycle();
    const sent = log.find((one) => one.path === PUSH)?.json;
    expect(sent.device_id).toBe("phone-9");
    expect(sent.ops.map((op: { device_id: string }) => op.device_id)).toEqual([
      "phone-1",
      "phone-9",
    ]);
  });

  it("registers anew with a restored server that has forgotten the revocation", async () => {
    await create("issue", "A", { title: "Before" });
    script({ [PUSH]: told });
    await pushAll();
    script({
      [LOGIN]: () => ok({ user: OP1, csrf: "fresh", device_id: "phone-1" }),
      "/api/devices": () => ok({ device_id: "phone-9" }, 201),
    });
    expect(await signIn("op1", "secret")).toMatchObject({ ok: true });
    expect(await getMeta("device")).toMatchObject({ device_id: "phone-9" });
    expect(await names()).toEqual(["phone-1"]);
  });

  it("P4b: a restored server or a copied phone does not make its old queue trusted", async () => {
    await create("issue", "A", { title: "Before" });
    script({
      [LOGIN]: inTurn(told, welcome),
      "/api/devices": inTurn(
        () => ok({ device_id: "phone-9" }, 201),
        () => ok({ device_id: "phone-10" }, 201),
      ),
      [PUSH]: inTurn(() => problem(403, "device_not_yours"), lost),
    });
    await signIn("op1", "secret");
    await create("issue", "A", { title: "After" });
    await noteEpoch("e1");
    await noteEpoch("e2");
    expect(await names()).toEqual(["phone-1", "phone-9"]);
    await pushAll();
    expect(await names()).toEqual(["phone-1", "phone-10"]);
  });
});

describe("what a phone tells of its queue", () => {
  it("goes with each pull: ops, photos and bytes of everyone on it", async () => {
    await create("issue", "A", { title: "Leak" });
    const log = script({ "/api/sync/pull": () => page([]) });
    await pullAll();
    const { waiting } = log[0]?.json ?? {};
    expect(waiting).toMatchObject({ ops: 1, photos: 0 });
    expect(waiting.bytes).toBeGreaterThan(100);
  });
});
