// Photos whose last word from the server was not heard, or is no longer true.
import { beforeEach, expect, it } from "vitest";
import { attention, photosOf } from "../store";
import { sendPhotos } from "./blobs";
import { cycle } from "./cycle";
import { create } from "./edit";
import { makeRoom } from "./originals";
import { keepPhoto } from "./photos";
import {
  applied,
  freshPhone,
  inTurn,
  lost,
  ok,
  page,
  pushed,
  type Sent,
  script,
} from "./test-phone";

const MISSING = "/api/blobs/missing";
const UPLOADS = "/api/blobs/uploads";
const bytes = new Uint8Array(10).fill(1).buffer;
const allMissing = ({ json }: Sent) => ok({ missing: json.sha256 });
let recordId: string;
let photo: string;

beforeEach(async () => {
  await freshPhone();
  recordId = await create("issue", "A", { title: "Leak" });
  const taken_at = "2026-11-22T08:00:00+08:00";
  photo = await keepPhoto({ recordId, key: "photos", bytes, type: "image/jpeg", taken_at });
});

it("F9: a photo that neither a restored server nor this phone has any more is told as lost", async () => {
  script();
  await cycle();
  expect((await photosOf(recordId))[0]?.state).toBe("confirmed");
  expect(await makeRoom()).toBe(true);
  script({
    "/api/sync/pull": () => page([], { epoch: "e2", cursor: { epoch: "e2", scopes: {} } }),
    "/api/sync/push": ({ json }) => pushed(json.ops.map(applied), "e2"),
    [MISSING]: allMissing,
  });
  await cycle();
  await cycle();
  expect(await attention()).toMatchObject([
    { id: photo, outcome: "photo_refused", code: "bytes_lost" },
  ]);
});

it("B2: a photo stays where it was when the last question about it was not answered", async () => {
  script({
    [UPLOADS]: ({ method }) =>
      method === "POST"
        ? new Response(null, { status: 201, headers: { Location: `${UPLOADS}/u1` } })
        : new Response(null, { status: 204, headers: { "Upload-Offset": "10" } }),
    [MISSING]: inTurn(allMissing, lost),
  });
  expect(await sendPhotos()).toMatchObject({ code: "offline", cut: true });
  expect((await photosOf(recordId))[0]).toMatchObject({ state: "waiting", sent: 10 });
});
