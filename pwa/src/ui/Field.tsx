/** A labelled input. It hands each change on at once, so that every field is kept as it is typed. */
import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";

export interface FieldProps {
  label: ComponentChildren;
  testid: string;
  value: string;
  onInput: (value: string) => void;
  onBlur?: (() => void) | undefined;
  type?: "text" | "password" | "search" | "datetime-local" | "tel" | "date" | "time" | undefined;
  /** Right of the label: optional, a count, a unit. */
  note?: ComponentChildren | undefined;
  hint?: ComponentChildren | undefined;
  error?: ComponentChildren | undefined;
  /** Number of lines; more than one makes a text area. */
  lines?: number | undefined;
  autocomplete?: string | undefined;
  inputMode?: "text" | "decimal" | "numeric" | "search" | undefined;
  placeholder?: string | undefined;
  required?: boolean | undefined;
  disabled?: boolean | undefined;
  readonly?: boolean | undefined;
  maxlength?: number | undefined;
  /** A control inside the field at its right, such as "show the password". */
  inside?: ComponentChildren | undefined;
  autofocus?: boolean | undefined;
  autocapitalize?: "none" | "sentences" | undefined;
}

export function Field(props: FieldProps) {
  const id = useId();
  const told = [props.hint && `${id}-hint`, props.error && `${id}-error`].filter(Boolean).join(" ");
  const common = {
    id,
    class: "input",
    "data-testid": props.testid,
    value: props.value,
    required: props.required,
    disabled: props.disabled,
    readOnly: props.readonly,
    placeholder: props.placeholder,
    maxLength: props.maxlength,
    autocomplete: props.autocomplete ?? "off",
    autocapitalize: props.autocapitalize,
    "aria-describedby": told || undefined,
    "aria-invalid": props.error ? true : undefined,
    onInput: (event: Event) => props.onInput((event.currentTarget as HTMLInputElement).value),
    onBlur: props.onBlur,
  };
  return (
    <div class="field">
      <label class="field-label" for={id}>
        <span>{props.label}</span>
        {props.note && <span class="field-note">{props.note}</span>}
      </label>
      <div class="field-box">
        {(props.lines ?? 1) > 1 ? (
          <textarea {...common} rows={props.lines} />
        ) : (
          <input {...common} type={(props.type ?? "text") as "text"} inputMode={props.inputMode} />
        )}
        {props.inside}
      </div>
      {props.hint && (
        <p class="field-hint" id={`${id}-hint`}>
          {props.hint}
        </p>
      )}
      {props.error && (
        <p class="field-error" id={`${id}-error`} role="alert">
          {props.error}
        </p>
      )}
    </div>
  );
}

/** A choice among many from the phone's own picker. */
export function Select(props: {
  label: string;
  testid: string;
  value: string;
  options: readonly { value: string; label: string }[];
  onInput: (value: string) => void;
  note?: string | undefined;
  disabled?: boolean | undefined;
}) {
  const id = useId();
  return (
    <div class="field">
      <label class="field-label" for={id}>
        <span>{props.label}</span>
        {props.note && <span class="field-note">{props.note}</span>}
      </label>
      <select
        id={id}
        class="input"
        data-testid={props.testid}
        value={props.value}
        disabled={props.disabled}
        onChange={(event) => props.onInput(event.currentTarget.value)}
      >
        {props.options.map((each) => (
          <option key={each.value} value={each.value}>
            {each.label}
          </option>
        ))}
      </select>
    </div>
  );
}
