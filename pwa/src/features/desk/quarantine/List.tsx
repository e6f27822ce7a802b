/** Set-apart changes: whose, about what, why; or how they were settled. */
import { moment } from "../../../ui";
import { personName, useDesk } from "../data";
import { changedAt } from "../happened";
import { Mark, type MarkName } from "../marks";
import { now } from "../now";
import { stateName } from "../values";
import { w } from "../words";
import { type Group, isOpen } from "./groups";
import { useTitle, whyWords } from "./said";
import { t } from "./words";

function markOf(group: Group): MarkName {
  if (!isOpen(group)) return "bare";
  return group.refused ? "octagon" : group.state === "held" ? "silent" : "apart";
}

function Row(props: { group: Group; chosen: boolean; onPick: (key: string) => void }) {
  const desk = useDesk();
  const title = useTitle(props.group);
  const { group } = props;
  const [row] = group.rows;
  if (!row) return null;
  const open = isOpen(group);
  const site = w("site", { code: group.site });
  return (
    <li>
      <button
        type="button"
        class="desk-item"
        aria-current={props.chosen ? "true" : undefined}
        data-testid={`desk-apart-row-${group.record_id}`}
        data-state={group.state}
        onClick={() => props.onPick(group.key)}
      >
        <Mark name={markOf(group)} />
        <span class="desk-item-main">
          <b>{title}</b>
          <time>{moment(open ? row.created.received : changedAt(row), now.value)}</time>
          <span class="desk-second">
            {[site, personName(desk, group.author), t("changes", { n: group.rows.length })].join(
              " · ",
            )}
          </span>
          <span class="desk-item-line">
            {open
              ? group.refused
                ? t("badgeRefused")
                : whyWords(group.code)
              : [stateName("quarantine", group.state), row.fields.reason].join(" · ")}
          </span>
        </span>
      </button>
    </li>
  );
}

export function List(props: {
  groups: Group[];
  chosen: string | undefined;
  onPick: (key: string) => void;
}) {
  return (
    <div class="desk-list" data-testid="desk-apart-list">
      <ul>
        {props.groups.map((group) => (
          <Row
            key={group.key}
            group={group}
            chosen={group.key === props.chosen}
            onPick={props.onPick}
          />
        ))}
      </ul>
    </div>
  );
}
