// The promise under random faults: nothing kept is lost, nothing is taken twice, order stays.
import fc from "fast-check";
import { expect, it } from "vitest";
import type { Op, PushResult } from "../rules/types";
import { db, record, records } from "../store";
import { cycle } from "./cycle";
import { change, create } from "./edit";
import {
  freshPhone,
  lost,
  ok,
  page,
  portal,
  problem,
  pushed,
  row,
  type Sent,
  script,
} from "./test-phone";

const FAULTS = [
  "healthy",
  "lost before",
  "lost after",
  "portal",
  "cut",
  "retry",
  "forked",
  "500",
  "413",
];

/** A server that applies each op once and answers as the fault of the moment has it. */
class FaultyServer {
  readonly taken = new Map<string, Op>();
  readonly order: string[] = [];
  fault = "healthy";
  private known = 1;

  readonly replies = {
    "/api/sync/push": (sent: Sent) => this.push(sent.json.ops),
    "/api/sync/pull": () => (this.fault === "healthy" ? page(this.rows()) : lost({} as Sent)),
    "/api/devices": () => ok({ device_id: `phone-${++this.known}` }, 201),
  };

  private push(ops: Op[]): Response | Promise<Response> {
    if (this.fault === "lost before") return lost({} as Sent);
    if (this.fault === "portal") return portal({} as Sent);
    if (this.fault === "500") return problem(500, "internal");
    if (this.fault === "413" && ops.length > 1) return problem(413, "too_large");
    const forked = this.fault === "forked" && ops[0]?.device_id === `phone-${this.known}`;
    const results = ops.map((op, at): PushResult => {
      if (forked) return { op_id: op.op_id, outcome: "quarantined", code: "forked_device" };
      if (this.fault === "retry" && at >= ops.length / 2)
        return { op_id: op.op_id, outcome: "retry" };
      return this.apply(op);
    });
    if (this.fault === "lost after") return lost({} as Sent);
    if (this.fault === "cut") results.length = Math.floor(results.length / 2);
    return pushed(results);
  }

  private apply(op: Op): PushResult {
    const first: PushResult = { op_id: op.op_id, outcome: "applied", rev: 1 };
    if (this.taken.has(op.op_id)) {
      const revs = this.order.filter((id) => this.taken.get(id)?.record_id === op.record_id);
      const rev = revs.indexOf(op.op_id) + 1;
      return { op_id: op.op_id, outcome: "duplicate", first: { ...first, rev } };
    }
    this.taken.set(op.op_id, op);
    this.order.push(op.op_id);
    return { ...first, rev: this.revOf(op.record_id) };
  }

  private revOf(id: string): number {
    return [...this.taken.values()].filter((op) => op.record_id === id).length;
  }

  private rows(): object[] {
    const ids = new Set([...this.taken.values()].map((op) => op.record_id));
    return [...ids].map((id) => row(id, this.revOf(id), this.fieldsOf(id)));
  }

  private fieldsOf(id: string): object {
    const ops = this.order.map((one) => this.taken.get(one)).filter((op) => op?.record_id === id);
    const changes = ops.flatMap((op) => Object.entries(op?.changes ?? {}));
    return Object.fromEntries(changes.map(([key, one]) => [key, "to" in one ? one.to : null]));
  }
}

const step = fc.oneof(
  fc.record({
    edit: fc.integer({ min: 0, max: 2 }),
    value: fc.string({ minLength: 1, maxLength: 3 }),
  }),
  fc.record({ sync: fc.constantFrom(...FAULTS) }),
);

it("§9: whatever happens on the way, each edit arrives once, in order, and is seen throughout", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 14 }), async (steps) => {
      await freshPhone();
      const server = new FaultyServer();
      script(server.replies);
      const kept: string[] = [];
      const wanted = new Map<string, string>();
      for (const one of steps) {
        if ("sync" in one) {
          server.fault = one.sync;
          await cycle();
        } else {
          const id = `r${one.edit}`;
          if (wanted.has(id)) await change(id, { title: one.value });
          else await create("issue", "A", { title: one.value }, id);
          wanted.set(id, one.value);
        }
        for (const op of await db.ops.toArray()) if (!kept.includes(op.op_id)) kept.push(op.op_id);
        for (const [id, title] of wanted) expect((await record(id))?.fields.title).toBe(title);
      }
      server.fault = "healthy";
      expect(await cycle()).toBeNull();
      expect([...server.taken.keys()].sort()).toEqual([...kept].sort());
      for (const op of server.taken.values()) {
        if (!op.after) continue;
        expect(server.order.indexOf(op.after)).toBeLessThan(server.order.indexOf(op.op_id));
      }
      expect(await db.ops.count()).toBe(0);
      const shown = (await records({ kind: "issue" })).map((one) => [one.id, one.fields.title]);
      expect(new Map(shown as [string, string][])).toEqual(wanted);
    }),
    { numRuns: 60, seed: 20261122 },
  );
}, 60_000);
