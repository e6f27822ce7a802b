/** What a record's screen says of its conflict: to be decided, or decided, by whom and when (C5). */
import type { ConflictFields, RecordRow } from "../rules/types";
import { type RecordView, records } from "../store";
import { usePeople } from "./at-work";
import { Banner } from "./Card";
import { moment } from "./format";
import { useLive } from "./live";
import { now } from "./now";
import { StatusMark } from "./StatusMark";
import { disputeWords as t } from "./words-ui";

type Conflict = RecordRow<ConflictFields>;

async function latest(record: RecordView): Promise<Conflict | undefined> {
  const all = (await records({ kind: "conflict", scope: record.scope })) as RecordRow[];
  const about = (all as Conflict[]).filter((each) => each.fields.record_id === record.id);
  return about.find((each) => each.fields.state === "open") ?? about[0];
}

export function ConflictBanner(props: { record: RecordView; testid: string }) {
  const { record, testid } = props;
  const name = usePeople();
  const conflict = useLive(() => latest(record), [record.id, record.rev]);
  if (!conflict) return null;
  const href = `/conflicts/${conflict.id}`;
  if (conflict.fields.state === "open") {
    const mark = <StatusMark status="conflict" bare />;
    return (
      <Banner
        tone="conflict"
        mark={mark}
        title={t("open")}
        sub={t("openSub")}
        href={href}
        testid={testid}
      />
    );
  }
  const { by, device_time } = conflict.updated;
  return (
    <Banner
      tone="info"
      icon="check"
      title={t("decided", { who: name(by) })}
      sub={t("decidedSub", { time: moment(device_time, now.value) })}
      href={href}
      testid={`${testid}-decided`}
    />
  );
}
