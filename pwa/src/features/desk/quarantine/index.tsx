/** /desk/quarantine: changes that were not applied, until a supervisor adopts, releases or discards them. */
import { useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { change } from "../../../outbox";
import { records } from "../../../store";
import { go, toast, useLive } from "../../../ui";
import { Header } from "../Header";
import { useKeys } from "../keys";
import { chosenSite } from "../now";
import { Empty, Switch } from "../parts";
import { UndoBar } from "../UndoBar";
import { useUndo } from "../useUndo";
import { w } from "../words";
import { Detail } from "./Detail";
import { decisionsFor, type Group, groupsOf, isOpen, type Order } from "./groups";
import { List } from "./List";
import { useTitle } from "./said";
import { t } from "./words";

interface Judgement {
  group: Group;
  order: Order;
  reason: string;
}

/** Each op's own record is edited, in turn; the first that is not kept stops the rest. */
async function carryOut({ group, order, reason }: Judgement): Promise<void> {
  for (const id of decisionsFor(group, order)) {
    await change(id, { state: order, reason }, { reason });
  }
}

function settle(_: string, what: Judgement): void {
  carryOut(what).catch((failure: unknown) => {
    const why = failure instanceof Error ? failure.message : String(failure);
    toast(w("saveFailed", { why }), { bad: true });
  });
}

const did = { adopted: "didAdopted", released: "didReleased", discarded: "didDiscarded" } as const;
const keys = [
  ["j k", "keyMove"],
  ["a r", "keyMain"],
  ["d", "keyDiscard"],
  ["u", "keyUndo"],
  ["o", "keyOpen"],
  ["?", "keyHelp"],
] as const;

function Undoing(props: { held: Judgement; until: number; onUndo: () => void }) {
  const title = useTitle(props.held.group);
  const site = w("site", { code: props.held.group.site });
  return (
    <UndoBar
      said={t(did[props.held.order])}
      what={`${title} · ${site}`}
      until={props.until}
      onUndo={props.onUndo}
    />
  );
}

function KeyHelp() {
  return (
    <dl class="desk-apart-keys" aria-label={t("keys")} data-testid="desk-apart-keys">
      {keys.map(([key, what]) => (
        <div key={key}>
          <dt>
            {key.split(" ").map((one) => (
              <kbd key={one} class="desk-kbd">
                {one}
              </kbd>
            ))}
          </dt>
          <dd>{t(what)}</dd>
        </div>
      ))}
    </dl>
  );
}

export function Quarantine() {
  const { query } = useLocation();
  const site = chosenSite.value;
  const [list, setList] = useState<"open" | "settled">("open");
  const [helping, setHelping] = useState(false);
  const { held, undo } = useUndo<Judgement>(settle);
  const rows = useLive(() => records({ kind: "quarantine" }), []);
  const groups = groupsOf(rows ?? []).filter(
    (group) => (!site || group.site === site) && group.key !== held?.record,
  );
  const lists = {
    open: groups.filter(isOpen),
    settled: groups.filter((group) => !isOpen(group)),
  };
  const shown = lists[list];
  const wide = matchMedia("(min-width: 64rem)").matches;
  const named = (group: Group) => group.key === query.id || group.rows[0]?.id === query.id;
  const chosen = groups.find(named) ?? (wide ? shown[0] : undefined);
  const index = chosen ? shown.indexOf(chosen) : -1;
  const pick = (key: string) =>
    go(`/desk/quarantine?id=${encodeURIComponent(key)}`, { replace: true });
  const move = (by: number) => {
    const next = shown[Math.min(Math.max(index + by, 0), shown.length - 1)];
    if (next) pick(next.key);
  };
  const judge = (group: Group, order: Order, reason: string) => {
    const next = shown[index + 1] ?? shown[index - 1];
    undo.decide(group.key, { group, order, reason });
    if (next && wide) pick(next.key);
    else go("/desk/quarantine", { replace: true });
  };
  const takeBack = () => {
    const key = undo.undo();
    if (key) pick(key);
  };
  useKeys({
    j: () => move(1),
    k: () => move(-1),
    u: takeBack,
    "?": () => setHelping(!helping),
  });
  return (
    <>
      <Header title={w("quarantine")} sub={t("promise")} />
      <main
        id="main"
        tabIndex={-1}
        class={query.id ? "desk-panes desk-panes-open" : "desk-panes"}
        data-testid="desk-quarantine"
      >
        <div class="desk-left">
          <div class="desk-left-head">
            <Switch
              label={t("lists")}
              testid="desk-apart-list"
              value={list}
              onPick={setList}
              options={[
                { value: "open", label: t("open", { n: lists.open.length }) },
                { value: "settled", label: t("settled", { n: lists.settled.length }) },
              ]}
            />
          </div>
          {rows && shown.length === 0 && (
            <Empty mark="tick" testid="desk-apart-empty">
              {list === "open" ? t("none") : t("noneSettled")}
            </Empty>
          )}
          <List groups={shown} chosen={chosen?.key} onPick={pick} />
          {helping && <KeyHelp />}
          {held && <Undoing held={held.what} until={held.until} onUndo={takeBack} />}
        </div>
        {query.id && (
          <button
            type="button"
            class="desk-back"
            data-testid="desk-back"
            onClick={() => go("/desk/quarantine", { replace: true })}
          >
            {w("back")}
          </button>
        )}
        {chosen ? (
          <Detail
            key={chosen.key}
            group={chosen}
            position={index >= 0 ? `${index + 1} / ${shown.length}` : ""}
            onJudge={(order, reason) => judge(chosen, order, reason)}
          />
        ) : (
          rows && (
            <div class="desk-conflict">
              <Empty mark="apart">{shown.length ? t("choose") : t("none")}</Empty>
            </div>
          )
        )}
      </main>
    </>
  );
}
