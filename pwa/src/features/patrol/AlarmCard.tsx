/** The one large red surface of the app: what is wrong, by how much, and what it was last time. */
import { figure, LimitBar, limitFigures, moment, named, StatusMark } from "../../ui";
import type { Reading } from "./data";
import { type Finding, warnLimit } from "./issue";
import { limitsOf } from "./walk";
import { t } from "./words-abnormal";
import { t as tp } from "./words-point";

export function AlarmCard({ finding, last }: { finding: Finding; last: Reading | undefined }) {
  const { walk, item, verdict } = finding;
  const value = walk.answers[item.id]?.value;
  const number = typeof value === "number" ? value : undefined;
  const warn = warnLimit(finding);
  const before =
    last &&
    t("lastGood", {
      value:
        typeof last.value === "number"
          ? figure(last.value, item.decimals)
          : tp.has(last.value)
            ? tp(last.value)
            : last.value,
      time: moment(last.at),
    });
  return (
    <section class="card card-bad patrol-alarm" data-testid="alarm-card">
      <div class="patrol-alarm-head">
        <div class="patrol-alarm-told">
          <StatusMark status="bad" word={verdict || t("isAbnormal", { item: named(item.label) })} />
          <p class="num">
            {[
              before,
              warn !== undefined &&
                t("warnAt", { limit: limitFigures(limitsOf(walk, item))(warn) }),
            ]
              .filter(Boolean)
              .join("　")}
            {!before && warn === undefined && named(item.hint)}
          </p>
        </div>
        {number !== undefined && (
          <p class="patrol-alarm-value num">
            <span>{figure(number, item.decimals)}</span> {item.unit}
          </p>
        )}
      </div>
      {number !== undefined && (
        <LimitBar
          inverted
          limits={limitsOf(walk, item)}
          value={number}
          last={typeof last?.value === "number" ? last.value : undefined}
          decimals={item.decimals}
        />
      )}
    </section>
  );
}
