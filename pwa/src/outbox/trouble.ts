// Why a step of syncing stopped, and when to try again (P7).
import type { Answer } from "./http";

export interface Trouble {
  code: string;
  message: string;
  /** ms that the server asked to be left alone */
  retryAfter: number;
  /** nothing else will get through either */
  cut: boolean;
}

const BASE = 2_000;
const CAP = 5 * 60_000;

export function trouble(code: string, more: Partial<Trouble> = {}): Trouble {
  return { code, message: "", retryAfter: 0, cut: false, ...more };
}

export function troubleOf(answer: Answer & { ok: false }): Trouble {
  const { code, message, retryAfter } = answer;
  const cut = answer.why !== "problem" || answer.status === 401 || code === "csrf";
  return { code, message, retryAfter, cut };
}

/** Full-jitter exponential back-off in ms after `failures` in a row, never before `retryAfter`. */
export function backOff(failures: number, retryAfter: number): number {
  const ceiling = Math.min(CAP, BASE * 2 ** Math.min(failures - 1, 20));
  return retryAfter + Math.random() * ceiling;
}
