/** All fields of an issue as inputs. Who uses it decides where each change is kept. */

import { KINDS } from "../../rules/kinds";
import type { Fields, Json } from "../../rules/types";
import { records } from "../../store";
import {
  Choice,
  choiceWords,
  Field,
  fieldWords,
  fromInput,
  named,
  Select,
  toInput,
  useLive,
  usePeopleAt,
} from "../../ui";
import { t } from "./words";

export interface FormProps {
  scope: string;
  fields: Fields;
  /** Called with every change, as it is typed. */
  onChange: (key: string, value: Json) => void;
  /** Says that the title is missing. */
  strict: boolean;
}

const types = KINDS.issue?.fields.type?.choices ?? [];
const severities = KINDS.issue?.fields.severity?.choices ?? [];
const chips = (values: readonly string[]) =>
  values.map((value) => ({
    value,
    label: choiceWords.has(value) ? choiceWords(value) : value,
  }));

export function Form(props: FormProps) {
  const { fields, onChange } = props;
  const people = usePeopleAt(props.scope);
  const areas = useLive(() => records({ kind: "area", scope: props.scope }), [props.scope]) ?? [];
  const text = (key: "title" | "place" | "description" | "proposal" | "cause", lines = 1) => (
    <Field
      label={fieldWords(key)}
      value={String(fields[key] ?? "")}
      onInput={(value) => onChange(key, value)}
      lines={lines}
      testid={`issue-${key}`}
      required={key === "title"}
      error={
        key === "title" && props.strict && !fields.title?.trim() ? t("titleMissing") : undefined
      }
    />
  );
  const when = (key: "due_at" | "found_at") => (
    <Field
      label={fieldWords(key)}
      type="datetime-local"
      value={fields[key] ? toInput(fields[key]) : ""}
      onInput={(value) => onChange(key, fromInput(value))}
      testid={`issue-${key}`}
    />
  );
  return (
    <>
      {text("title")}
      <Choice
        label={fieldWords("severity")}
        options={chips(severities)}
        value={fields.severity ?? null}
        onPick={(value) => onChange("severity", value)}
        testid="issue-severity"
        even
      />
      {text("place")}
      {text("description", 3)}
      {text("proposal", 2)}
      <Choice
        label={fieldWords("type")}
        options={chips(types)}
        value={fields.type ?? null}
        onPick={(value) => onChange("type", value)}
        testid="issue-type"
      />
      <Select
        label={fieldWords("assignee_id")}
        value={fields.assignee_id ?? ""}
        options={[
          { value: "", label: t("nobody") },
          ...people.map((each) => ({ value: each.id, label: each.fields.name })),
        ]}
        onInput={(value) => onChange("assignee_id", value || null)}
        testid="issue-assignee_id"
      />
      {when("due_at")}
      <Select
        label={fieldWords("area_id")}
        value={fields.area_id ?? ""}
        options={[
          { value: "", label: t("nowhere") },
          ...areas.map((each) => ({ value: each.id, label: named(each.fields.name) })),
        ]}
        onInput={(value) => onChange("area_id", value || null)}
        testid="issue-area_id"
      />
      {text("cause")}
      <Field
        label={fieldWords("tags")}
        note={t("tagsHint")}
        value={(fields.tags ?? []).join(" ")}
        onInput={(value) => onChange("tags", value.split(/\s+/).filter(Boolean))}
        testid="issue-tags"
      />
    </>
  );
}
