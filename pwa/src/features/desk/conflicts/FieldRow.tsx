/** One field in conflict: base, server, phone, other. Both sides equal; nothing preselected. */
import type { Json, KindField } from "../../../rules/types";
import type { RecordView } from "../../../store";
import { definitionOf, personName, useDesk } from "../data";
import { differing } from "../diff";
import { Mark } from "../marks";
import { Kbd } from "../parts";
import { fieldName, valueText } from "../values";
import type { Choice, Row } from "./decide";
import { sameChoice } from "./decide";
import { Other } from "./Other";
import { t } from "./words";

function Value(props: { base: string; text: string }) {
  return (
    <span class="desk-value">
      {differing(props.base, props.text).map((part, at) =>
        part.changed ? <u key={`${at}${part.text}`}>{part.text}</u> : part.text,
      )}
    </span>
  );
}

function Option(props: {
  group: string;
  label: string;
  base: string;
  text: string;
  hint?: string;
  picked: boolean;
  disabled: boolean;
  testid: string;
  keycap?: string;
  onPick: () => void;
}) {
  return (
    <label class="desk-option" data-picked={props.picked}>
      <input
        type="radio"
        name={props.group}
        checked={props.picked}
        disabled={props.disabled}
        aria-label={`${props.label}: ${props.text}`}
        data-testid={props.testid}
        onChange={props.onPick}
        onClick={props.onPick}
      />
      <span class="desk-option-text">
        <Value base={props.base} text={props.text} />
        {props.hint && <small class="desk-second">{props.hint}</small>}
      </span>
      {props.keycap && !props.disabled && <Kbd>{props.keycap}</Kbd>}
    </label>
  );
}

export interface Judging {
  conflict: RecordView;
  /** The record in conflict; the conflict itself when it is not on this device. */
  record: RecordView;
  closed: boolean;
  may: boolean;
}

export function FieldRow(
  props: Judging & {
    row: Row;
    field: KindField | undefined;
    choice: Choice | undefined;
    focused: boolean;
    editing: boolean;
    onFocus: () => void;
    onPick: (choice: Choice) => void;
    onEdit: (on: boolean) => void;
  },
) {
  const desk = useDesk();
  const { row, record, choice } = props;
  const label = fieldName(row.name, definitionOf(desk, record));
  const say = (value: unknown) =>
    row.name === "deleted" ? t(value ? "gone" : "alive") : valueText(desk, record, row.name, value);
  const base = say(row.base);
  const locked = props.closed || !props.may;
  const taken = (one: Choice) => sameChoice(choice, one);
  const hint = (one: Choice) => (props.closed ? t(taken(one) ? "taken" : "notTaken") : undefined);
  const own = choice && "value" in choice ? choice.value : undefined;
  const free = row.name !== "deleted" && props.field?.merge !== "status" && !locked;
  const sides: { choice: Choice; label: string; value: Json | unknown; key: string }[] = [
    { choice: { choose: "current" }, label: t("server"), value: row.current, key: "1" },
    { choice: { choose: "incoming" }, label: t("phone"), value: row.incoming, key: "2" },
  ];
  return (
    <fieldset
      class="desk-field"
      data-focused={props.focused && !props.closed}
      data-testid={`desk-field-${row.name}`}
      aria-label={label}
      onFocusCapture={props.onFocus}
    >
      <div class="desk-field-name">
        <b>{label}</b>
        {props.focused && !props.closed && <span class="desk-second">{t("current")}</span>}
      </div>
      <div class="desk-field-base">{base}</div>
      {sides.map((side) => {
        const sayHint = hint(side.choice);
        return (
          <Option
            key={side.key}
            group={`${props.conflict.id}${row.name}`}
            label={side.label}
            base={row.name === "deleted" ? "" : base}
            text={say(side.value)}
            {...(sayHint ? { hint: sayHint } : {})}
            picked={taken(side.choice)}
            disabled={locked}
            keycap={side.key}
            testid={`desk-${side.key === "1" ? "server" : "phone"}-${row.name}`}
            onPick={() => props.onPick(side.choice)}
          />
        );
      })}
      <div class="desk-field-other">
        {free && !props.editing && (
          <button
            type="button"
            class="desk-quiet"
            aria-pressed={own !== undefined}
            data-testid={`desk-other-${row.name}`}
            onClick={() => props.onEdit(true)}
          >
            <Mark name="pen" />
            {t("other")}
            <span class="hidden">{label}</span>
            <Kbd>3</Kbd>
          </button>
        )}
      </div>
      {(row.others ?? []).map((other) => {
        const one: Choice = { choose: other.op_id };
        return (
          <div class="desk-field-more" key={other.op_id}>
            <Option
              group={`${props.conflict.id}${row.name}`}
              label={t("alsoFrom", { name: personName(desk, other.by) })}
              base={base}
              text={say(other.value)}
              hint={hint(one) ?? t("alsoFrom", { name: personName(desk, other.by) })}
              picked={taken(one)}
              disabled={locked}
              testid={`desk-also-${row.name}-${other.op_id}`}
              onPick={() => props.onPick(one)}
            />
          </div>
        );
      })}
      {(row.earlier ?? []).length > 0 && (
        <p class="desk-field-more desk-second">
          {(row.earlier ?? []).map((value) => t("earlier", { value: say(value) })).join(" · ")}
        </p>
      )}
      {own !== undefined && !props.editing && (
        <p class="desk-field-more desk-own" data-testid={`desk-own-${row.name}`}>
          <Mark name="pen" /> {t("entered")}: <b>{say(own)}</b>
        </p>
      )}
      {props.editing && (
        <div class="desk-field-more">
          <Other
            row={record}
            name={row.name}
            field={props.field}
            sample={own ?? row.current ?? row.incoming}
            label={t("otherFor", { field: label })}
            onCancel={() => props.onEdit(false)}
            onUse={(value) => {
              props.onPick({ value });
              props.onEdit(false);
            }}
          />
        </div>
      )}
    </fieldset>
  );
}
