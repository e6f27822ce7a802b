import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { canonical } from "./canonical";
import * as clocks from "./clocks";
import * as forms from "./forms";
import { base64url, opHash } from "./hash";
import { KINDS, resolveKey } from "./kinds";
import { applyOps } from "./overlay";
import type { Json, Kind, MergeRule, Op } from "./types";
import { vectors } from "./vectors";

// biome-ignore lint/suspicious/noExplicitAny: the arguments of a call come from a data file
type Call = { call: string; with: any[]; rule?: object };
type PartialOp = { op: string; base?: number } & Partial<Op>;

describe("canonical form (O3)", () => {
  test.each(vectors<Json, { text: string; sha256: string }>("canonical"))(
    "$rule $says",
    async ({ given, expect: wanted }) => {
      const text = canonical(given);
      expect(text).toBe(wanted.text);
      const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
      expect(base64url(digest)).toBe(wanted.sha256);
    },
  );

  test.each([Number.NaN, Number.POSITIVE_INFINITY, undefined, "\ud800"])(
    "O3 %s has no canonical form",
    (value) => {
      expect(() => canonical({ value: [value] }.value[0])).toThrow();
    },
  );
});

describe("hash of an op", () => {
  test.each(vectors<Op, { op_hash: string }>("operation"))(
    "$rule $says",
    async ({ given, expect: wanted }) => {
      expect(await opHash(given)).toBe(wanted.op_hash);
    },
  );
});

describe("keys of changes", () => {
  test.each(vectors<{ kind: string; key: string }, MergeRule | null>("keys"))(
    "$rule $says: $given.key",
    ({ given, expect: wanted }) => {
      const place = resolveKey(KINDS[given.kind] as Kind, given.key);
      expect(place?.field.merge ?? null).toBe(wanted);
    },
  );

  test("every table of sync/kinds is known here", () => {
    const files = readdirSync(new URL("../../../sync/kinds", import.meta.url));
    expect(Object.keys(KINDS).sort()).toEqual(files.map((f) => f.replace(".json", "")).sort());
  });
});

describe("own pending ops over the server's state", () => {
  type Given = { kind: string; server: PartialOp[]; pending: PartialOp[] };
  test.each(vectors<Given, object>("overlay"))("$rule $says", ({ given, expect: wanted }) => {
    const whole = (rows: PartialOp[]) => rows.map((row) => full(row, given.kind));
    const server = applyOps(undefined, whole(given.server));
    const before = structuredClone(server);
    const shown = applyOps(server, whole(given.pending));
    expect(server).toEqual(before);
    expect({ deleted: shown?.deleted, fields: plain(shown?.fields) }).toEqual(wanted);
  });

  test("an op of a record that is not here shows nothing", () => {
    expect(applyOps(undefined, [full({ op: "a", action: "delete" }, "issue")])).toBeUndefined();
  });

  test("F6 a move shows in the new site at once", () => {
    const made = full({ op: "c", action: "create" }, "issue");
    const move = full(
      { op: "m", action: "move", changes: { scope: { from: "A", to: "B" } } },
      "issue",
    );
    expect(applyOps(undefined, [made, move])).toMatchObject({ scope: "B", rev: 0 });
  });
});

describe("forms", () => {
  const calls: Record<string, unknown> = {
    visible_items: forms.visibleItems,
    limit_verdict: forms.limitVerdict,
    typing_fault: forms.typingFault,
    photos_needed: forms.photosNeeded,
    gaps: forms.gaps,
    score: forms.score,
  };
  test.each(vectors<Call, Json>("forms"))("$rule $says", ({ given, expect: wanted }) => {
    const answer = (calls[given.call] as (...given: unknown[]) => unknown)(...given.with);
    expect(answer instanceof Set ? [...answer].sort() : answer).toEqual(wanted);
  });
});

describe("clocks", () => {
  const calls: Record<string, unknown> = {
    judge_rounds: clocks.judgeRounds,
    next_start: clocks.nextStart,
    day_of_rounds: clocks.dayOfRounds,
    local_day: clocks.localDay,
    issue_clocks: clocks.issueClocks,
    clock_jump: clocks.clockJump,
  };
  test.each(vectors<Call, object>("clocks"))("$rule $says", ({ given, expect: wanted }) => {
    const rest = given.rule ? [given.rule] : [];
    const answer = (calls[given.call] as (...given: unknown[]) => unknown)(...given.with, ...rest);
    if (wanted !== null && typeof wanted === "object") expect(answer).toMatchObject(wanted);
    else expect(answer).toEqual(wanted);
  });
});

function full(row: PartialOp, kind: string): Op {
  return {
    op_id: row.op,
    device_id: "d",
    device_seq: 1,
    record_id: "r",
    kind,
    scope: "A",
    action: row.action ?? "edit",
    base_rev: row.base ?? 0,
    after: row.after ?? null,
    changes: row.changes ?? {},
    schema: 1,
    device_time: "2026-11-22T08:00:00Z",
    author_id: "op1",
    prev_hash: null,
    signature: "",
  };
}

/** Fields without what only the server adds: who, when, available. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (value === null || typeof value !== "object") return value;
  const { by: _by, received: _at, available: _here, ...rest } = value as Record<string, unknown>;
  const kept = Object.fromEntries(Object.entries(rest).map(([key, part]) => [key, plain(part)]));
  return "removed" in rest ? { ...kept, removed: true } : kept;
}
