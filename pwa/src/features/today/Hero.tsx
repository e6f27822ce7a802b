/** The line of the day's rounds and how long until the next one. */
import { Card, Line, now, type Station, time } from "../../ui";
import type { Day } from "./day";
import { lastEnd, type Plan, waited } from "./plan";
import { t } from "./words";

function stations(plan: Plan): Station[] {
  const line: Station[] = plan.done.map((each) => ({
    state: each.received ? "received" : "saved",
    top: time(each.startedAt),
    sub: t(each.received ? "received" : "saved"),
  }));
  if (plan.open) {
    const top = time(plan.open.startedAt);
    line.push({ state: "here", mark: String(line.length + 1), top, sub: t("running") });
  } else if (line.length < plan.wanted && !plan.stopped) {
    const waits = plan.nextAt !== null && plan.nextAt > now.value;
    const top = waits ? time(plan.nextAt ?? 0) : t("now");
    line.push({ state: "here", mark: String(line.length + 1), top, sub: t("next") });
  }
  while (line.length < plan.wanted) {
    const sub = t("after", { n: plan.gap });
    line.push({ state: "later", mark: String(line.length + 1), top: t("later"), sub });
  }
  return line;
}

export function Hero(props: { day: Day }) {
  const { plan } = props.day;
  const done = (
    <>
      {t("done")} <b class="today-done">{plan.done.length}</b> {t("ofRounds", { n: plan.wanted })}
    </>
  );
  return (
    <Card title={t("title")} aside={done} testid="today-rounds">
      <Line
        stations={stations(plan)}
        label={t("line", { n: plan.wanted, done: plan.done.length })}
        progress={plan.open ? 1 : waited(plan, now.value)}
        testid="today-line"
      />
      <div class="today-next">
        <Countdown plan={plan} />
      </div>
      {plan.early > 0 && <p class="caption">{t("notCounted", { n: plan.early })}</p>}
    </Card>
  );
}

function Countdown(props: { plan: Plan }) {
  const { plan } = props;
  if (plan.stopped) return <p>{t("stopped")}</p>;
  if (plan.open) return <p>{t("goOnTitle", { n: plan.number })}</p>;
  if (plan.done.length >= plan.wanted) return <p>{t("allDone", { n: plan.wanted })}</p>;
  const left = plan.nextAt === null ? 0 : plan.nextAt - now.value;
  if (left <= 0) return <p>{t("mayStart", { n: plan.number })}</p>;
  return (
    <>
      <div>
        <p class="caption">{t("untilStart", { n: plan.number })}</p>
        <p>
          <span class="today-minutes" data-testid="today-minutes">
            {Math.ceil(left / 60_000)}
          </span>{" "}
          <span class="today-unit">{t("minutes")}</span>
        </p>
      </div>
      <p class="caption today-why">
        {t("lastEnd", { time: time(lastEnd(plan) ?? 0) })}
        <br />
        {t("gap", { n: plan.gap })}
      </p>
    </>
  );
}
