/** /desk/conflicts: what people changed at once, side by side, until somebody decides. */
import { useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { record } from "../../../store";
import { go, useLive } from "../../../ui";
import { useRows } from "../data";
import { Header } from "../Header";
import { changedAt } from "../happened";
import { useKeys } from "../keys";
import { Empty, Switch } from "../parts";
import { w } from "../words";
import { Decision } from "./Decision";
import { type Item, List } from "./List";
import { t } from "./words";

const RECENT = 5;

export function Conflicts() {
  const { query } = useLocation();
  const [list, setList] = useState<"open" | "resolved">("open");
  const rows = useRows("conflict");
  const ids = (rows ?? []).map((row) => row.fields.record_id as string);
  const targets = useLive(() => Promise.all(ids.map((id) => record(id))), [ids.join()]);
  const items: Item[] = (rows ?? []).map((conflict, at) => ({ conflict, record: targets?.[at] }));
  const at = (item: Item) => changedAt(item.conflict);
  const open = items.filter((item) => item.conflict.fields.state === "open");
  const decided = items
    .filter((item) => item.conflict.fields.state !== "open")
    .sort((a, b) => at(b).localeCompare(at(a)));
  const shown = list === "open" ? open : decided;
  const wide = matchMedia("(min-width: 64rem)").matches;
  const chosen =
    items.find((item) => item.conflict.id === query.id) ?? (wide ? shown[0] : undefined);
  const index = chosen ? shown.indexOf(chosen) : -1;
  const pick = (id: string) => go(`/desk/conflicts?id=${id}`, { replace: true });
  const move = (by: number) => {
    const next = shown[Math.min(Math.max(index + by, 0), shown.length - 1)];
    if (next) pick(next.conflict.id);
  };
  const done = () => {
    const next = open.find((item) => item !== chosen);
    if (next) pick(next.conflict.id);
    else go("/desk/conflicts", { replace: true });
  };
  useKeys({ j: () => move(1), k: () => move(-1) });
  return (
    <>
      <Header title={w("conflicts")} sub={t("promise")} />
      <main
        id="main"
        tabIndex={-1}
        class={query.id ? "desk-panes desk-panes-open" : "desk-panes"}
        data-testid="desk-conflicts"
      >
        <div class="desk-left">
          <div class="desk-left-head">
            <Switch
              label={t("lists")}
              testid="desk-conflict-list"
              value={list}
              onPick={setList}
              options={[
                { value: "open", label: t("open", { n: open.length }) },
                { value: "resolved", label: t("decided", { n: decided.length }) },
              ]}
            />
          </div>
          {rows && shown.length === 0 && (
            <Empty mark="tick" testid="desk-conflicts-empty">
              {list === "open" ? t("none") : t("noneDecided")}
            </Empty>
          )}
          <List
            items={shown}
            recent={list === "open" ? decided.slice(0, RECENT) : []}
            chosen={chosen?.conflict.id}
            onPick={pick}
          />
        </div>
        {query.id && (
          <button
            type="button"
            class="desk-back"
            data-testid="desk-back"
            onClick={() => go("/desk/conflicts", { replace: true })}
          >
            {w("back")}
          </button>
        )}
        {chosen ? (
          <Decision
            key={chosen.conflict.id}
            conflict={chosen.conflict}
            record={chosen.record}
            position={index >= 0 ? `${index + 1} / ${shown.length}` : ""}
            onDone={done}
          />
        ) : (
          rows && (
            <div class="desk-conflict">
              <Empty mark="conflicts">{shown.length ? t("choose") : t("none")}</Empty>
            </div>
          )
        )}
      </main>
    </>
  );
}
