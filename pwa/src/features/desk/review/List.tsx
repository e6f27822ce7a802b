/** The left list: doubtful records first with the reason in the row, then the normal ones. */
import { useEffect, useRef } from "preact/hooks";
import { moment } from "../../../ui";
import { personName, siteName, useDesk } from "../data";
import { happenedAt } from "../happened";
import { Mark } from "../marks";
import { now } from "../now";
import { Empty, Said } from "../parts";
import { titleOf } from "../titles";
import { w } from "../words";
import type { Reasons, Waiting, List as Which } from "./queue";
import { t } from "./words";

function Why(props: { reasons: Reasons }) {
  const { abnormal, missing, reused, assumed, tooSoon } = props.reasons;
  return (
    <span class="desk-why">
      {abnormal > 0 && (
        <Said tone="warn" mark="triangle">
          {t("abnormal", { n: abnormal })}
        </Said>
      )}
      {reused > 0 && (
        <Said tone="warn" mark="copy">
          {t("reused", { n: reused })}
        </Said>
      )}
      {tooSoon && (
        <Said tone="warn" mark="triangle">
          {t("tooSoon")}
        </Said>
      )}
      {missing > 0 && (
        <Said tone="plain" mark="cloud">
          {t("photosMissing", { n: missing })}
        </Said>
      )}
      {assumed > 0 && <span class="desk-second">{t("assumed", { n: assumed })}</span>}
    </span>
  );
}

function Row(props: { waiting: Waiting; chosen: boolean; onPick: (id: string) => void }) {
  const desk = useDesk();
  const { row, reasons } = props.waiting;
  const ref = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (props.chosen) ref.current?.scrollIntoView({ block: "nearest" });
  }, [props.chosen]);
  return (
    <li>
      <button
        ref={ref}
        type="button"
        class="desk-item"
        aria-current={props.chosen ? "true" : undefined}
        data-testid={`desk-review-row-${row.id}`}
        onClick={() => props.onPick(row.id)}
      >
        <Mark name={row.fields.route_id ? "round" : "records"} />
        <span class="desk-item-main">
          <b>
            {titleOf(desk, row)} · {w("siteShort", { code: row.scope })}
          </b>
          <time title={siteName(desk, row.scope)}>{moment(happenedAt(row), now.value)}</time>
          <span class="desk-second">{personName(desk, row.created.by)}</span>
          <Why reasons={reasons} />
        </span>
      </button>
    </li>
  );
}

const nothing: Record<Which, "nothing" | "nothingReturned" | "nothingMarked"> = {
  submitted: "nothing",
  returned: "nothingReturned",
  marked: "nothingMarked",
};

export function List(props: {
  which: Which;
  waiting: Waiting[];
  chosen: string | undefined;
  onPick: (id: string) => void;
}) {
  const groups = [
    { title: t("doubtful"), rows: props.waiting.filter((one) => one.doubtful) },
    { title: t("normal"), rows: props.waiting.filter((one) => !one.doubtful) },
  ].filter((group) => group.rows.length > 0);
  if (groups.length === 0) {
    return (
      <Empty mark="tick" testid="desk-review-empty">
        {t(nothing[props.which])}
      </Empty>
    );
  }
  return (
    <div class="desk-list" data-testid="desk-review-list">
      {groups.map((group) => (
        <section key={group.title} aria-label={group.title}>
          <h2 class="desk-group">
            {group.title}
            <span>{group.rows.length}</span>
          </h2>
          <ul>
            {group.rows.map((one) => (
              <Row
                key={one.row.id}
                waiting={one}
                chosen={one.row.id === props.chosen}
                onPick={props.onPick}
              />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
