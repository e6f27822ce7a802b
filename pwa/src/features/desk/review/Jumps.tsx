/** A phone's clock that was set between two steps: which step, by how much, both pairs of times (H4). */
import { moment, span, time } from "../../../ui";
import { now } from "../now";
import { Badge, Said } from "../parts";
import type { Jump, Times } from "../steps";
import { number } from "../values";
import { t } from "./words";

function said({ jump, step }: Jump): string {
  const words = { n: number(step.op?.device_seq ?? 0), time: span(Math.abs(jump.ms)) };
  if (jump.how === "back") return t("jumpBack", words);
  return t(jump.ms > 0 ? "jumpForward" : "jumpBehind", words);
}

function Line(props: { label: string; times: Times }) {
  const { device_time, received } = props.times;
  return (
    <tr>
      <th scope="row">{props.label}</th>
      <td>
        <b>{device_time ? moment(device_time, now.value) : "–"}</b>
      </td>
      <td>{time(received)}</td>
    </tr>
  );
}

export function Jumps(props: { jumps: Jump[] }) {
  if (props.jumps.length === 0) return null;
  return (
    <section
      class="desk-evidence desk-evidence-warn"
      aria-label={t("jumps")}
      data-testid="desk-jumps"
    >
      <div class="desk-section">
        <h3>{t("jumps")}</h3>
        <span class="desk-end">
          <Badge tone="warn" mark="triangle">
            {t("jumpCount", { n: props.jumps.length })}
          </Badge>
        </span>
      </div>
      {props.jumps.map((one) => (
        <div key={one.step.received + one.step.op?.op_id} data-testid="desk-jump">
          <Said tone="warn" mark="triangle">
            {said(one)}
          </Said>
          <table class="desk-jump">
            <thead>
              <tr>
                <td />
                <th scope="col">{t("deviceTime")}</th>
                <th scope="col">{t("received")}</th>
              </tr>
            </thead>
            <tbody>
              <Line label={t("stepBefore")} times={one.earlier} />
              <Line label={t("thisStep")} times={one.step} />
            </tbody>
          </table>
        </div>
      ))}
      <p class="desk-second">{t("jumpSaid")}</p>
    </section>
  );
}
