/** /desk: today at a glance. Reads only; every figure opens what it counts. */
import { useState } from "preact/hooks";
import { records } from "../../../store";
import { dayTitle, useLive } from "../../../ui";
import { useDesk, useRows } from "../data";
import { Header } from "../Header";
import { useKeys } from "../keys";
import { chosenSite, now } from "../now";
import { Empty, TableToggle } from "../parts";
import { w } from "../words";
import { IssueClocks } from "./Clocks";
import { Figures } from "./Figures";
import { HeatMap, Legend } from "./HeatMap";
import { HeatTable } from "./HeatTable";
import { heatOfSite } from "./model";
import { Side } from "./Side";
import { t } from "./words";

export function Home() {
  const desk = useDesk();
  const [tables, setTables] = useState(false);
  const inspections = useRows("inspection");
  const issues = useRows("issue");
  const visits = useRows("visit");
  const conflicts = useLive(() => records({ kind: "conflict", state: "open" }), []);
  useKeys({ t: () => setTables((on) => !on) });
  const at = now.value;
  const sites = desk.sites.filter((one) => !chosenSite.value || one.scope === chosenSite.value);
  const title = <>{dayTitle(at)}</>;
  if (!inspections || !issues || !visits || !conflicts) return <Header title={w("home")} />;
  const others = [...issues, ...visits];
  const heats = sites.map((site) => ({
    site,
    heat: heatOfSite(desk, site.scope, inspections, others, at),
  }));
  const rule = sites[0]?.fields;
  return (
    <>
      <Header title={w("home")} sub={title} />
      <Figures
        heats={heats}
        inspections={inspections}
        issues={issues}
        visits={visits}
        conflicts={conflicts.filter((row) => sites.some((site) => site.scope === row.scope))}
      />
      <main id="main" tabIndex={-1} class="desk-home">
        <div class="desk-home-main" data-testid="desk-home">
          <section aria-labelledby="desk-heat-title">
            <div class="desk-section">
              <h2 id="desk-heat-title">{t("heat")}</h2>
              {rule && (
                <span>
                  {t("heatRule", {
                    n: rule.rounds_per_day || 4,
                    gap: rule.round_gap_minutes || 60,
                  })}
                </span>
              )}
              <TableToggle
                on={tables}
                words={{ table: w("table"), chart: w("chart") }}
                onPick={() => setTables(!tables)}
                testid="desk-heat-table-toggle"
              />
            </div>
            {sites.length === 0 && <Empty mark="home">{t("noSites")}</Empty>}
            {heats.map(({ site, heat }, index) =>
              tables ? (
                <HeatTable key={site.id} site={site} heat={heat} />
              ) : (
                <HeatMap key={site.id} site={site} heat={heat} axis={index === heats.length - 1} />
              ),
            )}
            {!tables && sites.length > 0 && <Legend />}
          </section>
          <IssueClocks issues={issues} table={tables} />
        </div>
        <Side visits={visits} rows={[...inspections, ...others]} />
      </main>
    </>
  );
}
