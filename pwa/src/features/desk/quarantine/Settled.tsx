/** How it ended: by whom, when, why, and what came of the op. */
import { moment } from "../../../ui";
import { personName, useDesk } from "../data";
import { changedAt } from "../happened";
import { Mark } from "../marks";
import { now } from "../now";
import { Said } from "../parts";
import type { Group } from "./groups";
import { t } from "./words";

const did = { adopted: "didAdopted", released: "didReleased", discarded: "didDiscarded" } as const;
const came = { applied: "cameApplied", merged: "cameMerged", conflict: "cameConflict" } as const;

interface End {
  by: string | null;
  outcome?: string;
  conflict_id?: string;
}

export function Settled(props: { group: Group }) {
  const desk = useDesk();
  const { rows, state } = props.group;
  const last = rows.at(-1);
  if (!last) return null;
  const ends = rows.flatMap((row) => (row.fields.settled ? [row.fields.settled as End] : []));
  const itself = ends.length > 0 && ends.every((end) => end.by === null);
  const time = moment(changedAt(last), now.value);
  const what = t(did[state as keyof typeof did] ?? "didDiscarded");
  const by = ends.find((end) => end.by)?.by ?? last.updated.by;
  const outcomes = [...new Set(ends.map((end) => end.outcome ?? ""))];
  const conflict = ends.find((end) => end.conflict_id)?.conflict_id;
  return (
    <div class="desk-apart-settled" data-testid="desk-apart-settled">
      <p>
        {itself
          ? t("settledItself", { time })
          : t("settledBy", { name: personName(desk, by), time, what })}
        {!itself && (
          <>
            {" · "}
            <q>{last.fields.reason}</q>
          </>
        )}
      </p>
      {rows.some((row) => row.waiting > 0) && (
        <Said tone="plain" mark="cloud">
          {t("decisionWaits")}
        </Said>
      )}
      <p class="desk-second" data-testid="desk-apart-came">
        {outcomes
          .filter((one): one is keyof typeof came => one in came)
          .map((one) => t(came[one]))
          .join(" · ")}
        {conflict && (
          <a href={`/desk/conflicts?id=${conflict}`} data-testid="desk-apart-conflict">
            <Mark name="conflicts" />
            {t("toConflict")}
          </a>
        )}
      </p>
    </div>
  );
}
