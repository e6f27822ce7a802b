/** The main action of the day: the waiting time itself, then "start round n", or "go on". */
import { useState } from "preact/hooks";
import { create, KeepError } from "../../outbox";
import { askToPersist } from "../../store";
import { Button, Card, Dialog, go, named, now, Row, type Site, time, toast } from "../../ui";
import type { Day, Route } from "./day";
import { waited } from "./plan";
import { shiftAt } from "./shift";
import { t } from "./words";

const mayStart = ["operator", "shift_lead", "auditor", "supervisor", "manager"];

/** Records the start of a round on this phone and opens it (R02: an early one is kept, too). */
async function begin(site: Site, route: Route): Promise<void> {
  try {
    const id = await create("inspection", site.scope, {
      template_id: route.templateId,
      template_version: route.version,
      route_id: route.id,
      started_at: new Date().toISOString(),
      shift: shiftAt(site, Date.now())?.value ?? "day",
    });
    go(`/rounds/${id}`);
    // Now there is something to protect; the answer shows under Me.
    void askToPersist();
  } catch (error) {
    if (!(error instanceof KeepError)) throw error;
    toast(t("notKept"), { bad: true });
  }
}

export function StartButton(props: { day: Day; site: Site; roles: readonly string[] }) {
  const { day, site } = props;
  const { plan } = day;
  const [asked, setAsked] = useState<"early" | "route" | null>(null);
  const [busy, setBusy] = useState(false);
  const start = async (route: Route | undefined) => {
    if (busy) return;
    if (!route || (day.routes.length > 1 && asked !== "route")) {
      setAsked("route");
      return;
    }
    setBusy(true);
    await begin(site, route);
    setBusy(false);
  };
  if (!props.roles.some((role) => mayStart.includes(role))) return null;
  if (plan.open) {
    // A checkpoint's own entry (`cp:…`) is not an item that was checked.
    const checked = Object.keys(plan.open.record.fields.answers ?? {});
    const answers = checked.filter((each) => !each.startsWith("cp:")).length;
    const sub = t("goOnSub", { time: time(plan.open.startedAt), n: answers });
    return (
      <Button kind="main" href={`/rounds/${plan.open.record.id}`} sub={sub} testid="today-go-on">
        {t("goOn", { n: plan.number })}
      </Button>
    );
  }
  const [first] = day.routes;
  if (!first) return <p class="caption">{t("noRoute")}</p>;
  const early = plan.nextAt !== null && now.value < plan.nextAt;
  const from = time(plan.nextAt ?? now.value);
  const all = plan.done.length >= plan.wanted || plan.stopped;
  const word = all
    ? t("again")
    : early
      ? t("startFrom", { time: from, n: plan.number })
      : t("start", { n: plan.number });
  return (
    <>
      <Button
        kind={all ? "plain" : "main"}
        wide
        icon={early && !all ? "clock" : undefined}
        fill={all ? undefined : waited(plan, now.value)}
        busy={busy}
        testid="today-start"
        onClick={() => (early ? setAsked("early") : start(first))}
      >
        {word}
      </Button>
      <Dialog
        open={asked === "early"}
        title={t("earlyTitle")}
        onClose={() => setAsked(null)}
        testid="today-early"
        actions={
          <>
            <Button kind="main" testid="today-early-wait" onClick={() => setAsked(null)}>
              {t("wait", { time: from })}
            </Button>
            <Button wide testid="today-early-start" busy={busy} onClick={() => start(first)}>
              {t("earlyStart")}
            </Button>
          </>
        }
      >
        <p>{t("early", { gap: plan.gap, n: plan.number, time: from })}</p>
      </Dialog>
      <Dialog
        open={asked === "route"}
        title={t("whichRoute")}
        onClose={() => setAsked(null)}
        testid="today-route"
      >
        <Card flush>
          {day.routes.map((route) => (
            <Row
              key={route.id}
              title={named(route.name)}
              sub={t("points", { n: route.points })}
              testid={`today-route-${route.id}`}
              onClick={() => start(route)}
            />
          ))}
        </Card>
      </Dialog>
    </>
  );
}
