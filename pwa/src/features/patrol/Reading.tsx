/** A reading: last value and verdict at the left, 32 px digits at the right, its limits below. */
import { useEffect, useId } from "preact/hooks";
import type { TemplateItem } from "../../rules/types";
import { Card, figure, LimitBar, limitFigures, moment, named, StatusMark } from "../../ui";
import { asideId, asideText, keepAside } from "./aside";
import type { Reading as Earlier } from "./data";
import { isUnread, passedLimit, type Verdict } from "./judge";
import { answer, kept } from "./keep";
import { negated, read, type Typed } from "./number";
import { useTyped } from "./useTyped";
import { limitsOf, type Point, verdictOf, type Walk } from "./walk";
import { t } from "./words-point";

const marks = {
  ok: "ok",
  unset: "off",
  low_warn: "warn",
  high_warn: "warn",
  low_alarm: "bad",
  high_alarm: "bad",
  fail: "bad",
} as const;

/** A verdict in words: `超过报警上限 0.30`. */
export function verdictWord(verdict: Verdict, walk: Walk, item: TemplateItem): string {
  const limits = limitsOf(walk, item);
  const border = passedLimit(verdict, limits);
  const limit = border === undefined ? "" : limitFigures(limits)(border);
  if (verdict === "high_alarm") return t("overAlarm", { limit });
  if (verdict === "low_alarm") return t("underAlarm", { limit });
  if (verdict === "high_warn") return t("overWarn", { limit });
  if (verdict === "low_warn") return t("underWarn", { limit });
  return verdict === "unset" ? t("unset") : t("normal");
}

function complaint(typed: Typed, { min, max }: TemplateItem): string | undefined {
  if (typed.state === "broken") return t("notNumber");
  if (typed.state !== "outside") return undefined;
  if (min !== undefined && max !== undefined) return t("guardBoth", { min, max });
  return min !== undefined ? t("guardMin", { min }) : t("guardMax", { max: max ?? "" });
}

export interface ReadingProps {
  walk: Walk;
  point: Point;
  item: TemplateItem;
  /** The last three, newest first. */
  earlier: readonly Earlier[];
  editable: boolean;
  raised: boolean;
  onEnter: (input: HTMLInputElement) => void;
}

export function Reading(props: ReadingProps) {
  const { walk, item, earlier, editable, raised, onEnter } = props;
  const id = useId();
  const stored = walk.answers[item.id];
  const value = typeof stored?.value === "number" ? stored.value : null;
  const aside = asideId(walk.id, props.point.id, item.id);
  const field = useTyped(
    value === null ? "" : figure(value, item.decimals).replace(/,/g, ""),
    (text) => {
      const typed = read(text, item);
      void kept(() => keepAside(aside, named(item.label), text, item));
      if (typed.state === "number" && typed.value !== value) void answer(walk, item, typed.value);
      if (typed.state === "empty" && value !== null) void answer(walk, item, null);
    },
  );
  useEffect(() => {
    if (editable) void asideText(aside).then((text) => text && field.resume(text));
  }, [aside]);
  const typed = read(field.text, item);
  const wrong = complaint(typed, item);
  const now = typed.state === "number" ? typed.value : null;
  const verdict = verdictOf(
    { ...walk, answers: { ...walk.answers, [item.id]: { value: now } } },
    item,
  );
  const limits = limitsOf(walk, item);
  const numbers = earlier.map((each) => each.value).filter((each) => typeof each === "number");
  const last = earlier[0];
  const shown = (number: number) => figure(number, item.decimals);
  const bounds = numbers.length > 1 && [Math.min(...numbers), Math.max(...numbers)].map(shown);
  const recent = bounds
    ? t("recent", { n: numbers.length, from: bounds[0] ?? "", to: bounds[1] ?? "" })
    : undefined;
  const unset = !Object.values(limits).some((limit) => typeof limit === "number");
  return (
    <Card testid={`item-${item.id}`}>
      <div class="patrol-reading">
        <div class="patrol-reading-told">
          <label class="patrol-label" for={id}>
            {named(item.label)}
          </label>
          <p class="caption num">
            {last && typeof last.value === "number"
              ? t("last", { value: shown(last.value), time: moment(last.at) })
              : t("noLast")}
          </p>
          <div id={`${id}-verdict`} class={`patrol-verdict patrol-${verdict}`} aria-live="polite">
            {wrong ? (
              <StatusMark status="warn" word={wrong} testid={`guard-${item.id}`} />
            ) : isUnread(item, stored) && now === null ? (
              <StatusMark status="draft" word={t("unreadNote", { why: stored?.note ?? "" })} />
            ) : verdict !== "empty" ? (
              <StatusMark
                status={marks[verdict]}
                word={
                  raised
                    ? `${verdictWord(verdict, walk, item)} · ${t("raised")}`
                    : verdictWord(verdict, walk, item)
                }
                testid={`verdict-${item.id}`}
              />
            ) : (
              unset && <StatusMark status="off" word={t("unset")} />
            )}
          </div>
        </div>
        <div class="patrol-value-box">
          {(item.min ?? -1) < 0 && editable && (
            <button
              type="button"
              class="patrol-sign"
              aria-label={t("sign")}
              data-testid={`sign-${item.id}`}
              onClick={() => field.type(negated(field.text))}
            >
              ±
            </button>
          )}
          <input
            id={id}
            class="patrol-value"
            type="text"
            inputMode="decimal"
            enterKeyHint="next"
            autocomplete="off"
            data-testid={`value-${item.id}`}
            data-reading={value === null ? "empty" : "filled"}
            value={field.text}
            readOnly={!editable}
            aria-describedby={`${id}-verdict`}
            aria-invalid={wrong ? true : undefined}
            onInput={(event) => field.type(event.currentTarget.value)}
            onFocus={(event) => {
              field.focus(true);
              event.currentTarget.select();
            }}
            onBlur={() => field.focus(false)}
            onKeyDown={(event) => {
              if (event.key !== "Enter") return;
              // Else the same stroke would press the button that gets the focus.
              event.preventDefault();
              field.flush();
              onEnter(event.currentTarget);
            }}
          />
          {item.unit && <span class="patrol-unit">{item.unit}</span>}
        </div>
      </div>
      <LimitBar
        limits={limits}
        value={now}
        last={numbers[0]}
        recent={numbers}
        note={unset ? recent : undefined}
        decimals={item.decimals}
      />
    </Card>
  );
}
