/** One field in conflict: what it was, and each side's value to pick by one tap. */
import { Card, StatusMark } from "../../ui";
import { t } from "./words";

export interface FieldChoiceProps {
  name: string;
  label: string;
  base: string;
  sides: readonly { choose: string; told: string; text: string }[];
  chosen: string | undefined;
  /** Absent: only to read. */
  onChoose: ((side: string) => void) | undefined;
}

export function FieldChoice(props: FieldChoiceProps) {
  return (
    <Card tone="conflict" testid={`conflict-field-${props.name}`}>
      <h2 class="conflict-label">
        <StatusMark status="conflict" bare />
        {props.label}
      </h2>
      <p class="conflict-base">
        <span class="caption">{t("base")}</span> {props.base}
      </p>
      <fieldset class="conflict-sides" aria-label={props.label}>
        {props.sides.map((side) => {
          const on = props.chosen === side.choose;
          return (
            <label key={side.choose} class={on ? "conflict-side conflict-on" : "conflict-side"}>
              <input
                type="radio"
                class="hidden"
                name={props.name}
                checked={on}
                disabled={!props.onChoose}
                data-testid={`conflict-${props.name}-${side.choose}`}
                onChange={() => props.onChoose?.(side.choose)}
              />
              <span class="conflict-told">
                <span class="conflict-ring" aria-hidden="true" />
                <span class="caption num">
                  {side.told}
                  {on && !props.onChoose && ` · ${t("chosen")}`}
                </span>
              </span>
              <span class="conflict-value">{side.text}</span>
            </label>
          );
        })}
      </fieldset>
    </Card>
  );
}
