/** One record, read-only: state in words, every answer, photos, remarks, history; bin and undo. */

import { KeepError, remove, restore } from "../../outbox";
import type { Attachment, Entry } from "../../rules/types";
import { type RecordView, record as readRecord } from "../../store";
import {
  Banner,
  Button,
  back,
  Card,
  ConflictBanner,
  Dock,
  dateTime,
  definitionOf,
  delivery,
  Facts,
  Header,
  NotHere,
  now,
  Page,
  Pictures,
  StatusMark,
  stateWords,
  toast,
  useLive,
  usePeople,
  useSession,
  useTitles,
  useValues,
} from "../../ui";
import { Answers } from "./Answers";
import { inBin } from "./found";
import { History } from "./History";
import { t } from "./words";

const facts = ["route_id", "shift", "started_at", "finished_at", "type", "place", "host_id"];

async function read(id: string) {
  const found = await readRecord(id);
  const template = found && (await readRecord(String(found.fields.template_id ?? "")));
  return { found, template };
}

/** Does it, says so, and offers to take it back; a full storage is said aloud. */
async function kept(work: () => Promise<void>, said: string, undo: () => void): Promise<boolean> {
  try {
    await work();
    toast(said, { undo });
    return true;
  } catch (error) {
    if (!(error instanceof KeepError)) throw error;
    toast(t("notKept"), { bad: true });
    return false;
  }
}

export function One(props: { id: string }) {
  const known = useLive(() => read(props.id), [props.id]);
  const title = useTitles(known?.found?.scope ?? "");
  const name = usePeople();
  const me = useSession()?.session?.user;
  const definition = definitionOf(known?.template, known?.found?.fields.template_version);
  const values = useValues(definition);
  if (!known) return null;
  const { found } = known;
  if (!found) return <Missing />;
  const { fields } = found;
  const photos = (fields.photos ?? []) as Attachment[];
  const remarks = (fields.remarks ?? []) as Entry[];
  const told = facts.filter((key) => fields[key]);
  const whole = delivery(found);
  return (
    <>
      <Header
        title={title(found)}
        sub={t("by", { who: name(found.created.by), time: dateTime(found.created.device_time) })}
        fallback="/records"
      />
      <Page testid="record">
        {found.deleted && (
          <Banner
            tone="info"
            icon="trash"
            title={t(inBin(found, now.value) ? "inBin" : "deletedLong")}
            testid="record-bin"
          />
        )}
        <ConflictBanner record={found} testid="record-conflict" />
        {fields.status === "returned" && (
          <Banner
            tone="warn"
            icon="returned"
            title={t("returnedWhy", {
              who: name(found.updated.by),
              why: fields.review_note || t("noReason"),
            })}
            testid="record-returned"
          />
        )}
        <Card>
          <StatusMark status={whole.status} word={whole.word} testid="record-delivery" />
          <Facts
            facts={[
              ...(stateWords.has(fields.status)
                ? ([[values.label(found.kind, "status"), stateWords(fields.status)]] as const)
                : []),
              ...told.map(
                (key) =>
                  [
                    values.label(found.kind, key),
                    values.text(found.kind, key, fields[key]),
                  ] as const,
              ),
            ]}
          />
        </Card>
        {definition && (
          <Answers
            record={found}
            definition={definition}
            code={String(known.template?.fields.code ?? "")}
            values={values}
          />
        )}
        {photos.length > 0 && (
          <Card title={t("photos", { n: photos.length })}>
            <Pictures photos={photos} testid="record-photo" />
          </Card>
        )}
        {remarks.length > 0 && (
          <Card title={t("remarks", { n: remarks.length })}>
            {remarks.map((each) => (
              <p key={each.id}>
                {each.text} <span class="caption">{name(each.by)}</span>
              </p>
            ))}
          </Card>
        )}
        <History id={found.id} kind={found.kind} values={values} name={name} />
        {me?.id === found.created.by && !found.deleted && fields.status !== "approved" && (
          <Button
            kind="danger"
            wide
            icon="trash"
            testid="record-delete"
            onClick={async () => {
              const undo = () => void restore(found.id);
              if (await kept(() => remove(found.id), t("deleted"), undo)) back("/records");
            }}
          >
            {t("deleteIt")}
          </Button>
        )}
      </Page>
      <Next record={found} mine={me?.id === found.created.by} />
    </>
  );
}

function Next(props: { record: RecordView; mine: boolean }) {
  const { record } = props;
  const { status } = record.fields;
  if (record.deleted) {
    if (!inBin(record, now.value)) return null;
    const undo = () => void remove(record.id);
    return (
      <Dock>
        <Button
          kind="main"
          icon="undo"
          testid="record-restore"
          onClick={() => kept(() => restore(record.id), t("restored"), undo)}
        >
          {t("restoreIt")}
        </Button>
      </Dock>
    );
  }
  const unfinished = status === "open" || status === "returned";
  if (record.kind !== "inspection" || !props.mine || !unfinished) return null;
  return (
    <Dock>
      <Button kind="main" href={`/rounds/${record.id}`} testid="record-go-on">
        {t(status === "open" ? "goOn" : "fix")}
      </Button>
    </Dock>
  );
}

const Missing = () => (
  <NotHere
    ids={["record", "record-missing", "record-to-list"]}
    title={t("title")}
    icon="search"
    said={t("missingTitle")}
    sub={t("missingSub")}
    to="/records"
    back={t("back")}
  />
);
