/** Patrol: `/rounds/:id`, and `/rounds/:id/p/:checkpoint` with what lies above it in the query. */
import { useEffect } from "preact/hooks";
import { useLocation } from "preact-iso";
import { change } from "../../outbox";
import { Button, EmptyState, Header, Page, Spinner } from "../../ui";
import { Abnormal } from "./Abnormal";
import { Checkpoint } from "./Checkpoint";
import { useWalk, type Walking } from "./data";
import { isBad } from "./judge";
import { kept } from "./keep";
import { pointPath } from "./paths";
import { Round } from "./Round";
import { Look, Shoot } from "./Shots";
import { isEditable, type Point, pointKey, verdictOf } from "./walk";
import { t } from "./words";
import "./look.css";
import "./look-round.css";
import "../../ui/camera/look.css";

export default function Patrol(props: { params: { id: string; checkpoint?: string } }) {
  const { id, checkpoint } = props.params;
  const walking = useWalk(id);
  if (walking === undefined) return <Spinner />;
  const point = walking?.walk.points.find((each) => each.id === checkpoint);
  if (walking === null || (checkpoint && !point)) return <Gone />;
  if (!point) return <Round walking={walking} />;
  return <AtPoint key={point.id} walking={walking} point={point} />;
}

function AtPoint({ walking, point }: { walking: Walking; point: Point }) {
  const { query } = useLocation();
  const { walk } = walking;
  const editable = isEditable(walk);
  useProof(walking, point, editable ? query.proof : undefined);
  const item = point.items.find((each) => each.id === query.item);
  const abnormal = editable && item && isBad(verdictOf(walk, item)) ? item : undefined;
  const base = pointPath(walk.id, point.id, abnormal ? { item: abnormal.id } : {});
  const over = { walk, point, base };
  return (
    <>
      {abnormal ? (
        <Abnormal key={abnormal.id} walking={walking} point={point} item={abnormal} />
      ) : (
        <Checkpoint walking={walking} point={point} />
      )}
      {editable && query.shoot && (
        <Shoot {...over} of={query.shoot} single={abnormal !== undefined} />
      )}
      {query.photo && query.of && (
        <Look {...over} of={query.of} photoId={query.photo} editable={editable} />
      )}
    </>
  );
}

/** Coming from a scanned or typed label proves that a person stood there; the first proof stays. */
function useProof({ walk }: Walking, point: Point, method: string | undefined): void {
  const own = pointKey(point.id);
  useEffect(() => {
    if (!method || walk.answers[own]?.checkpoint_proof) return;
    const fact = { method, code: point.code, at: new Date().toISOString() };
    void kept(() => change(walk.id, { [`answers/${own}/checkpoint_proof`]: fact }));
  }, [method]);
}

function Gone() {
  return (
    <>
      <Header title={t("line")} fallback="/today" />
      <Page testid="round-gone">
        <EmptyState
          icon="records"
          title={t("gone")}
          sub={t("goneSub")}
          action={
            <Button href="/today" icon="today" testid="gone-today">
              {t("toToday")}
            </Button>
          }
          testid="gone"
        />
      </Page>
    </>
  );
}
