/** Who visits now, and when each field person's records last arrived. */
import type { RecordView } from "../../../store";
import { moment, time } from "../../../ui";
import { length } from "../ClockParts";
import { personName, siteName, useDesk } from "../data";
import { Mark } from "../marks";
import { now } from "../now";
import { Badge, Said } from "../parts";
import { w } from "../words";
import { HOUR } from "../zone";
import { fieldWork } from "./model";
import { t } from "./words";

/** A visit this long is more likely a forgotten signing-out. */
const FORGOTTEN = 8 * HOUR;
const SILENT = 12 * HOUR;

function Visit(props: { row: RecordView }) {
  const desk = useDesk();
  const { fields } = props.row;
  const here = now.value - Date.parse(fields.arrived_at ?? "");
  const forgotten = here > FORGOTTEN;
  return (
    <li class={forgotten ? "desk-visit desk-visit-late" : "desk-visit"}>
      <a href={`/desk/records?id=${props.row.id}`} data-testid={`desk-visit-${props.row.id}`}>
        <span>
          <b>{[fields.organisation, fields.visitor_name].filter(Boolean).join(" · ")}</b>
          {fields.arrived_at && <time>{time(fields.arrived_at)}</time>}
        </span>
        <span class="desk-second">
          {[
            t("people", { n: fields.headcount || 1 }),
            fields.purpose,
            fields.host_id && t("hosted", { name: personName(desk, fields.host_id) }),
          ]
            .filter(Boolean)
            .join(" · ")}
        </span>
        {forgotten && (
          <span>
            <Badge tone="warn" mark="triangle">
              {t("notOut", { time: length(here) })}
            </Badge>
          </span>
        )}
      </a>
    </li>
  );
}

/** Newest arrival per field person. */
function arrivals(desk: ReturnType<typeof useDesk>, rows: RecordView[]) {
  const last = new Map<string, string>();
  for (const { updated } of fieldWork(desk, rows)) {
    if (updated.received > (last.get(updated.by) ?? "")) last.set(updated.by, updated.received);
  }
  return [...last].sort((a, b) => a[1].localeCompare(b[1]));
}

export function Side(props: { visits: RecordView[]; rows: RecordView[] }) {
  const desk = useDesk();
  const inside = props.visits.filter((row) => row.fields.status === "in");
  const heard = arrivals(desk, props.rows);
  const heads = inside.reduce((sum, row) => sum + (row.fields.headcount || 1), 0);
  return (
    <aside class="desk-side" aria-label={t("side")}>
      <div class="desk-section">
        <h2>{t("onSite")}</h2>
        <span class="desk-end">{t("people", { n: heads })}</span>
      </div>
      {inside.length === 0 && <p class="desk-second">{t("nobodyHere")}</p>}
      {desk.sites.map((site) => {
        const here = inside.filter((row) => row.scope === site.scope);
        if (here.length === 0) return null;
        return (
          <div key={site.id}>
            <h3 class="desk-tiny">
              {w("site", { code: site.scope })} · {siteName(desk, site.scope)}
            </h3>
            <ul>
              {here.map((row) => (
                <Visit key={row.id} row={row} />
              ))}
            </ul>
          </div>
        );
      })}
      <hr />
      <div class="desk-section">
        <h2>{t("lastHeard")}</h2>
      </div>
      {heard.length === 0 && <p class="desk-second">{t("lastHeardNone")}</p>}
      <ul class="desk-heard" data-testid="desk-heard">
        {heard.map(([by, at]) => {
          const silent = now.value - Date.parse(at) > SILENT;
          return (
            <li key={by} class={silent ? "desk-heard-silent" : undefined}>
              {silent ? (
                <Said tone="plain" mark="silent">
                  {personName(desk, by)}
                </Said>
              ) : (
                <span class="desk-said">
                  <Mark name="phone" />
                  {personName(desk, by)}
                </span>
              )}
              <time>{moment(at, now.value)}</time>
            </li>
          );
        })}
      </ul>
    </aside>
  );
}
