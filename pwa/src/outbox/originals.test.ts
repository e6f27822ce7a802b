import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { db, photoBytes, photosOf } from "../store";
import { sendPhotos } from "./blobs";
import { change, create } from "./edit";
import { keepPhoto, noRoomFor } from "./photos";
import { pullAll } from "./pull";
import { freshPhone, ok, page, script } from "./test-phone";

const PULL = "/api/sync/pull";
const MISSING = "/api/blobs/missing";
let id: string;

const take = (fill: number) =>
  keepPhoto({
    recordId: id,
    key: "photos",
    bytes: new Uint8Array(10).fill(fill).buffer,
    type: "image/jpeg",
    taken_at: "2026-11-22T08:00:00+08:00",
    thumb: new Uint8Array(3).buffer,
  });
const here = async (photo: string) => (await photoBytes(photo))?.byteLength;

/** A photo that the server has confirmed. */
async function confirmed(fill = 1): Promise<string> {
  const photo = await take(fill);
  script({ [MISSING]: () => ok({ missing: [] }) });
  await sendPhotos();
  expect(await db.photos.get(photo)).toMatchObject({ state: "confirmed" });
  return photo;
}

/** A storage that takes nothing but deletions until some bytes have gone. */
function fill(): void {
  const full = () => {
    throw Object.assign(new Error("full"), { name: "QuotaExceededError" });
  };
  const writes = [db.ops, db.bytes, db.meta].flatMap((table) =>
    (["creating", "updating"] as const).map((event) => {
      table.hook(event as "creating", full);
      return () => table.hook(event as "creating").unsubscribe(full);
    }),
  );
  const emptied = () => {
    db.bytes.hook("deleting").unsubscribe(emptied);
    mend();
  };
  mend = () => {
    for (const undo of writes) undo();
  };
  db.bytes.hook("deleting", emptied);
}

let mend = () => {};

beforeEach(async () => {
  await freshPhone();
  id = await create("issue", "A", { title: "Leak" });
});
afterEach(() => {
  mend();
  vi.unstubAllGlobals();
});

describe("F9: a confirmed photo", () => {
  it("stays whole until a backup has passed its arrival, then its small picture stays", async () => {
    const photo = await confirmed();
    const at = (A: number, durable: number) => () =>
      page([], { cursor: { epoch: "e1", scopes: { A } }, durable_through: { A: durable } });
    for (const [cursor, durable, bytes] of [
      [9, 8, 10],
      [30, 8, 10],
      [30, 9, 3],
    ] as const) {
      script({ [PULL]: at(cursor, durable) });
      await pullAll();
      expect(await here(photo)).toBe(bytes);
    }
  });

  it("is offered again to a server that was restored from a backup, and sent if it is lacking", async () => {
    script({});
    await pullAll();
    const photo = await confirmed();
    const epoch = { epoch: "e2", cursor: { epoch: "e2", scopes: { A: 4 } } };
    const log = script({
      [PULL]: () => page([], epoch),
      [MISSING]: ({ json }) => ok({ missing: json.sha256 }),
    });
    await pullAll();
    expect(await photosOf(id)).toMatchObject([{ state: "waiting", sent: 0 }]);
    await sendPhotos();
    expect(log.map((sent) => sent.path)).toContain("/api/blobs/uploads");
    expect(await here(photo)).toBe(10);
  });

  it("makes room for a new one when the storage is nearly full", async () => {
    const photo = await confirmed();
    const used = async () => ((await here(photo)) === 10 ? 96_000_000 : 10_000_000);
    const estimate = async () => ({ quota: 100_000_000, usage: await used() });
    vi.stubGlobal("navigator", { storage: { estimate } });
    expect(await noRoomFor(10)).toBe(false);
    expect(await here(photo)).toBe(3);
    expect(await here(await take(2))).toBe(10);
  });

  it("makes room for a word when the browser refuses to write", async () => {
    const photo = await confirmed();
    fill();
    await change(id, { title: "Burst" });
    expect(await db.ops.count()).toBe(3);
    expect(await here(photo)).toBe(3);
    expect((await photosOf(id))[0]?.state).toBe("confirmed");
  });

  it("is all that can be let go: without one a full phone says so, and no write is tried", async () => {
    fill();
    await expect(change(id, { title: "Drip" })).rejects.toMatchObject({ code: "storage_full" });
    expect(await db.ops.count()).toBe(1);
  });

  it("is one of a bounded number: the oldest go first", async () => {
    const photos = [await take(1), await take(2), await take(3)];
    await db.photos.toCollection().modify({ size: 90_000_000 });
    script({ [MISSING]: () => ok({ missing: [] }) });
    await sendPhotos();
    expect(await Promise.all(photos.map(here))).toEqual([3, 10, 10]);
  });
});
