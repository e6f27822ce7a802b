import { beforeEach, expect, it } from "vitest";
import { db } from "../store";
import { pullAll } from "./pull";
import { status } from "./status";
import { freshPhone, inTurn, lost, OP1, ok, page, problem, row, script } from "./test-phone";

const at = (A: number, common: number, has_more = true) =>
  page([row(`r${A}-${common}`, 1)], { cursor: { epoch: "e1", scopes: { A, common } }, has_more });
const end = () => ok({ epoch: "e1", heads: { A: 30, common: 10 } });

/** What the screen was told of a pull, change by change. */
function told(): (number | null)[] {
  const seen: (number | null)[] = [];
  status.subscribe(({ filled }) => {
    if (filled !== seen.at(-1)) seen.push(filled);
  });
  return seen;
}

beforeEach(() => freshPhone());

it("F10: a first fill tells its place in the server's order, and is over when it is over", async () => {
  const log = script({
    "/api/sync/pull": inTurn(
      () => at(10, 0),
      () => at(30, 0),
      () => at(30, 10, false),
    ),
    "/api/sync/poke": end,
  });
  const seen = told();
  await pullAll();
  expect(seen).toEqual([null, 0.25, 0.75, null]);
  expect(log.filter((sent) => sent.path === "/api/sync/poke").length).toBe(1);
});

it("F10: a fill that broke off goes on from where it stood, in rows and in figures", async () => {
  script({ "/api/sync/pull": inTurn(() => at(10, 0), lost), "/api/sync/poke": end });
  await pullAll();
  script({
    "/api/sync/pull": inTurn(
      () => at(20, 0),
      () => at(30, 10, false),
    ),
    "/api/sync/poke": end,
  });
  const seen = told();
  await pullAll();
  expect(seen.slice(-2)).toEqual([0.5, null]);
  expect(await db.records.where("[owner+id]").between([OP1.id, ""], [OP1.id, "s"]).count()).toBe(3);
});

it("F10: what the server records meanwhile never makes more of it than all", async () => {
  script({
    "/api/sync/pull": inTurn(
      () => at(44, 10),
      () => at(45, 10, false),
    ),
    "/api/sync/poke": end,
  });
  const seen = told();
  await pullAll();
  expect(seen).toEqual([null, 1, null]);
});

it("F10: a server that does not say where it ends gets no figure", async () => {
  script({
    "/api/sync/pull": inTurn(
      () => at(10, 0),
      () => at(30, 10, false),
    ),
    "/api/sync/poke": () => problem(503, "unavailable"),
  });
  const seen = told();
  await pullAll();
  expect(seen).toEqual([null]);
});
