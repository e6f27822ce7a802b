/** /desk/issues: every issue by state with its clocks, the chosen one beside it. */
import { useLocation } from "preact-iso";
import { go } from "../../../ui";
import { sortedByClock } from "../ClockParts";
import { useRows } from "../data";
import { Header } from "../Header";
import { useKeys } from "../keys";
import { now } from "../now";
import { Empty, Kbd, Said } from "../parts";
import { w } from "../words";
import { Detail } from "./Detail";
import { List } from "./List";
import { grouped } from "./steps";
import { t } from "./words";

const CLOSED = 10;

export function Issues() {
  const { query } = useLocation();
  const rows = useRows("issue");
  const groups = grouped(rows ?? [], CLOSED);
  const flat = groups.flatMap((group) => group.rows);
  const open = sortedByClock(rows ?? [], now.value);
  const over = open.filter((one) => one.clock?.urgency === "over").length;
  const near = open.filter((one) => one.clock?.urgency === "near").length;
  const chosen = (rows ?? []).find((row) => row.id === query.id);
  const pick = (id: string) => go(`/desk/issues?id=${id}`, { replace: true });
  const move = (by: number) => {
    const at = flat.findIndex((row) => row.id === query.id);
    const next = flat[Math.min(Math.max(at + by, 0), flat.length - 1)];
    if (next) pick(next.id);
  };
  useKeys({ j: () => move(1), k: () => move(-1) });
  return (
    <>
      <Header
        title={w("issues")}
        sub={
          rows && (
            <span class="desk-row">
              {t("openCount", { n: open.length })}
              {over > 0 && (
                <Said tone="bad" mark="octagon">
                  {t("overdue", { n: over })}
                </Said>
              )}
              {near > 0 && (
                <Said tone="warn" mark="triangle">
                  {t("near", { n: near })}
                </Said>
              )}
            </span>
          )
        }
      />
      <main
        id="main"
        tabIndex={-1}
        class={chosen ? "desk-split desk-split-open desk-split-slim" : "desk-split"}
        data-testid="desk-issues"
      >
        {rows && flat.length === 0 ? (
          <Empty mark="issues">{t("none")}</Empty>
        ) : (
          <List groups={groups} chosen={chosen?.id} onPick={pick} />
        )}
        {chosen && (
          <Detail
            key={chosen.id}
            row={chosen}
            onClose={() => go("/desk/issues", { replace: true })}
          />
        )}
      </main>
      <footer class="desk-actions">
        <span class="desk-hints">
          <Kbd>j</Kbd> <Kbd>k</Kbd> {w("next")} · {w("previous")}
        </span>
        <span class="desk-end desk-second">{t("clockNote")}</span>
      </footer>
    </>
  );
}
