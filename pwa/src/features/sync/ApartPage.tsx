/** `/sync/apart/:id`: what I had recorded, why it was set apart, and what became of it. */
import { useEffect } from "preact/hooks";
import { dismiss } from "../../outbox";
import { fieldsIn, type Wanted, wantedIn } from "../../rules/apart";
import type { Attachment } from "../../rules/types";
import { photosOf, record as readRecord } from "../../store";
import {
  Banner,
  Button,
  Card,
  Dock,
  definitionOf,
  EmptyState,
  Facts,
  Header,
  kindWords,
  moment,
  now,
  Page,
  Pictures,
  Spinner,
  StatusMark,
  useLive,
  usePeople,
  useTitles,
  useValues,
  type Values,
} from "../../ui";
import { type Apart, type End, readApartThings } from "./apart";
import { pathTo } from "./waiting";
import { t, why } from "./words";
import { a } from "./words-apart";

const endTitle = { adopted: "adopted", released: "released", discarded: "discarded" } as const;
const endIcon = { adopted: "check", released: "check", discarded: "x" } as const;
type Ended = keyof typeof endTitle;

function Ending(props: { end: End }) {
  const name = usePeople();
  const { by, at, why: reason, outcome } = props.end;
  const state = (props.end.state in endTitle ? props.end.state : "discarded") as Ended;
  const time = moment(at, now.value);
  const sub =
    by === null ? a("cameItself", { time }) : a("endedBy", { who: name(by), time, why: reason });
  return (
    <Banner
      tone={state === "discarded" ? "warn" : "info"}
      icon={endIcon[state]}
      title={a(outcome === "conflict" ? "adoptedConflict" : endTitle[state])}
      sub={sub}
      testid="apart-end"
    />
  );
}

/** What was wanted of a field, in words. */
function said(thing: Apart, one: Wanted, values: Values): string {
  if (one.to !== undefined) return values.text(thing.kind, one.key, one.to);
  const parts = [
    ...one.add,
    one.photos.length > 0 && a("nPhotos", { n: one.photos.length }),
    one.remove.length > 0 && a("removed", { list: one.remove.join(" · ") }),
  ];
  return parts.filter(Boolean).join(" · ");
}

function Content(props: { thing: Apart }) {
  const { thing } = props;
  const wanted = wantedIn(thing.ops);
  const fields: Record<string, unknown> = { ...thing.record?.fields, ...fieldsIn(wanted) };
  const template = useLive(
    () => readRecord(String(fields.template_id ?? "")),
    [fields.template_id],
  );
  const values = useValues(definitionOf(template, fields.template_version));
  const here = useLive(() => photosOf(thing.record_id), [thing.record_id]);
  const photos: Attachment[] = wanted
    .flatMap((one) => one.photos)
    .map((photo) => ({
      ...photo,
      available: here?.find((one) => one.id === photo.id)?.state === "confirmed",
    }));
  const actions = [...new Set(thing.ops.map((op) => op.action))].filter((one) => one !== "edit");
  return (
    <>
      <Card title={a("recorded")} testid="apart-content">
        {actions.map((action) => (
          <p key={action}>{a(action === "" ? "unreadable" : (`did_${action}` as "did_create"))}</p>
        ))}
        <Facts
          facts={wanted.map((one) => [values.label(thing.kind, one.key), said(thing, one, values)])}
        />
        {thing.ops.some((op) => !op.sound) && (
          <pre class="apart-raw">{thing.ops.map((op) => op.text).join("\n")}</pre>
        )}
      </Card>
      {photos.length > 0 && (
        <Card title={a("photosOf")}>
          <Pictures photos={photos} testid="apart-photo" />
        </Card>
      )}
    </>
  );
}

export function ApartPage(props: { id: string }) {
  const things = useLive(readApartThings, []);
  const thing = things?.find((one) => one.record_id === props.id);
  const title = useTitles(thing?.scope ?? "");
  const read = thing && !thing.open ? thing.notices.map((one) => one.id).join() : "";
  useEffect(() => {
    // Who opens what was decided has read it.
    for (const id of read.split(",").filter(Boolean)) void dismiss(id);
  }, [read]);
  if (!things) return <Spinner />;
  if (!thing) return <Gone />;
  const known = why.has(thing.code) ? why(thing.code) : thing.code;
  const created = { by: "", device_time: thing.ops[0]?.device_time ?? "", received: "" };
  const sketch = { id: props.id, kind: thing.kind, fields: fieldsIn(wantedIn(thing.ops)), created };
  return (
    <>
      <Header title={a("apartTitle")} sub={title(thing.record ?? sketch)} fallback="/sync" />
      <Page testid="apart">
        {thing.ends.map((end) => (
          <Ending key={`${end.state} ${end.by} ${end.why}`} end={end} />
        ))}
        {thing.open ? (
          <Banner
            tone="bad"
            mark={<StatusMark status="bad" bare />}
            title={a(thing.held ? "isHeld" : "isApart")}
            sub={t("safe", { why: known })}
            testid="apart-open"
          />
        ) : (
          <p class="caption">{a("was", { why: known })}</p>
        )}
        <Content thing={thing} />
      </Page>
      {thing.record && (
        <Dock>
          <Button kind="main" href={pathTo(thing.record)} testid="apart-record">
            {a("openRecord", {
              what: kindWords.has(thing.kind) ? kindWords(thing.kind) : thing.kind,
            })}
          </Button>
        </Dock>
      )}
    </>
  );
}

function Gone() {
  return (
    <>
      <Header title={a("apartTitle")} fallback="/sync" />
      <Page testid="apart">
        <EmptyState
          icon="check"
          title={a("apartNone")}
          action={
            <Button href="/sync" testid="apart-to-sync">
              {t("title")}
            </Button>
          }
          testid="apart-gone"
        />
      </Page>
    </>
  );
}
