/** The answers of an inspection by section, each with its verdict in shape and word. */
import { limitVerdict, visibleItems } from "../../rules/forms";
import type {
  Answers as All,
  Answer,
  Limits,
  TemplateDefinition,
  TemplateItem,
} from "../../rules/types";
import type { RecordView } from "../../store";
import {
  Card,
  named,
  Pictures,
  Row,
  type Status,
  StatusMark,
  useSite,
  type Values,
} from "../../ui";
import { t } from "./words";

const verdicts = {
  normal: ["ok", "normal"],
  warn: ["warn", "warn"],
  alarm: ["bad", "alarm"],
  none_set: ["off", "noLimit"],
} as const;

export function Answers(props: {
  record: RecordView;
  definition: TemplateDefinition;
  /** The template's code; a site's limits go by it and the item. */
  code: string;
  values: Values;
}) {
  const { record, definition } = props;
  const limits = useSite()?.fields.limits ?? {};
  const answers = (record.fields.answers ?? {}) as All;
  const shown = visibleItems(definition, answers);
  return (
    <>
      {definition.sections.map((section) => {
        const items = definition.items.filter(
          (each) =>
            each.section === section.id &&
            shown.has(each.id) &&
            // The record's own photos stand below; an empty line for them would say "not checked".
            (each.type !== "photo" || answers[each.id]),
        );
        if (items.length === 0) return null;
        return (
          <Card key={section.id} title={named(section.label)} flush>
            {items.map((item) => (
              <Line
                key={item.id}
                item={item}
                answer={answers[item.id]}
                values={props.values}
                limits={limits[`${props.code}.${item.id}`]}
              />
            ))}
          </Card>
        );
      })}
    </>
  );
}

function Line(props: {
  item: TemplateItem;
  answer: Answer | undefined;
  values: Values;
  limits: Limits | undefined;
}) {
  const { item, answer } = props;
  const value = answer?.value;
  const given = value !== undefined && value !== null;
  const judged = item.type === "number" && given ? limitVerdict(value, props.limits) : null;
  const [status, word]:
    | readonly [Status, Parameters<typeof t>[0]]
    | readonly [undefined, undefined] = judged ? verdicts[judged] : passMark(value);
  const photos = answer?.photos ?? [];
  const cause =
    answer?.cause && props.values.text("inspection", `answers/${item.id}/value`, answer.cause);
  const said = [cause, answer?.note].filter(Boolean);
  return (
    <Row
      title={named(item.label, item.id)}
      sub={answer?.assumed ? t("assumed") : undefined}
      aside={
        <span class={judged ? "record-value" : "record-value record-value-line"}>
          <b class="num">
            {given
              ? props.values.text("inspection", `answers/${item.id}/value`, value)
              : t("notAnswered")}
          </b>
          {status && <StatusMark status={status} word={t(word)} bare={!judged} />}
        </span>
      }
      testid={`record-answer-${item.id}`}
    >
      {said.length + photos.length > 0 && (
        <>
          {said.length > 0 && <span>{said.join(" · ")}</span>}
          {photos.length > 0 && <Pictures photos={photos} testid="record-answer-photo" />}
        </>
      )}
    </Row>
  );
}

function passMark(value: unknown) {
  if (value === "pass") return ["ok", "normal"] as const;
  if (value === "fail") return ["bad", "alarm"] as const;
  return [undefined, undefined] as const;
}
