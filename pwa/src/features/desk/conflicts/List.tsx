/** Conflicts to decide, hatched; below them what was decided lately, and how. */
import type { RecordView } from "../../../store";
import { moment } from "../../../ui";
import { personName, useDesk } from "../data";
import { changedAt } from "../happened";
import { Mark } from "../marks";
import { now } from "../now";
import { titleOf } from "../titles";
import { kindName } from "../values";
import { w } from "../words";
import { howDecided, openRows } from "./decide";
import { t } from "./words";

export function howWords(conflict: RecordView): string {
  const how = howDecided(conflict.fields.resolution);
  const parts = [
    how.phone && t("keptPhone", { n: how.phone }),
    how.server && t("keptServer", { n: how.server }),
    how.other && t("keptOther", { n: how.other }),
  ].filter(Boolean);
  if (parts.length === 0) return t("byLaterEdit");
  if (parts.length === 1 && how.server) return t("allServer");
  if (parts.length === 1 && how.phone) return t("allPhone");
  return parts.join(" · ");
}

export interface Item {
  conflict: RecordView;
  record: RecordView | undefined;
}

function Row(props: { item: Item; chosen: boolean; onPick: (id: string) => void }) {
  const desk = useDesk();
  const { conflict, record } = props.item;
  const open = conflict.fields.state === "open";
  const count = openRows(conflict.fields.fields).length;
  const title = record ? titleOf(desk, record) : kindName(conflict.fields.record_kind);
  return (
    <li>
      <button
        type="button"
        class={open ? "desk-item desk-item-conflict" : "desk-item"}
        aria-current={props.chosen ? "true" : undefined}
        data-testid={`desk-conflict-row-${conflict.id}`}
        onClick={() => props.onPick(conflict.id)}
      >
        <Mark name={open ? "conflicts" : "bare"} />
        <span class="desk-item-main">
          <b>{title}</b>
          <time>{moment(open ? conflict.created.received : changedAt(conflict), now.value)}</time>
          {open ? (
            <>
              <span class="desk-second">
                {[
                  kindName(conflict.fields.record_kind),
                  w("site", { code: conflict.scope }),
                  t("fields", { n: count }),
                ].join(" · ")}
              </span>
              <span class="desk-item-line">
                {t("sentBy", { name: personName(desk, conflict.fields.incoming_author) })}
              </span>
            </>
          ) : (
            <span class="desk-second">
              {personName(desk, conflict.updated.by)} · {howWords(conflict)}
            </span>
          )}
        </span>
      </button>
    </li>
  );
}

export function List(props: {
  items: Item[];
  recent: Item[];
  chosen: string | undefined;
  onPick: (id: string) => void;
}) {
  const rows = (items: Item[]) =>
    items.map((item) => (
      <Row
        key={item.conflict.id}
        item={item}
        chosen={item.conflict.id === props.chosen}
        onPick={props.onPick}
      />
    ));
  return (
    <div class="desk-list" data-testid="desk-conflict-list">
      <ul>{rows(props.items)}</ul>
      {props.recent.length > 0 && (
        <>
          <h2 class="desk-group">{t("recently")}</h2>
          <ul>{rows(props.recent)}</ul>
        </>
      )}
    </div>
  );
}
