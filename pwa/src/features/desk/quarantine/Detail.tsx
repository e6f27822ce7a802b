/** One set-apart change, whole: who, when, on which phone, what, why; and how it was settled. */
import { useState } from "preact/hooks";
import { dismiss } from "../../../outbox";
import { attention } from "../../../store";
import { moment, useLive } from "../../../ui";
import { personName, siteName, useDesk } from "../data";
import { usePhones } from "../devices";
import { useKeys } from "../keys";
import { Mark } from "../marks";
import { now } from "../now";
import { Kbd, Said } from "../parts";
import { RecordDialog } from "../RecordDialog";
import { kindName, stateName } from "../values";
import { w } from "../words";
import { ApartPhotos, Fields } from "./Fields";
import { type Group, isOpen, type Order } from "./groups";
import { Judge } from "./Judge";
import { Settled } from "./Settled";
import { useSubject, useTitle, whyWords } from "./said";
import { t } from "./words";

function badgeOf(group: Group): string {
  if (!isOpen(group)) return stateName("quarantine", group.state);
  if (group.refused) return t("badgeRefused");
  return t(group.state === "held" ? "badgeHeld" : "badgeOpen");
}

/** From the first to the last, once if they are the same. */
const between = (times: string[]): string => {
  const said = times.filter(Boolean).map((time) => moment(time, now.value));
  return [...new Set([said[0], said.at(-1)])].filter(Boolean).join(" – ");
};

function Facts(props: { group: Group }) {
  const desk = useDesk();
  const { group } = props;
  const asked = usePhones(0);
  const [row] = group.rows;
  const [op] = group.ops;
  if (!row || !op) return null;
  const phones = asked.is === "here" ? asked.phones : [];
  const phone = phones.find((one) => one.device_id === op.device_id);
  const carried = row.created.by !== group.author;
  const facts = [
    [
      t("author"),
      personName(desk, group.author) +
        (carried ? ` · ${t("carried", { name: personName(desk, row.created.by) })}` : ""),
    ],
    [t("phone"), [phone?.name, op.device_id.slice(-4)].filter(Boolean).join(" · ")],
    [t("claimed"), between(group.ops.map((one) => one.device_time))],
    [t("received"), between(group.rows.map((one) => one.created.received))],
    [t("authorReason"), op.reason],
  ];
  return (
    <dl class="desk-dl desk-part" data-testid="desk-apart-facts">
      {facts
        .filter(([, value]) => value)
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}

/** A decision of this person's about it that the server did not carry out. */
function Refused(props: { group: Group }) {
  const ids = props.group.rows.map((row) => row.id);
  const notices = useLive(attention, [])?.filter(
    (one) => one.outcome === "quarantined" && ids.includes(one.record_id),
  );
  const [notice] = notices ?? [];
  if (!notice) return null;
  return (
    <p class="desk-apart-refused" role="alert" data-testid="desk-apart-refused">
      <Mark name="octagon" />
      <span>{t("refused", { why: whyWords(notice.code) })}</span>
      <button
        type="button"
        class="desk-button"
        data-testid="desk-apart-noted"
        onClick={() => notices?.map((one) => dismiss(one.id))}
      >
        {t("noted")}
      </button>
    </p>
  );
}

export function Detail(props: {
  group: Group;
  position: string;
  onJudge: (order: Order, reason: string) => void;
}) {
  const desk = useDesk();
  const { group } = props;
  const [viewing, setViewing] = useState(false);
  const subject = useSubject(group.record_id);
  const title = useTitle(group);
  const open = isOpen(group);
  useKeys({ o: () => setViewing(Boolean(subject)) });
  const actions = [...new Set(group.ops.map((op) => (op.sound ? op.action : "")))];
  const site = `${w("site", { code: group.site })} ${siteName(desk, group.site)}`;
  const place = [kindName(group.kind), site, t("changes", { n: group.rows.length })];
  const [row] = group.rows;
  return (
    <article class="desk-conflict desk-apart" data-testid="desk-apart">
      <div class="desk-conflict-scroll">
        <header class="desk-record-head">
          <div class="desk-row">
            <span class={open ? "desk-hatch" : "desk-hatch desk-hatch-done"}>
              <Mark name={open ? "apart" : "bare"} />
              {badgeOf(group)}
            </span>
            <h2>{title}</h2>
            <span class="desk-second">{place.join(" · ")}</span>
            <span class="desk-end desk-second">{props.position}</span>
          </div>
        </header>
        <Refused group={group} />
        {!open && <Settled group={group} />}
        <p class="desk-part desk-apart-why" data-testid="desk-apart-why">
          <Said tone="warn" mark="triangle">
            <b class="desk-ink">{t("why")}</b>
          </Said>{" "}
          {whyWords(group.code)}
          {open && group.code === "invalid" && (
            <span class="desk-second">
              {" "}
              {t("serverSaid")}
              <q lang="en">{row?.fields.reason}</q>
            </span>
          )}
        </p>
        <Facts group={group} />
        <p class="desk-part">
          <b>{actions.map((action) => t(action || "unreadable")).join(" · ")}</b>
          {subject && (
            <button
              type="button"
              class="desk-quiet"
              data-testid="desk-view-record"
              onClick={() => setViewing(true)}
            >
              {w("openRecord")}
              <Kbd>o</Kbd>
            </button>
          )}
          {subject === null && group.ops[0]?.action !== "create" && (
            <span class="desk-second"> {t("notHere")}</span>
          )}
        </p>
        <Fields group={group} subject={subject} />
        <ApartPhotos group={group} />
        {group.ops.some((op) => !op.sound) && (
          <section class="desk-part" aria-label={t("raw")}>
            <h3>{t("raw")}</h3>
            <pre class="desk-apart-raw" data-testid="desk-apart-raw">
              {group.ops.map((op) => op.text).join("\n")}
            </pre>
          </section>
        )}
      </div>
      {open && <Judge group={group} onJudge={props.onJudge} />}
      {viewing && subject && <RecordDialog row={subject} onClose={() => setViewing(false)} />}
    </article>
  );
}
