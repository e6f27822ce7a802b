/** One checkpoint: everything that is read, looked at and noted there, and the way to the next. */
import { useEffect, useRef } from "preact/hooks";
import { change, holdUpdate } from "../../outbox";
import type { TemplateItem } from "../../rules/types";
import { Banner, Button, back, buzz, Dock, go, Header, named, Page, time } from "../../ui";
import { lastOf, usePast, useRaised, type Walking } from "./data";
import { kept, walked } from "./keep";
import { PointTools } from "./PointTools";
import { pointPath, roundPath } from "./paths";
import { usePlace } from "./place";
import { Reading } from "./Reading";
import { ItemRow } from "./Rows";
import { SavedLine } from "./SavedLine";
import { StationLine } from "./StationLine";
import { asked, isEditable, nextPoint, type Point, type Walk, type Work, workAt } from "./walk";
import { t as tr } from "./words";
import { t } from "./words-point";

/** Brings the first thing that is missing under the thumb. */
function show(item: TemplateItem): void {
  const row = document.querySelector<HTMLElement>(`[data-testid="item-${item.id}"]`);
  row?.scrollIntoView({ block: "center" });
  row?.querySelector<HTMLElement>("input, button")?.focus({ preventScroll: true });
}

function firstEmpty(after?: HTMLInputElement): HTMLElement | undefined {
  const all = [...document.querySelectorAll<HTMLInputElement>(".patrol-value")];
  const from = after ? all.indexOf(after) + 1 : 0;
  return all.slice(from).find((input) => !input.value && !input.readOnly);
}

function onEnter(input: HTMLInputElement): void {
  const next = firstEmpty(input) ?? document.querySelector<HTMLElement>("[data-testid=point-next]");
  next?.focus();
}

export function Checkpoint({ walking, point }: { walking: Walking; point: Point }) {
  const { walk } = walking;
  const past = usePast(walking.record);
  const raised = useRaised(walk.id);
  const { number } = usePlace(walking.record);
  const editable = isEditable(walk);
  const items = asked(walk, point);
  const readings = items.filter((item) => item.type === "number");
  const rows = items.filter((item) => item.type !== "number" && item.type !== "photo");
  const photoItem = items.find((item) => item.type === "photo");
  const work = workAt(walk, point, new Set(raised.keys()));
  const wanted =
    walk.status === "returned" &&
    items.find((item) => item.id === walking.record.fields.review_item);
  const began = useRef(false);

  useEffect(() => (editable ? holdUpdate() : undefined), [editable]);
  useEffect(() => {
    if (began.current || !editable) return;
    began.current = true;
    firstEmpty()?.focus({ preventScroll: true });
  }, [editable]);

  const open = (query: Record<string, string>) => go(pointPath(walk.id, point.id, query));
  return (
    <>
      <Header
        title={named(point.name)}
        sub={tr("roundStarted", { n: number, time: time(walk.startedAt) })}
        onBack={() => back(roundPath(walk.id))}
      >
        <StationLine walk={walk} here={point} opens />
      </Header>
      <Page testid="checkpoint">
        {wanted && (
          <Banner
            tone="warn"
            icon="returned"
            title={tr("returnedItem", { item: named(wanted.label) })}
            sub={walking.record.fields.review_note}
            testid="point-returned"
          />
        )}
        {readings.map((item) => (
          <Reading
            key={item.id}
            walk={walk}
            point={point}
            item={item}
            earlier={lastOf(past, item.id, 3)}
            editable={editable}
            raised={raised.has(item.id)}
            onEnter={onEnter}
          />
        ))}
        {rows.length > 0 && (
          <section class="card card-flush patrol-rows">
            {rows.map((item) => (
              <ItemRow
                key={item.id}
                walk={walk}
                item={item}
                editable={editable}
                raised={raised.has(item.id)}
                onFail={(failed) => open({ item: failed.id })}
              />
            ))}
          </section>
        )}
        {items.length === 0 && <p class="caption">{t("emptyPoint")}</p>}
        <PointTools
          walk={walk}
          point={point}
          photoItem={photoItem}
          empty={work.missing.filter((item) => item.type === "number")}
          editable={editable}
          open={open}
        />
        <SavedLine />
      </Page>
      <Dock>
        {editable ? (
          <NextButton walk={walk} point={point} work={work} open={open} />
        ) : (
          <Button kind="main" testid="back-to-round" sub={t("readonly")} href={roundPath(walk.id)}>
            {t("backToRound")}
          </Button>
        )}
      </Dock>
    </>
  );
}

/** Says what it will do and where it leads; while something is missing it says that instead. */
function NextButton(props: {
  walk: Walk;
  point: Point;
  work: Work;
  open: (query: Record<string, string>) => void;
}) {
  const { walk, point, work } = props;
  const next = nextPoint(walk, point);
  const trail = next ? `${next.at} ${named(next.name)}` : t("toSummary");
  const [unhandled] = work.unhandled;
  const [missing] = work.missing;
  const leave = async () => {
    const done = await kept(() =>
      change(walk.id, walked(walk, point, work.assumable)).then(() => true),
    );
    if (!done) return;
    buzz();
    go(next ? pointPath(walk.id, next.id) : roundPath(walk.id), { replace: true });
  };
  if (unhandled) {
    return (
      <Button
        kind="main"
        testid="point-handle"
        sub={named(unhandled.label)}
        onClick={() => props.open({ item: unhandled.id })}
      >
        {t("handle")}
      </Button>
    );
  }
  if (missing) {
    return (
      <Button
        kind="main"
        missing
        testid="point-next"
        sub={work.missing.map((item) => named(item.label)).join(" · ")}
        onClick={() => show(missing)}
      >
        {t("missing", { n: work.missing.length })}
      </Button>
    );
  }
  const calm = work.bad.length === 0;
  const word = next ? (calm ? "normalNext" : "next") : calm ? "normalLast" : "last_point";
  const told = work.assumable.length
    ? t("assume", { n: work.assumable.length })
    : calm
      ? t("allFilled")
      : t("badKept", { n: work.bad.length });
  return (
    <Button kind="main" testid="point-next" sub={told} trail={trail} onClick={() => void leave()}>
      {t(word)}
    </Button>
  );
}
