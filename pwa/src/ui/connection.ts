/** What the header chip shows. The wiring fills it from the outbox; the design system only reads. */
import { signal } from "@preact/signals";

export interface Connection {
  online: boolean;
  /** Records of which the server has not confirmed everything yet. */
  waiting: number;
  sending: boolean;
  /** Things that wait for a person: quarantined, in conflict, sign-in needed. */
  attention: number;
}

export const connection = signal<Connection>({
  online: navigator.onLine,
  waiting: 0,
  sending: false,
  attention: 0,
});
