import { describe, expect, it } from "vitest";
import { type Phone, phonesIn } from "../devices";
import { inOrder, ofSite } from "./order";

const phone = (device_id: string, more: Partial<Phone> = {}): Phone => ({
  device_id,
  ...{ name: device_id, registered_by: "op1", created: "2026-11-01T00:00:00Z" },
  ...{ last_contact: "2026-11-22T08:00:00Z", revoked: null, revoked_by: null, people: ["op1"] },
  waiting: null,
  ...more,
});
const waiting = { ops: 3, photos: 0, bytes: 900, at: "2026-11-22T08:00:00Z" };
const names = (phones: Phone[]) => phones.map((one) => one.device_id);

describe("the list of phones", () => {
  it("shows first what holds unsent work and has been silent longest, revoked ones last", () => {
    const phones = [
      phone("fresh"),
      phone("silent", { last_contact: "2026-11-20T08:00:00Z" }),
      phone("gone", { waiting, revoked: "2026-11-21T08:00:00Z" }),
      phone("holds", { waiting }),
      phone("holds and silent", { waiting, last_contact: "2026-11-19T08:00:00Z" }),
    ];
    const order = ["holds and silent", "holds", "silent", "fresh", "gone"];
    expect(names(inOrder(phones))).toEqual(order);
  });

  it("shows those of a site by the people who signed in on them", () => {
    const sites: Record<string, string[]> = { op1: ["A"], op2: ["A", "B"] };
    const phones = [phone("one"), phone("both", { people: ["op1", "op2"] })];
    const sitesOf = (id: string) => sites[id] ?? [];
    expect(names(ofSite(phones, "B", sitesOf))).toEqual(["both"]);
    expect(names(ofSite(phones, "", sitesOf))).toEqual(["one", "both"]);
  });

  it("takes nothing for an answer but the API's own form", () => {
    expect(phonesIn({ devices: [phone("one")] })).toHaveLength(1);
    for (const body of [null, [], {}, { devices: 7 }, { devices: [{}] }, { devices: [null] }])
      expect(phonesIn(body)).toBeNull();
  });
});
