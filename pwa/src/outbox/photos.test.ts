import { beforeEach, describe, expect, it, vi } from "vitest";
import { attention, db, photoBytes, photosOf, record } from "../store";
import { retry } from "./attend";
import { sendPhotos } from "./blobs";
import { cycle } from "./cycle";
import { create } from "./edit";
import { keepPhoto, noRoomFor } from "./photos";
import { become, freshPhone, inTurn, LEAD, lost, ok, portal, problem, script } from "./test-phone";

const MISSING = "/api/blobs/missing";
const UPLOADS = "/api/blobs/uploads";
const PIECE = 128 * 1024;
const TUS = { "Tus-Resumable": "1.0.0" };
let id: string;

const picture = (size = 10, fill = 1) => new Uint8Array(size).fill(fill).buffer;
const take = (bytes = picture(), key = "photos") =>
  keepPhoto({
    recordId: id,
    key,
    bytes,
    type: "image/jpeg",
    taken_at: "2026-11-22T08:00:00+08:00",
  });

/** A tus server that keeps what it was sent, byte by byte. */
function tusServer(cut?: { after: number }) {
  const got = { bytes: [] as number[], finished: false, created: 0 };
  const reply = async ({
    method,
    headers,
    body,
  }: {
    method: string;
    headers: Headers;
    body: unknown;
  }) => {
    if (method === "POST") {
      got.created += 1;
      got.bytes = [];
      return new Response(null, {
        status: 201,
        headers: { ...TUS, Location: `http://inner:8000${UPLOADS}/u1` },
      });
    }
    if (method === "PATCH") {
      expect(Number(headers.get("Upload-Offset"))).toBe(got.bytes.length);
      if (cut && got.bytes.length >= cut.after) {
        got.bytes = got.bytes.concat([...new Uint8Array(body as ArrayBuffer).slice(0, 1000)]);
        cut = undefined;
        throw new TypeError("cut");
      }
      got.bytes = got.bytes.concat([...new Uint8Array(body as ArrayBuffer)]);
    }
    const status = method === "HEAD" ? 200 : 204;
    return new Response(null, {
      status,
      headers: { ...TUS, "Upload-Offset": String(got.bytes.length) },
    });
  };
  const missing = ({ json }: { json: { sha256: string[] } }) =>
    ok({ missing: got.finished ? [] : json.sha256 });
  return { got, replies: { [UPLOADS]: reply, [MISSING]: missing } };
}

beforeEach(async () => {
  await freshPhone();
  id = await create("issue", "A", { title: "Leak" });
});

describe("keeping a photo", () => {
  it("M5: keeps bytes and reference together", async () => {
    const photo = await take();
    const [entry] = (await record(id))?.fields.photos ?? [];
    expect(entry).toMatchObject({ id: photo, bytes: 10, type: "image/jpeg" });
    expect(entry.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(await record(id)).toMatchObject({ waiting: 2, waitingPhotos: 1 });
    expect(new Uint8Array((await photoBytes(photo)) as ArrayBuffer)[0]).toBe(1);
  });

  it("killed between photo and record leaves neither", async () => {
    vi.spyOn(db.bytes, "add").mockRejectedValueOnce(new Error("killed"));
    await expect(take()).rejects.toThrow("killed");
    expect(await photosOf(id)).toEqual([]);
    expect(await db.ops.count()).toBe(1);
    await take();
    expect((await db.ops.orderBy("order").last())?.op.device_seq).toBe(2);
  });

  it("a double tap on the shutter's save is one photo", async () => {
    const [first, second] = await Promise.all([take(), take()]);
    expect(second).toBe(first);
    expect(await photosOf(id)).toHaveLength(1);
  });

  it("refuses before anything is written when the storage is nearly full", async () => {
    const estimate = async () => ({ quota: 100_000_000, usage: 96_000_000 });
    vi.stubGlobal("navigator", { storage: { estimate } });
    await expect(take()).rejects.toMatchObject({ code: "storage_full" });
    expect(await photosOf(id)).toEqual([]);
  });

  it("after the browser has refused one, the shutter refuses first until room is made", async () => {
    const full = Object.assign(new Error("full"), { name: "QuotaExceededError" });
    vi.spyOn(db.bytes, "add").mockRejectedValueOnce(full);
    expect(await noRoomFor(10)).toBe(false);
    await expect(take()).rejects.toMatchObject({ code: "storage_full" });
    expect(await noRoomFor(10)).toBe(true);
    await take();
    expect(await noRoomFor(10)).toBe(false);
  });

  it("reaches into an answer's own photos", async () => {
    id = await create("inspection", "A", {});
    await take(picture(), "answers/ph_in/photos");
    expect((await record(id))?.fields.answers.ph_in.photos).toHaveLength(1);
  });
});

describe("sending photos", () => {
  it("B2: follows the records, never leads them", async () => {
    await take();
    const server = tusServer();
    const log = script(server.replies);
    server.got.finished = false;
    await cycle();
    const paths = log.map((sent) => sent.path);
    expect(paths.indexOf("/api/sync/push")).toBeLessThan(paths.indexOf(MISSING));
  });

  it("B2: pulls once more when a photo has arrived, for its record now says so", async () => {
    await take();
    const server = tusServer();
    const arrived = inTurn(server.replies[MISSING] as never, () => ok({ missing: [] }));
    const log = script({ ...server.replies, [MISSING]: arrived });
    expect(await cycle()).toBeNull();
    expect(log.filter((sent) => sent.path === "/api/sync/pull")).toHaveLength(2);
  });

  it("B1: what the server has already is not sent", async () => {
    await take();
    const log = script({ [MISSING]: () => ok({ missing: [] }) });
    expect(await sendPhotos()).toBeNull();
    expect(log.map((sent) => sent.path)).toEqual([MISSING]);
    expect(await photosOf(id)).toMatchObject([{ state: "confirmed", sent: 10 }]);
  });

  it("B3: lets the bytes go only when the server has confirmed that very hash", async () => {
    const photo = await take();
    const server = tusServer();
    script(server.replies);
    expect(await sendPhotos()).toMatchObject({ code: "not_confirmed" });
    expect(await photosOf(id)).toMatchObject([{ state: "waiting", sent: 0 }]);
    expect((await photoBytes(photo))?.byteLength).toBe(10);
    script({
      ...server.replies,
      [MISSING]: inTurn(
        ({ json }) => ok({ missing: json.sha256 }),
        () => ok({ missing: [] }),
      ),
    });
    expect(await sendPhotos()).toMatchObject({ code: "look_again" });
    expect(await photosOf(id)).toMatchObject([{ state: "confirmed" }]);
    expect(await photoBytes(photo)).toBeUndefined();
  });

  it("B4: cut at any byte, goes on from there, with a checksum on each piece", async () => {
    await take(picture(3 * PIECE, 7));
    const server = tusServer({ after: PIECE });
    const log = script(server.replies);
    expect(await sendPhotos()).toMatchObject({ code: "offline", cut: true });
    expect(await photosOf(id)).toMatchObject([{ state: "waiting", sent: PIECE }]);
    await sendPhotos();
    expect(server.got.created).toBe(1);
    expect(server.got.bytes).toHaveLength(3 * PIECE);
    const offsets = log
      .filter((sent) => sent.method === "PATCH")
      .map((sent) => Number(sent.headers.get("Upload-Offset")));
    expect(offsets).toEqual([0, PIECE, PIECE + 1000, 2 * PIECE + 1000]);
    expect(log.find((sent) => sent.method === "PATCH")?.headers.get("Upload-Checksum")).toMatch(
      /^sha256 /,
    );
  });

  it("begins anew when the server has forgotten the upload", async () => {
    await take();
    await db.photos.toCollection().modify({ upload_url: `${UPLOADS}/gone`, sent: 5 });
    const server = tusServer();
    const log = script({ ...server.replies, [`${UPLOADS}/gone`]: () => problem(404, "not_found") });
    await sendPhotos();
    expect(server.got.bytes).toHaveLength(10);
    expect(log.map((sent) => sent.method)).toEqual(["POST", "HEAD", "POST", "PATCH", "POST"]);
  });

  it("a photo that is none stays on the phone with the reason, and the next one goes on", async () => {
    const bad = await take(picture(5, 0));
    await take(picture(6, 9));
    const server = tusServer();
    const refuse = ({ method }: { method: string }) =>
      method === "POST"
        ? new Response(null, { status: 201, headers: { Location: `${UPLOADS}/u1` } })
        : problem(422, "not_a_photo");
    const paths: Record<string, never> = {};
    script({
      ...paths,
      [MISSING]: inTurn(
        ({ json }) => ok({ missing: json.sha256 }),
        () => ok({ missing: [] }),
      ),
      [UPLOADS]: inTurn(refuse, refuse, server.replies[UPLOADS] as never),
    });
    expect(await sendPhotos()).toMatchObject({ code: "look_again" });
    expect((await photosOf(id)).map((one) => one.state).sort()).toEqual(["confirmed", "refused"]);
    expect(await attention()).toMatchObject([
      { id: bad, outcome: "photo_refused", code: "not_a_photo" },
    ]);
    expect((await photoBytes(bad))?.byteLength).toBe(5);
    await retry(bad);
    expect((await db.photos.get(bad))?.state).toBe("waiting");
    expect(await attention()).toEqual([]);
  });

  it("bytes that the browser has damaged are told of, not sent", async () => {
    const photo = await take();
    await db.bytes.update(photo, { full: picture(9) });
    const log = script(tusServer().replies);
    expect(await sendPhotos()).toBeNull();
    expect(log.map((sent) => sent.path)).toEqual([MISSING]);
    expect(await attention()).toMatchObject([{ id: photo, code: "bytes_lost" }]);
  });

  it.each([
    ["a mangling proxy", () => problem(422, "hash_mismatch"), "hash_mismatch"],
    ["a full server", () => problem(507, "storage_full"), "storage_full"],
    ["a captive portal", portal, "strange"],
    ["no network", lost, "offline"],
  ])("%s refuses nothing: the photo waits", async (_, reply, code) => {
    await take();
    script({ [MISSING]: ({ json }) => ok({ missing: json.sha256 }), [UPLOADS]: reply });
    expect(await sendPhotos()).toMatchObject({ code });
    expect(await photosOf(id)).toMatchObject([{ state: "waiting" }]);
  });

  it("text first: what is recorded meanwhile goes before the next photo", async () => {
    await take(picture(5, 1));
    await take(picture(5, 2));
    let edited = false;
    const log = script({
      [MISSING]: async () => {
        if (!edited) await create("issue", "A", { title: "Now" });
        edited = true;
        return ok({ missing: [] });
      },
    });
    expect(await cycle()).toBeNull();
    expect(log.filter((sent) => sent.path === "/api/sync/push")).toHaveLength(2);
    expect((await photosOf(id)).every((one) => one.state === "confirmed")).toBe(true);
  });

  it("photos of a site that this person does not have wait for someone who does", async () => {
    await take();
    await become(LEAD);
    script({ [MISSING]: () => problem(403, "forbidden") });
    expect(await sendPhotos()).toBeNull();
    expect((await db.photos.toArray())[0]?.state).toBe("waiting");
  });
});
