/** /desk/review: list · record · evidence. Approve, return with a comment, or mark; undo for a while. */
import { useMemo } from "preact/hooks";
import { useLocation } from "preact-iso";
import { go, moment } from "../../../ui";
import { useDesk } from "../data";
import { Header } from "../Header";
import { changedAt } from "../happened";
import { useHistory } from "../history";
import { useKeys } from "../keys";
import { now } from "../now";
import { Empty, Switch } from "../parts";
import { firstUses } from "../shots";
import { titleOf } from "../titles";
import { UndoBar } from "../UndoBar";
import { w } from "../words";
import { Evidence } from "./Evidence";
import { List } from "./List";
import type { Waiting } from "./queue";
import { Record } from "./Record";
import { type Reviewing, useReview } from "./useReview";
import { t } from "./words";

function Chosen(props: { review: Reviewing; chosen: Waiting }) {
  const { review, chosen } = props;
  const asked = useHistory(chosen.row.id, chosen.row.rev);
  const uses = useMemo(
    () => firstUses([...review.all, ...review.issues]),
    [review.all, review.issues],
  );
  return (
    <>
      <Record
        key={chosen.row.id}
        row={chosen.row}
        all={review.all}
        issues={review.issues}
        uses={uses}
        position={t("position", { n: review.at + 1, of: review.waiting.length })}
        footer={null}
        onMove={review.move}
        onJudge={(what) => review.judge(chosen.row, what)}
      />
      <Evidence row={chosen.row} asked={asked} uses={uses} />
    </>
  );
}

function Undoing(props: { review: Reviewing }) {
  const desk = useDesk();
  const { held, all, takeBack } = props.review;
  const row = all.find((one) => one.id === held?.record);
  if (!held || !row) return null;
  return (
    <UndoBar
      said={held.what.status === "approved" ? t("approved") : t("gaveBack")}
      what={`${titleOf(desk, row)} · ${w("site", { code: row.scope })}`}
      until={held.until}
      onUndo={takeBack}
    />
  );
}

export function Review() {
  const review = useReview();
  const { query } = useLocation();
  const { counts, chosen } = review;
  useKeys({
    j: () => review.move(1),
    k: () => review.move(-1),
    u: review.takeBack,
  });
  const oldest = review.all
    .filter((row) => row.fields.status === "submitted")
    .map(changedAt)
    .sort()[0];
  return (
    <>
      <Header
        title={w("review")}
        sub={oldest && t("oldest", { time: moment(oldest, now.value) })}
      />
      <main
        id="main"
        tabIndex={-1}
        class={query.id ? "desk-panes desk-panes-open" : "desk-panes"}
        data-testid="desk-review"
      >
        <div class="desk-left">
          <div class="desk-left-head">
            <Switch
              label={t("lists")}
              testid="desk-review-list"
              value={review.list}
              onPick={review.setList}
              options={[
                { value: "submitted", label: t("toReview", { n: counts.submitted }) },
                { value: "returned", label: t("returned", { n: counts.returned }) },
                { value: "marked", label: t("marked", { n: counts.marked }) },
              ]}
            />
          </div>
          {review.ready && (
            <List
              which={review.list}
              waiting={review.waiting}
              chosen={chosen?.row.id}
              onPick={review.pick}
            />
          )}
          <Undoing review={review} />
        </div>
        {query.id && (
          <button
            type="button"
            class="desk-back"
            data-testid="desk-back"
            onClick={() => go("/desk/review", { replace: true })}
          >
            {w("back")}
          </button>
        )}
        {chosen ? (
          <Chosen review={review} chosen={chosen} />
        ) : (
          review.ready && (
            <div class="desk-record">
              <Empty mark="review">{review.waiting.length ? t("choose") : t("nothing")}</Empty>
            </div>
          )
        )}
      </main>
    </>
  );
}
