/** /desk/records: every kind in one table; filters live in the address, the chosen record beside it. */
import { useLocation } from "preact-iso";
import { record, records } from "../../../store";
import { go, useLive } from "../../../ui";
import { useDesk } from "../data";
import { Header } from "../Header";
import { happenedAt } from "../happened";
import { useKeys } from "../keys";
import { chosenSite } from "../now";
import { Empty } from "../parts";
import { RecordSheet } from "../RecordSheet";
import { titleOf } from "../titles";
import { kindName, stateName } from "../values";
import { w } from "../words";
import { Bar } from "./Bar";
import { type Filter, filterOf, kindsOf, matches, queryOf } from "./filter";
import { Table } from "./Table";
import { t } from "./words";

function Opened(props: { id: string; filter: Filter }) {
  const found = useLive(async () => ({ row: await record(props.id) }), [props.id]);
  if (!found) return null;
  const row = found.row;
  const close = () => go(`/desk/records?${queryOf(props.filter)}`, { replace: true });
  return (
    <aside class="desk-opened" aria-label={row ? kindName(row.kind) : t("gone")}>
      <div class="desk-opened-bar">
        {row?.kind === "inspection" && row.fields.status === "submitted" && (
          <a class="desk-button" href={`/desk/review?id=${row.id}`} data-testid="desk-to-review">
            {t("toReview")}
          </a>
        )}
        <button
          type="button"
          class="desk-button desk-end"
          data-testid="desk-record-close"
          onClick={close}
        >
          {w("close")}
        </button>
      </div>
      {row ? <RecordSheet key={row.id} row={row} /> : <Empty mark="records">{t("gone")}</Empty>}
    </aside>
  );
}

export function Records() {
  const desk = useDesk();
  const { query } = useLocation();
  const filter = filterOf(query);
  const scope = filter.site || chosenSite.value;
  const kinds = kindsOf(filter);
  const rows = useLive(
    async () =>
      (await Promise.all(kinds.map((kind) => records(scope ? { kind, scope } : { kind })))).flat(),
    [kinds.join(), scope],
  );
  const shown = (rows ?? [])
    .filter((row) => {
      const state = stateName(row.kind, row.fields.status ?? row.fields.state);
      return matches(row, filter, `${titleOf(desk, row)} ${kindName(row.kind)} ${state}`);
    })
    .sort((a, b) => Date.parse(happenedAt(b)) - Date.parse(happenedAt(a)));
  const id = query.id;
  const at = shown.findIndex((row) => row.id === id);
  const open = (next: string) =>
    go(`/desk/records?${queryOf(filter, { id: next })}`, { replace: true });
  const move = (by: number) => {
    const next = shown[Math.min(Math.max(at + by, 0), shown.length - 1)];
    if (next) open(next.id);
  };
  useKeys({ j: () => move(1), k: () => move(-1) });
  return (
    <>
      <Header title={w("records")} sub={rows && t("count", { n: shown.length })} />
      <Bar
        filter={filter}
        onFilter={(next) =>
          go(`/desk/records?${queryOf(next, id ? { id } : {})}`, { replace: true })
        }
      />
      <main
        id="main"
        tabIndex={-1}
        class={id ? "desk-split desk-split-open" : "desk-split"}
        data-testid="desk-records"
      >
        {rows && shown.length === 0 ? (
          <Empty mark="records" testid="desk-records-empty">
            {t("nothing")}
          </Empty>
        ) : (
          <Table rows={shown} chosen={id} onOpen={open} />
        )}
        {id && <Opened id={id} filter={filter} />}
      </main>
    </>
  );
}
