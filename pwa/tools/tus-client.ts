// An upload by tus-js-client, as other people's programs make it: the server must not need ours (B1).
// node tools/tus-client.ts <endpoint> <token> <file> <sha256> <bytes a piece> [url of a begun upload]
// Prints the upload's address as soon as it is known; ends with 1 when it cannot go on.
import { readFileSync } from "node:fs";
import { Upload } from "tus-js-client";

const [endpoint = "", token, file = "", sha256 = "", piece, begun] = process.argv.slice(2);
const upload = new Upload(readFileSync(file), {
  endpoint,
  headers: { Authorization: `Bearer ${token}` },
  metadata: { sha256, type: "image/jpeg", scope: "A", name: "p.jpg" },
  chunkSize: Number(piece),
  retryDelays: [],
  uploadUrl: begun ?? null,
  onUploadUrlAvailable: () => console.log(upload.url),
  onError: (error) => {
    console.error(error.message);
    process.exitCode = 1;
  },
});
upload.start();
