import { beforeEach, describe, expect, it, vi } from "vitest";
import { signedForm } from "../rules/canonical";
import type { Op } from "../rules/types";
import { db } from "../store/db";
import { getMeta } from "../store/meta";
import { pendingOf, record, records } from "../store/read";
import { stored } from "../store/rows";
import { change, create, remove, restore } from "./edit";
import { become, freshPhone, LEAD, OP1, row } from "./test-phone";

const ops = async (): Promise<Op[]> =>
  (await db.ops.orderBy("order").toArray()).map((one) => one.op);

beforeEach(() => freshPhone());

describe("keeping an edit", () => {
  it("shows a created record at once, with what waits", async () => {
    const id = await create("issue", "A", { title: "Leak", tags: ["pump"] });
    const seen = await record(id);
    expect(seen?.fields).toMatchObject({ title: "Leak", tags: ["pump"], status: "found" });
    expect(seen).toMatchObject({ rev: 0, waiting: 1, scope: "A" });
    expect((await records({ kind: "issue", state: "found" })).map((one) => one.id)).toEqual([id]);
  });

  it("O1: takes from and base_rev from what the person saw, own pending ops included", async () => {
    await db.records.put(stored(OP1.id, row("r1", 3)));
    await change("r1", { title: "Leak at pump 2" });
    await change("r1", { title: "Leak at pump 3", severity: "high" });
    const [first, second] = await ops();
    expect(first).toMatchObject({ base_rev: 3, after: null });
    expect(first?.changes).toEqual({ title: { from: "Leak", to: "Leak at pump 2" } });
    expect(second).toMatchObject({ base_rev: 3, after: first?.op_id });
    expect(second?.changes).toEqual({
      title: { from: "Leak at pump 2", to: "Leak at pump 3" },
      severity: { from: null, to: "high" },
    });
  });

  it("O2, O3: numbers the ops and links each to the one before it, signed by the device", async () => {
    const id = await create("issue", "A", { title: "Leak" });
    await Promise.all([change(id, { place: "P1" }), change(id, { cause: "seal" })]);
    const chain = await ops();
    expect(chain.map((op) => op.device_seq)).toEqual([1, 2, 3]);
    const device = await getMeta("device");
    let hash: string | null = null;
    for (const op of chain) {
      expect(op.prev_hash).toBe(hash);
      const text = signedForm(op);
      const raw = Buffer.from(op.signature, "base64url");
      const key = device?.key?.publicKey as CryptoKey;
      const good = await crypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, key, raw, text);
      expect(good).toBe(true);
      hash = Buffer.from(await crypto.subtle.digest("SHA-256", text)).toString("base64url");
    }
    await expect(
      crypto.subtle.exportKey("jwk", device?.key?.privateKey as CryptoKey),
    ).rejects.toThrow();
  });

  it("keeps one record of a double tap and no op for a value that is there already", async () => {
    await Promise.all([
      create("issue", "A", { title: "Leak" }, "r1"),
      create("issue", "A", { title: "Leak" }, "r1"),
    ]);
    await change("r1", { title: "Leak" });
    expect(await ops()).toHaveLength(1);
  });

  it("M3: writes an answer under its own key, whichever way it is given", async () => {
    const id = await create("inspection", "A", { answers: { ph_in: { value: 7.2 } } });
    await change(id, { "answers/ph_in/value": 7.4, "answers/fan/value": "pass" });
    const [first, second] = await ops();
    expect(first?.changes).toEqual({ "answers/ph_in/value": { from: null, to: 7.2 } });
    expect(second?.changes["answers/ph_in/value"]).toEqual({ from: 7.2, to: 7.4 });
    expect((await record(id))?.fields.answers).toEqual({
      ph_in: { value: 7.4 },
      fan: { value: "pass" },
    });
  });

  it("M4: gives a remark its own id", async () => {
    const id = await create("issue", "A", { title: "Leak" });
    await change(id, { remarks: { add: ["Seal ordered"] } });
    expect((await record(id))?.fields.remarks).toMatchObject([
      { text: "Seal ordered", id: expect.any(String) },
    ]);
  });

  it("deletes and restores, once each", async () => {
    const id = await create("issue", "A", { title: "Leak" });
    await remove(id);
    await remove(id);
    expect((await records({ kind: "issue" })).length).toBe(0);
    expect((await records({ kind: "issue", deleted: true })).length).toBe(1);
    await restore(id);
    expect((await ops()).map((op) => op.action)).toEqual(["create", "delete", "restore"]);
  });

  it("refuses fields that no table knows, and those that only the server writes", async () => {
    const id = await create("issue", "A", { title: "Leak" });
    await expect(change(id, { colour: "red" })).rejects.toMatchObject({ code: "unknown_field" });
    await db.records.put(stored(OP1.id, row("c1", 1, {}, { kind: "conflict" })));
    await expect(change("c1", { record_id: "x" })).rejects.toMatchObject({ code: "unknown_field" });
    await expect(change("nowhere", { title: "x" })).rejects.toMatchObject({
      code: "unknown_record",
    });
    expect(await ops()).toHaveLength(1);
  });

  it("another person on the phone neither sees the work nor builds on it unseen", async () => {
    const id = await create("issue", "A", { title: "Leak" });
    await become(LEAD);
    expect(await record(id)).toBeUndefined();
    expect(await records({ kind: "issue" })).toEqual([]);
    expect(await pendingOf(id)).toEqual([]);
    await db.records.put(stored(LEAD.id, row(id, 1)));
    await change(id, { title: "Other" });
    expect((await ops())[1]).toMatchObject({
      author_id: "lead",
      after: null,
      device_seq: 2,
      base_rev: 1,
    });
  });

  it("says that the storage is full and leaves nothing half kept", async () => {
    const full = Object.assign(new Error("full"), {
      name: "AbortError",
      inner: { name: "QuotaExceededError" },
    });
    vi.spyOn(db.tails, "put").mockRejectedValueOnce(full);
    await expect(create("issue", "A", { title: "Leak" })).rejects.toMatchObject({
      code: "storage_full",
    });
    expect(await db.ops.count()).toBe(0);
    expect((await getMeta("chain"))?.seq).toBe(0);
  });

  it("goes on after the browser has dropped the connection to the database", async () => {
    await create("issue", "A", { title: "Leak" });
    db.backendDB().close();
    const id = await create("issue", "A", { title: "After" });
    expect((await record(id))?.fields.title).toBe("After");
  });
});
