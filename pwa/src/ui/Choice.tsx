/** Chips to pick from: one of few, or several. A chosen chip is ink and carries a tick. */
import { useId } from "preact/hooks";
import { Icon } from "./Icon";
import type { IconName } from "./icon-names";

export interface Option<V extends string = string> {
  value: V;
  label: string;
  icon?: IconName | undefined;
}

interface Common<V extends string> {
  label: string;
  options: readonly Option<V>[];
  /** Each chip's test id is `<testid>-<value>`. */
  testid: string;
  /** Hides the label from sight when a heading beside it says the same. */
  bare?: boolean | undefined;
  note?: string | undefined;
  /** Chips share the width equally. */
  even?: boolean | undefined;
  disabled?: boolean | undefined;
}

/** One of several; picking the chosen one again takes it back when `clearable`. */
export function Choice<V extends string>(
  props: Common<V> & { value: V | null; onPick: (value: V | null) => void; clearable?: boolean },
) {
  const pick = (value: V) => {
    if (value !== props.value) props.onPick(value);
    else if (props.clearable) props.onPick(null);
  };
  return <Chips {...props} chosen={(value) => value === props.value} onPick={pick} />;
}

/** Any number of several. */
export function Choices<V extends string>(
  props: Common<V> & { values: readonly V[]; onPick: (values: V[]) => void },
) {
  const pick = (value: V) =>
    props.onPick(
      props.values.includes(value)
        ? props.values.filter((each) => each !== value)
        : [...props.values, value],
    );
  return <Chips {...props} chosen={(value) => props.values.includes(value)} onPick={pick} />;
}

function Chips<V extends string>(
  props: Common<V> & { chosen: (value: V) => boolean; onPick: (value: V) => void },
) {
  const id = useId();
  return (
    <fieldset class="choice" aria-labelledby={id} disabled={props.disabled}>
      <div class={props.bare ? "field-label hidden" : "field-label"}>
        <span id={id}>{props.label}</span>
        {props.note && <span class="field-note">{props.note}</span>}
      </div>
      <div class={props.even ? "chips chips-even" : "chips"}>
        {props.options.map((each) => {
          const chosen = props.chosen(each.value);
          const icon = chosen && !props.even ? "check" : each.icon;
          return (
            <button
              key={each.value}
              type="button"
              class="chip-choice"
              aria-pressed={chosen}
              data-testid={`${props.testid}-${each.value}`}
              onClick={() => props.onPick(each.value)}
            >
              {icon && <Icon name={icon} size={20} />}
              {each.label}
            </button>
          );
        })}
      </div>
    </fieldset>
  );
}

/** A tick in a row of 56 px; the whole row is the target. */
export function Tick(props: {
  label: string;
  testid: string;
  on: boolean;
  onPick: (on: boolean) => void;
  note?: string | undefined;
}) {
  return (
    <label class="tick">
      <input
        type="checkbox"
        class="hidden"
        checked={props.on}
        data-testid={props.testid}
        onChange={(event) => props.onPick(event.currentTarget.checked)}
      />
      <span class="tick-box">{props.on && <Icon name="check" size={20} />}</span>
      <span class="tick-label">{props.label}</span>
      {props.note && <span class="tick-note">{props.note}</span>}
    </label>
  );
}
