/** The heat map as a table: the same cells, the same words. */
import type { RecordView } from "../../../store";
import { date, named } from "../../../ui";
import { useDesk } from "../data";
import { now } from "../now";
import { w } from "../words";
import { pathOf, speak } from "./cells";
import { HeatSum } from "./HeatMap";
import type { Heat } from "./heat";
import { t } from "./words";

export function HeatTable(props: { site: RecordView; heat: Heat }) {
  const desk = useDesk();
  const { heat, site } = props;
  const days = heat.days.map((_, at) => heat.days.length - 1 - at);
  return (
    <div class="desk-scroll-x">
      <table class="desk-table" data-testid={`desk-heat-table-${site.scope}`}>
        <caption>
          {w("site", { code: site.scope })} {named(site.fields.name)} <HeatSum heat={heat} />
        </caption>
        <thead>
          <tr>
            <th scope="col">{t("dayColumn")}</th>
            {heat.rows.map((row) => (
              <th scope="col" key={row[0]?.round}>
                {w("round", { n: row[0]?.round ?? 0 })}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {days.map((column) => (
            <tr key={heat.days[column]}>
              <th scope="row">{date(heat.rows[0]?.[column]?.from ?? 0, now.value)}</th>
              {heat.rows.map((row) => {
                const cell = row[column];
                if (!cell) return null;
                const said = speak(desk, cell, now.value);
                const path = pathOf(cell, site.scope);
                const words = [said.word, said.more].filter(Boolean).join(" ");
                return (
                  <td key={cell.round} class={`desk-text-${said.tone}`}>
                    {path ? <a href={path}>{words}</a> : words}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
