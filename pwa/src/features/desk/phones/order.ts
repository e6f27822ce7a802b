/** Which phone needs a look first. Pure. */
import type { Phone } from "../devices";

export const holds = (phone: Phone): boolean =>
  Boolean(phone.waiting && phone.waiting.ops + phone.waiting.photos > 0);

/** Those that hold something first, the longest silent on top; revoked ones last. */
export function inOrder(phones: readonly Phone[]): Phone[] {
  return [...phones].sort(
    (a, b) =>
      Number(Boolean(a.revoked)) - Number(Boolean(b.revoked)) ||
      Number(holds(b)) - Number(holds(a)) ||
      (a.last_contact ?? "").localeCompare(b.last_contact ?? ""),
  );
}

/** The phones on which somebody of this site has signed in; all of them when no site is chosen. */
export function ofSite(
  phones: readonly Phone[],
  site: string,
  sitesOf: (person: string) => readonly string[],
): Phone[] {
  return phones.filter((phone) => !site || phone.people.some((id) => sitesOf(id).includes(site)));
}
