/** A value that neither side has, entered in the field's own form. */
import { useState } from "preact/hooks";
import type { Json, KindField } from "../../../rules/types";
import type { RecordView } from "../../../store";
import { useDesk } from "../data";
import { stateName } from "../values";
import { w } from "../words";
import { t } from "./words";

/** `datetime-local` speaks the browser's own time zone, without seconds. */
const toLocal = (iso: string): string => {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return "";
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
};

type Editor = "person" | "choice" | "datetime" | "number" | "boolean" | "text";

export function editorOf(field: KindField | undefined, sample: unknown): Editor {
  if (field?.ref === "person") return "person";
  if (field?.choices) return "choice";
  if (field?.type === "datetime") return "datetime";
  if (field?.type === "boolean" || typeof sample === "boolean") return "boolean";
  if (field?.type === "number" || typeof sample === "number") return "number";
  return "text";
}

function parsed(editor: Editor, text: string): Json | undefined {
  if (editor === "number") {
    const value = Number(text);
    return text.trim() && Number.isFinite(value) ? value : undefined;
  }
  if (editor === "boolean") return text === "true";
  if (editor === "datetime") return text ? new Date(text).toISOString() : undefined;
  return text.trim() ? text : undefined;
}

export function Other(props: {
  row: RecordView;
  name: string;
  field: KindField | undefined;
  sample: unknown;
  label: string;
  onUse: (value: Json) => void;
  onCancel: () => void;
}) {
  const { people } = useDesk();
  const editor = editorOf(props.field, props.sample);
  const start = typeof props.sample === "string" ? props.sample : String(props.sample ?? "");
  const [text, setText] = useState(editor === "datetime" ? toLocal(start) : start);
  const value = parsed(editor, text);
  const common = {
    "aria-label": props.label,
    "data-testid": `desk-other-input-${props.name}`,
    autoFocus: true,
    value: text,
  };
  const options =
    editor === "person"
      ? [...people.values()].map((one) => ({ value: one.id, label: one.fields.name }))
      : editor === "boolean"
        ? [
            { value: "true", label: w("yes") },
            { value: "false", label: w("no") },
          ]
        : (props.field?.choices ?? []).map((one) => ({
            value: one,
            label: stateName(props.row.kind, one),
          }));
  return (
    <form
      class="desk-other"
      onSubmit={(event) => {
        event.preventDefault();
        if (value !== undefined) props.onUse(value);
      }}
      onKeyDown={(event) => {
        if (event.key === "Escape") props.onCancel();
      }}
    >
      {editor === "text" && (
        <textarea {...common} rows={2} onInput={(event) => setText(event.currentTarget.value)} />
      )}
      {editor === "number" && (
        <input
          {...common}
          type="text"
          inputMode="decimal"
          onInput={(event) => setText(event.currentTarget.value)}
        />
      )}
      {editor === "datetime" && (
        <input
          {...common}
          type="datetime-local"
          onInput={(event) => setText(event.currentTarget.value)}
        />
      )}
      {options.length > 0 && editor !== "text" && (
        <select {...common} onChange={(event) => setText(event.currentTarget.value)}>
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
      <button
        type="submit"
        class="desk-button"
        disabled={value === undefined}
        data-testid={`desk-other-use-${props.name}`}
      >
        {t("use")}
      </button>
      <button
        type="button"
        class="desk-quiet"
        data-testid={`desk-other-cancel-${props.name}`}
        onClick={props.onCancel}
      >
        {w("cancel")}
      </button>
    </form>
  );
}
