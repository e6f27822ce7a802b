/** What a cell of the heat map says, in words; the same for sight, for readers, and for the table. */

import { moment, time } from "../../../ui";
import type { Desk } from "../data";
import { personName } from "../data";
import type { MarkName } from "../marks";
import type { Tone } from "../parts";
import type { Cell } from "./heat";
import { t } from "./words";

export interface Spoken {
  tone: Tone;
  mark: MarkName | null;
  word: string;
  more: string;
}

const by = (desk: Desk, cell: Cell): string =>
  [...new Set(cell.rounds.map((round) => personName(desk, round.by)))].join(" · ");

export function speak(desk: Desk, cell: Cell, now: number): Spoken {
  const ended = cell.rounds.find((round) => round.finished !== null)?.finished;
  switch (cell.state) {
    case "done":
      return {
        tone: "ok",
        mark: "tick",
        word: ended ? time(ended) : t("done"),
        more: by(desk, cell),
      };
    case "abnormal":
      return {
        tone: "warn",
        mark: "triangle",
        word: ended ? time(ended) : t("done"),
        more: `${t("abnormal", { n: cell.abnormal })} · ${by(desk, cell)}`,
      };
    case "missed":
      return {
        tone: "bad",
        mark: "octagon",
        word: t("missed"),
        more: t("missedDay"),
      };
    case "unknown":
      return {
        tone: "plain",
        mark: "silent",
        word: t("unknown"),
        more: cell.since ? t("offlineSince", { time: moment(cell.since, now) }) : t("offlineNever"),
      };
    case "running":
      return { tone: "info", mark: "phone", word: t("running"), more: by(desk, cell) };
    case "stopped":
      return { tone: "plain", mark: null, word: t("stopped"), more: "" };
    case "before":
      return { tone: "plain", mark: null, word: t("before"), more: "" };
    default:
      return { tone: "plain", mark: null, word: t("due"), more: "" };
  }
}

/** Where a cell leads: its round, or that day's records when there is none. */
export function pathOf(cell: Cell, scope: string): string | null {
  const round = cell.rounds.at(-1);
  if (round) return `/desk/records?id=${round.id}`;
  if (cell.state === "missed" || cell.state === "unknown") {
    return `/desk/records?kind=inspection&site=${scope}&from=${cell.day}&to=${cell.day}`;
  }
  return null;
}
