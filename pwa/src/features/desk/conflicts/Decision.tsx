/** One conflict to decide, or as it was decided: columns base, server, phone, other. */
import { useState } from "preact/hooks";
import { change } from "../../../outbox";
import { KINDS, resolveKey } from "../../../rules/kinds";
import type { Json } from "../../../rules/types";
import type { RecordView } from "../../../store";
import { moment, toast } from "../../../ui";
import { mayDecide, personName, siteName, useDesk } from "../data";
import { changedAt } from "../happened";
import { useHistory } from "../history";
import { useKeys } from "../keys";
import { Mark } from "../marks";
import { now } from "../now";
import { Kbd } from "../parts";
import { RecordDialog } from "../RecordDialog";
import { titleOf } from "../titles";
import { kindName } from "../values";
import { w } from "../words";
import { BranchDrawing } from "./Branch";
import {
  allRows,
  type Choice,
  type Choices,
  chosenCount,
  openRows,
  resolutionOf,
  wholeSide,
} from "./decide";
import { FieldRow } from "./FieldRow";
import { KeptPhotos, MergedLine } from "./Kept";
import { howWords } from "./List";
import { branchOf, type SideOf } from "./sides";
import { t } from "./words";

function SideHead(props: {
  title: string;
  side: SideOf;
  keycap: string;
  locked: boolean;
  testid: string;
  onKeep: () => void;
}) {
  const desk = useDesk();
  const { side } = props;
  const facts = [
    side.by && personName(desk, side.by),
    side.device?.slice(-4),
    side.at && moment(side.at, now.value),
  ].filter(Boolean);
  return (
    <div class="desk-side-head">
      <b>{props.title}</b>
      {!props.locked && (
        <button type="button" class="desk-button" data-testid={props.testid} onClick={props.onKeep}>
          {t("keepSide")}
          <span class="hidden">{props.title}</span>
          <Kbd>{props.keycap}</Kbd>
        </button>
      )}
      {facts.length > 0 && (
        <span class="desk-second">
          <Mark name="phone" /> {facts.join(" · ")}
        </span>
      )}
    </div>
  );
}

/** What a decided conflict chose, its closed fields included. */
function decided(conflict: RecordView): Choices {
  return (conflict.fields.resolution ?? {}) as Choices;
}

export function Decision(props: {
  conflict: RecordView;
  record: RecordView | undefined;
  position: string;
  onDone: () => void;
}) {
  const desk = useDesk();
  const { conflict } = props;
  const record = props.record ?? conflict;
  const closed = conflict.fields.state !== "open";
  const rows = closed ? allRows(conflict.fields.fields) : openRows(conflict.fields.fields);
  const [choices, setChoices] = useState<Choices>({});
  const [at, setAt] = useState(0);
  const [editing, setEditing] = useState<string | null>(null);
  const [viewing, setViewing] = useState(false);
  const [saving, setSaving] = useState(false);
  const asked = useHistory(conflict.fields.record_id, record.rev);
  const steps = asked.is === "here" ? asked.steps : [];
  const branch = branchOf(conflict, rows, steps);
  const may = mayDecide(desk, props.record, conflict.scope);
  const kind = KINDS[conflict.fields.record_kind as string];
  const resolution = resolutionOf(rows, choices);
  const shown = closed ? decided(conflict) : choices;

  const pick = (name: string, choice: Choice) => setChoices({ ...choices, [name]: choice });
  const pickHere = (choice: Choice) => {
    const row = rows[at];
    if (row && may && !closed) pick(row.name, choice);
  };
  const keep = (side: "current" | "incoming") => {
    if (may && !closed) setChoices(wholeSide(rows, side));
  };
  const move = (by: number) => setAt(Math.min(Math.max(at + by, 0), rows.length - 1));
  const confirm = async () => {
    if (!resolution || !may || closed || saving) return;
    setSaving(true);
    try {
      await change(conflict.id, { resolution: resolution as unknown as Json, state: "resolved" });
      toast(t("saved"));
      props.onDone();
    } catch (failure) {
      const why = failure instanceof Error ? failure.message : String(failure);
      toast(w("saveFailed", { why }), { bad: true });
      setSaving(false);
    }
  };
  useKeys({
    "1": () => pickHere({ choose: "current" }),
    "2": () => pickHere({ choose: "incoming" }),
    "3": () => may && !closed && setEditing(rows[at]?.name ?? null),
    "shift+1": () => keep("current"),
    "shift+2": () => keep("incoming"),
    ArrowUp: () => move(-1),
    ArrowDown: () => move(1),
    o: () => setViewing(true),
    Enter: () => void confirm(),
  });

  const place = [kindName(conflict.fields.record_kind), w("site", { code: conflict.scope })];
  const people = [...new Set([branch.server.by, branch.phone.by].filter((id) => id !== null))];
  return (
    <article class="desk-conflict" data-testid="desk-conflict">
      <div class="desk-conflict-scroll">
        <header class="desk-record-head">
          <div class="desk-row">
            <span class={closed ? "desk-hatch desk-hatch-done" : "desk-hatch"}>
              <Mark name={closed ? "bare" : "conflicts"} />
              {closed ? t("badgeDecided") : t("badgeOpen")}
            </span>
            <h2>{props.record ? titleOf(desk, props.record) : kindName(conflict.kind)}</h2>
            <span class="desk-second">
              {place.join(" · ")} {siteName(desk, conflict.scope)} {record.fields.place}
            </span>
            <span class="desk-end desk-second">{props.position}</span>
          </div>
          {closed && (
            <p class="desk-second" data-testid="desk-decided-by">
              {t("decidedBy", {
                name: personName(desk, conflict.updated.by),
                time: moment(changedAt(conflict), now.value),
              })}{" "}
              · {howWords(conflict)}
            </p>
          )}
        </header>
        <BranchDrawing facts={branch} differing={rows.length} />
        <div class="desk-columns">
          <span class="hidden">{t("field")}</span>
          <div class="desk-side-head desk-base-head">
            <b>{t("base")}</b>
            <span class="desk-second">{t("baseSub")}</span>
          </div>
          <SideHead
            title={t("server")}
            side={branch.server}
            keycap="⇧1"
            locked={closed || !may}
            testid="desk-keep-server"
            onKeep={() => keep("current")}
          />
          <SideHead
            title={t("phone")}
            side={branch.phone}
            keycap="⇧2"
            locked={closed || !may}
            testid="desk-keep-phone"
            onKeep={() => keep("incoming")}
          />
        </div>
        {rows.map((row, index) => (
          <FieldRow
            key={row.name}
            conflict={conflict}
            record={record}
            closed={closed}
            may={may}
            row={row}
            field={kind && resolveKey(kind, row.name)?.field}
            choice={shown[row.name]}
            focused={index === at}
            editing={editing === row.name}
            onFocus={() => setAt(index)}
            onPick={(choice) => pick(row.name, choice)}
            onEdit={(on) => setEditing(on ? row.name : null)}
          />
        ))}
        {props.record ? (
          <>
            <KeptPhotos conflict={conflict} record={props.record} steps={steps} />
            <MergedLine
              conflict={conflict}
              record={props.record}
              steps={steps}
              onOpen={() => setViewing(true)}
            />
          </>
        ) : (
          <p class="desk-note">{t("recordGone")}</p>
        )}
      </div>
      {!closed && (
        <footer class="desk-actions">
          <span class="desk-hints">
            <Kbd>↑</Kbd> <Kbd>↓</Kbd> {t("keysFields")} <Kbd>1</Kbd> <Kbd>2</Kbd> <Kbd>3</Kbd>{" "}
            {t("keysChoose")}
          </span>
          <span class="desk-row desk-end">
            {may ? (
              <>
                <span role="status" data-testid="desk-chosen">
                  {t("chosen", { n: chosenCount(rows, choices), of: rows.length })}
                </span>
                {people.length > 0 && (
                  <span class="desk-second desk-tell">
                    {t("tell", {
                      people: people.map((id) => personName(desk, id)).join(t("join")),
                    })}
                  </span>
                )}
                <button
                  type="button"
                  class="desk-button desk-button-main"
                  disabled={!resolution || saving}
                  data-testid="desk-confirm"
                  onClick={() => void confirm()}
                >
                  {t("confirm")}
                  <Kbd>↵</Kbd>
                </button>
              </>
            ) : (
              <span class="desk-second">{t("mayNot")}</span>
            )}
          </span>
        </footer>
      )}
      {viewing && props.record && (
        <RecordDialog row={props.record} onClose={() => setViewing(false)} />
      )}
    </article>
  );
}
