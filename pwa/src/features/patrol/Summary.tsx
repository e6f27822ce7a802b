/** The round in figures: times, whether it counts, what was abnormal, where it is now. */
import { Card, Facts, named, Pictures, StatusMark, span, stateWords, time } from "../../ui";
import type { Walking } from "./data";
import type { tally } from "./walk";
import { t } from "./words";

export function Summary(props: {
  walking: Walking;
  number: number;
  early: boolean;
  counts: ReturnType<typeof tally>;
}) {
  const { walk, record } = props.walking;
  const { counts } = props;
  const end = walk.finishedAt;
  const here = record.waitingPhotos;
  const photos = here
    ? t("photosHere", { n: counts.photos, here })
    : counts.photos
      ? t("photosAll", { n: counts.photos })
      : t("none");
  const facts: [string, preact.ComponentChildren][] = [
    [t("started"), time(walk.startedAt)],
    ...(end
      ? ([
          [t("finished"), time(end)],
          [t("took"), span(Date.parse(end) - Date.parse(walk.startedAt))],
        ] as [string, string][])
      : []),
    [t("counts"), t(props.early ? "notValid" : "valid")],
    [t("abnormal"), counts.bad ? t("badItems", { n: counts.bad }) : t("none")],
    [t("photos"), photos],
    [t("state"), <State key="state" walking={props.walking} />],
  ];
  return (
    <Card title={t("summary")} aside={named(walk.siteName)} testid="round-summary">
      <Facts facts={facts} />
      {walk.photos.length > 0 && <Pictures photos={walk.photos} testid="round-photo" />}
    </Card>
  );
}

/** Never "done" before the server's receipt: what waits here is said to be here. */
function State({ walking }: { walking: Walking }) {
  const { walk, record } = walking;
  const waits = record.rev === 0 || record.waiting > 0 || record.waitingPhotos > 0;
  return (
    <span class="patrol-state">
      {stateWords(walk.status)}
      <StatusMark status={waits ? "saved" : "received"} testid="round-state" />
    </span>
  );
}
