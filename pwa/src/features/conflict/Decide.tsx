/** Choosing field by field; the choice so far is a draft, the decision an ordinary edit (C2). */
import { useEffect, useState } from "preact/hooks";
import { change, dismiss, KeepError } from "../../outbox";
import type { Attachment, ConflictFields, RecordRow } from "../../rules/types";
import {
  attention,
  draft,
  dropDraft,
  keepDraft,
  type RecordView,
  record as readRecord,
  type User,
} from "../../store";
import {
  Banner,
  Button,
  back,
  Card,
  Dock,
  definitionOf,
  fetchHistory,
  Header,
  Icon,
  moment,
  now,
  Page,
  Pair,
  Pictures,
  type Step,
  toast,
  useLive,
  usePeople,
  useTitles,
  useValues,
} from "../../ui";
import { FieldChoice } from "./FieldChoice";
import { Originals } from "./Originals";
import { People } from "./People";
import { mayDecide, openFields, type Side, sidesOf } from "./sides";
import { t } from "./words";

type Choices = Record<string, string>;

/** Who opens a decided conflict has read how it was decided (C5). */
async function read(id: string): Promise<void> {
  for (const notice of await attention()) if (notice.conflict_id === id) await dismiss(notice.id);
}

export interface Dispute {
  conflict: RecordRow<ConflictFields>;
  subject: RecordView;
  me: User;
}

/** What was typed of a decision earlier, and how to keep more of it. */
function useChoices(id: string): [Choices, (next: Choices) => void] {
  const [chosen, setChosen] = useState<Choices>({});
  const draftId = `/conflicts/${id}`;
  useEffect(() => {
    draft(draftId).then((row) => row && setChosen(row.data as Choices));
  }, [draftId]);
  const choose = (next: Choices) => {
    setChosen(next);
    void keepDraft(draftId, t("draftName"), next);
  };
  return [chosen, choose];
}

export function Decide(props: Dispute & { merged: number }) {
  const { conflict, subject, me } = props;
  const [chosen, choose] = useChoices(conflict.id);
  const [reading, setReading] = useState(false);
  const name = usePeople();
  const title = useTitles(subject.scope);
  const template = useLive(
    () => readRecord(String(subject.fields.template_id ?? "")),
    [subject.fields.template_id],
  );
  const values = useValues(definitionOf(template, subject.fields.template_version));
  const fields = openFields(conflict);
  const resolved = conflict.fields.state === "resolved";
  useEffect(() => {
    if (resolved) void read(conflict.id);
  }, [resolved, conflict.id]);
  const may = !resolved && mayDecide(subject, me);
  const missing = fields.filter(([key]) => !chosen[key]).length;
  const [steps, setSteps] = useState<Step[]>([]);
  useEffect(() => {
    fetchHistory(subject.id).then((got) => got && setSteps(got));
  }, [subject.id, subject.rev]);
  const who = (by: string) => (by === me.id ? t("me") : by ? name(by) : t("onServer"));
  const told = (side: Side) =>
    side.at ? t("side", { who: who(side.by), time: moment(side.at, now.value) }) : who(side.by);
  const sides = fields.map(([key, field]) => ({
    key,
    field,
    sides: sidesOf(conflict, [key, field], subject, steps),
  }));
  const whole = (side: string) => choose(Object.fromEntries(fields.map(([key]) => [key, side])));
  const save = async () => {
    const resolution = Object.fromEntries(
      fields.map(([key]) => [key, { choose: chosen[key] ?? "" }]),
    );
    try {
      await change(conflict.id, { resolution, state: "resolved" });
      await dropDraft(`/conflicts/${conflict.id}`);
      toast(t("saved"));
      back("/today");
    } catch (error) {
      if (!(error instanceof KeepError)) throw error;
      toast(t("notKept"), { bad: true });
    }
  };
  const [first] = sides;
  const [current, incoming] = first?.sides ?? [];
  const allOf = (side: Side) => {
    if (current?.by === incoming?.by) return t("allOf", { who: moment(side.at, now.value) });
    return side.by === me.id ? t("allMine") : t("allOf", { who: who(side.by) });
  };
  const photos = (subject.fields.photos ?? []) as Attachment[];
  return (
    <>
      <Header title={t("titleN", { n: fields.length })} sub={title(subject)} fallback="/today" />
      <Page testid="conflict">
        {resolved && (
          <Banner
            tone="info"
            icon="check"
            title={t("decided", {
              who: who(conflict.updated.by),
              time: moment(conflict.updated.device_time, now.value),
            })}
            sub={t("decidedSub")}
            testid="conflict-decided"
          />
        )}
        {current && incoming && <People sides={[current, incoming]} me={me} />}
        {sides.map((each) => (
          <FieldChoice
            key={each.key}
            name={each.key}
            label={values.label(subject.kind, each.key)}
            base={values.text(subject.kind, each.key, each.field.base)}
            sides={each.sides.map((side) => ({
              choose: side.choose,
              told: told(side),
              text: values.text(subject.kind, each.key, side.value),
            }))}
            chosen={resolved ? decidedSide(conflict, each.key) : chosen[each.key]}
            onChoose={may ? (side) => choose({ ...chosen, [each.key]: side }) : undefined}
          />
        ))}
        {photos.length > 0 && (
          <Card title={t("photos")}>
            <Pictures photos={photos} testid="conflict-photo" />
          </Card>
        )}
        <div class="conflict-more">
          <span class="caption">{props.merged > 0 && t("merged", { n: props.merged })}</span>
          <button
            type="button"
            class="conflict-originals"
            data-testid="conflict-originals"
            onClick={() => setReading(true)}
          >
            {t("originals")}
            <Icon name="next" size={20} />
          </button>
        </div>
        <Originals
          open={reading}
          onClose={() => setReading(false)}
          fields={sides}
          kind={subject.kind}
          values={values}
          told={told}
        />
      </Page>
      <Dock>
        {may && current && incoming && (
          <Pair>
            <Button testid="conflict-all-current" onClick={() => whole("current")}>
              {allOf(current)}
            </Button>
            <Button testid="conflict-all-incoming" onClick={() => whole("incoming")}>
              {allOf(incoming)}
            </Button>
          </Pair>
        )}
        {may ? (
          <Button
            kind="main"
            missing={missing > 0}
            testid="conflict-save"
            onClick={missing > 0 ? undefined : save}
          >
            {missing > 0 ? t("missing", { n: missing }) : t("save")}
          </Button>
        ) : (
          <>
            {!resolved && <p class="caption">{t("wait")}</p>}
            <Button
              kind="main"
              href={subject.kind === "issue" ? `/issues/${subject.id}` : `/records/${subject.id}`}
              testid="conflict-open-record"
            >
              {t("openRecord")}
            </Button>
          </>
        )}
      </Dock>
    </>
  );
}

/** The side that a decision chose for a field. */
function decidedSide(conflict: RecordRow<ConflictFields>, key: string): string | undefined {
  const choice = conflict.fields.resolution?.[key];
  return choice && "choose" in choice ? choice.choose : undefined;
}
