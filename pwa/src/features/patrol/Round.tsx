/** One round: its line, every checkpoint with how it stands, finishing, and the summary afterwards. */
import { useState } from "preact/hooks";
import { change } from "../../outbox";
import {
  Banner,
  Button,
  Card,
  Dialog,
  Dock,
  Header,
  named,
  Page,
  Row,
  StatusMark,
  toast,
} from "../../ui";
import { dropAsides } from "./aside";
import type { Walking } from "./data";
import { kept, marked } from "./keep";
import { pointPath } from "./paths";
import { usePlace } from "./place";
import { Reasons, skipReasons } from "./Reasons";
import { Remarks } from "./Remarks";
import { StationLine } from "./StationLine";
import { Summary } from "./Summary";
import {
  asked,
  badItems,
  isEditable,
  nextPoint,
  type Point,
  pointKey,
  stateOf,
  tally,
  type Walk,
} from "./walk";
import { t } from "./words";
import { t as tp } from "./words-point";

export function Round({ walking }: { walking: Walking }) {
  const { walk, record } = walking;
  const { number, early } = usePlace(record);
  const counts = tally(walk);
  const next = nextPoint(walk);
  const editable = isEditable(walk);
  const [missing, setMissing] = useState(false);
  const { review_note, review_item } = record.fields;
  const wanted = walk.points.find((point) => point.items.some((item) => item.id === review_item));
  return (
    <>
      <Header
        title={`${t("round", { n: number })} · ${named(walk.routeName)}`}
        sub={t(counts.skipped ? "walkedSkipped" : "walked", counts)}
      >
        <StationLine walk={walk} {...(editable && next ? { here: next } : {})} />
      </Header>
      <Page testid="round">
        {walk.status === "returned" && (
          <Banner
            tone="warn"
            icon="returned"
            title={t("returnedTitle")}
            sub={review_note}
            href={wanted && pointPath(walk.id, wanted.id)}
            testid="round-returned"
          />
        )}
        {(!editable || !next) && (
          <Summary walking={walking} number={number} early={early} counts={counts} />
        )}
        <Card flush testid="round-points">
          {walk.points.map((point) => (
            <PointRow key={point.id} walk={walk} point={point} next={next} />
          ))}
        </Card>
        {(!editable || !next) && <Remarks walking={walking} number={number} />}
      </Page>
      <Dock>
        {!editable ? (
          <Button kind="main" testid="round-leave" href="/today">
            {t("toToday")}
          </Button>
        ) : next ? (
          <>
            <Button
              kind="main"
              testid="round-continue"
              trail={`${next.at} ${named(next.name)}`}
              href={pointPath(walk.id, next.id)}
            >
              {t("goOn")}
            </Button>
            <Button kind="quiet" testid="round-missing" onClick={() => setMissing(true)}>
              {t("finish")} · {t("stillMissing", { n: counts.left })}
            </Button>
          </>
        ) : (
          <FinishButton walk={walk} counts={counts} />
        )}
      </Dock>
      <Missing walk={walk} open={missing} onClose={() => setMissing(false)} />
    </>
  );
}

function PointRow({ walk, point, next }: { walk: Walk; point: Point; next: Point | undefined }) {
  const state = stateOf(walk, point);
  const bad = badItems(walk, point).length;
  const items = asked(walk, point);
  const assumed = items.filter((item) => walk.answers[item.id]?.assumed).length;
  const why = walk.answers[pointKey(point.id)]?.note ?? "";
  const isNext = point.id === next?.id;
  const sub = [
    state === "skipped" ? t("skipped", { why }) : t("items", { n: items.length }),
    bad > 0 && t("badItems", { n: bad }),
    assumed > 0 && t("assumedItems", { n: assumed }),
  ];
  const mark =
    bad > 0 ? (
      <StatusMark status="bad" bare />
    ) : state === "done" ? (
      <StatusMark status="ok" word={tp("pass")} bare />
    ) : state === "skipped" ? (
      <StatusMark status="off" word={t("skipped", { why })} bare />
    ) : (
      <span class={isNext ? "patrol-ring patrol-ring-here" : "patrol-ring"}>{point.at}</span>
    );
  return (
    <Row
      mark={mark}
      title={named(point.name)}
      sub={sub.filter(Boolean).join(" · ")}
      aside={isNext && isEditable(walk) ? t("nextWord") : undefined}
      href={pointPath(walk.id, point.id)}
      testid={`point-${point.at}`}
    />
  );
}

function FinishButton({ walk, counts }: { walk: Walk; counts: ReturnType<typeof tally> }) {
  const [busy, setBusy] = useState(false);
  const finish = async () => {
    if (busy) return;
    setBusy(true);
    const changes = walk.finishedAt ? {} : { finished_at: new Date().toISOString() };
    const done = await kept(() =>
      change(walk.id, { ...changes, status: "submitted" }).then(() => true),
    );
    setBusy(false);
    if (!done) return;
    toast(t("finishedToast"));
    await dropAsides(walk.id);
  };
  return (
    <Button
      kind="main"
      testid="round-finish"
      busy={busy}
      sub={t("finishSub", { bad: counts.bad, photos: counts.photos })}
      onClick={() => void finish()}
    >
      {t(walk.status === "returned" ? "resubmit" : "finish")}
    </Button>
  );
}

/** What stands between here and the end: each checkpoint is walked, or skipped with a reason. */
function Missing(props: { walk: Walk; open: boolean; onClose: () => void }) {
  const { walk } = props;
  const [skipping, setSkipping] = useState<Point | null>(null);
  const ahead = walk.points.filter((point) => stateOf(walk, point) === "ahead");
  const skip = async (point: Point, why: string) => {
    setSkipping(null);
    const note = { [`answers/${pointKey(point.id)}/note`]: why };
    const done = await kept(() =>
      change(walk.id, { ...marked(walk, point, "skipped"), ...note }).then(() => true),
    );
    if (done && ahead.length === 1) props.onClose();
  };
  return (
    <>
      <Dialog
        open={props.open && !skipping}
        title={t("missingWhat")}
        onClose={props.onClose}
        testid="round-missing-list"
      >
        <p class="caption">{t("missingSub")}</p>
        <Card flush>
          {ahead.map((point) => (
            <Row
              key={point.id}
              title={`${point.at} ${named(point.name)}`}
              sub={t("items", { n: asked(walk, point).length })}
              testid={`missing-${point.at}`}
              action={
                <span class="patrol-row-keys">
                  <Button testid={`missing-go-${point.at}`} href={pointPath(walk.id, point.id)}>
                    {t("goThere")}
                  </Button>
                  <Button testid={`missing-skip-${point.at}`} onClick={() => setSkipping(point)}>
                    {t("skip")}
                  </Button>
                </span>
              }
            />
          ))}
        </Card>
      </Dialog>
      <Reasons
        open={skipping !== null}
        title={tp("skipTitle")}
        reasons={skipReasons()}
        testid="missing-why"
        onClose={() => setSkipping(null)}
        onPick={(why) => skipping && void skip(skipping, why)}
      />
    </>
  );
}
