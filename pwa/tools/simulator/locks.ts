// Web Locks of one phone: what its tabs hold and wait for, and what falls free when one is killed.

interface Claim {
  tab: object;
  name: string;
  shared: boolean;
  held: boolean;
  grant(id: number): void;
}

export class Locks {
  private readonly claims = new Map<number, Claim>();
  private last = 0;

  /** Grants now or later by calling `grant` with the claim's id; with 0 if it must not wait. */
  ask(
    tab: object,
    name: string,
    how: { shared: boolean; wait: boolean },
    grant: (id: number) => void,
  ): void {
    const others = [...this.claims.values()].filter((one) => one.name === name);
    const free = others.every((one) => one.shared && one.held && how.shared);
    if (!free && !how.wait) {
      grant(0);
      return;
    }
    const id = ++this.last;
    this.claims.set(id, { tab, name, shared: how.shared, held: free, grant });
    if (free) grant(id);
  }

  release(id: number): void {
    const claim = this.claims.get(id);
    this.claims.delete(id);
    if (claim) this.next(claim.name);
  }

  /** The tab is gone: what it held passes to the next in line. */
  forget(tab: object): void {
    const names = new Set<string>();
    for (const [id, claim] of this.claims) {
      if (claim.tab !== tab) continue;
      this.claims.delete(id);
      names.add(claim.name);
    }
    for (const name of names) this.next(name);
  }

  private next(name: string): void {
    let open: "anyone" | "shared" = "anyone";
    for (const [id, claim] of this.claims) {
      if (claim.name !== name) continue;
      if (!claim.held && (open === "anyone" || claim.shared)) {
        claim.held = true;
        claim.grant(id);
      }
      if (!claim.held || !claim.shared) return;
      open = "shared";
    }
  }
}
