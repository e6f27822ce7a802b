/** What a record's screen says of its conflict: to be decided, or decided, by whom and when (C5). */
import type { ConflictFields, RecordRow } from "../rules/types";
import { type RecordView, records } from "../store";
import { usePeople } from "./at-work";
import { Banner } from "./Card";
import { moment } from "./format";
import { useLive } from "./live";
import { now } from "./now";
import { StatusMark } from "./StatusMark";
import { words } from "./words";

const t = words({
  open: {
    "zh-Hans": "两处不一致，去选",
    "zh-Hant": "兩處不一致，去選",
    en: "Two versions: choose",
  },
  openSub: {
    "zh-Hans": "两份都还在，选之前不会改动",
    "zh-Hant": "兩份都還在，選之前不會變更",
    en: "Both are kept; nothing changes before someone chooses",
  },
  decided: {
    "zh-Hans": "两处不一致已由 {who} 决定",
    "zh-Hant": "兩處不一致已由 {who} 決定",
    en: "{who} has chosen between two versions",
  },
  decidedSub: {
    "zh-Hans": "{time} · 看选了哪一份，两份都还在",
    "zh-Hant": "{time} · 看選了哪一份，兩份都還在",
    en: "{time} · see what was chosen; both are kept",
  },
});

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
