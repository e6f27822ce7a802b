/** The right pane: claimed against received times, the chain, reused photos, who did what when. */
import { useState } from "preact/hooks";
import type { RecordView } from "../../../store";
import { day, moment, span, time } from "../../../ui";
import { BundleButton } from "../BundleButton";
import { useDesk } from "../data";
import { HistoryList } from "../HistoryList";
import type { Asked } from "../history";
import { useKeys } from "../keys";
import { Mark } from "../marks";
import { now } from "../now";
import { Picture } from "../Photos";
import { Badge, Kbd, Said } from "../parts";
import { reusedIn } from "../shots";
import { titleOf } from "../titles";
import { number } from "../values";
import { w } from "../words";
import { Jumps } from "./Jumps";
import { evidenceOf, type Evidence as Facts, proofsOf } from "./proof";
import { t } from "./words";

const CLOCK_DOUBT = 60_000;

/** The day only when it is another one than that of the phone's time. */
const arrival = (saved: string | null, received: string): string =>
  saved && day(saved) === day(received) ? time(received) : moment(received, now.value);

function Times(props: { facts: Facts }) {
  const { facts } = props;
  const off = facts.clock;
  return (
    <section class="desk-evidence" aria-label={t("times")}>
      <div class="desk-section">
        <h3>{t("times")}</h3>
        <span class="desk-end">
          {off === null ? (
            <span class="desk-second">{t("clockUnknown")}</span>
          ) : (
            <Said
              tone={Math.abs(off) > CLOCK_DOUBT ? "warn" : "ok"}
              mark={Math.abs(off) > CLOCK_DOUBT ? "triangle" : "tick"}
            >
              {t("clockOff", { time: span(Math.abs(off)) })}
            </Said>
          )}
        </span>
      </div>
      <ol class="desk-times">
        <li class="desk-times-start">
          <span>{t("started")}</span>
          <b>{facts.started && time(facts.started)}</b>
        </li>
        <li class="desk-times-saved">
          <span>{t("savedOnPhone")}</span>
          <b>{facts.saved && time(facts.saved)}</b>
          <small>{t("deviceTime")}</small>
        </li>
        <li class="desk-times-away">
          <span>
            {facts.offline !== null &&
              facts.offline >= 60_000 &&
              t("offlineFor", { time: span(facts.offline) })}
          </span>
        </li>
        <li class="desk-times-received">
          <span>{t("received")}</span>
          <b>{facts.received && arrival(facts.saved, facts.received)}</b>
          <small>{t("serverTime")}</small>
        </li>
      </ol>
    </section>
  );
}

function Chain(props: { facts: Facts; row: RecordView }) {
  const { facts } = props;
  const proofs = proofsOf(props.row);
  return (
    <section class="desk-evidence" aria-label={t("chain")} data-testid="desk-chain">
      <div class="desk-section">
        <h3>{t("chain")}</h3>
        <span class="desk-end">
          {facts.broken === 0 ? (
            <Said tone="ok" mark="link">
              {t("chainOk", { n: facts.steps })}
            </Said>
          ) : (
            <Said tone="bad" mark="octagon">
              {t("chainBroken", { n: facts.broken })}
            </Said>
          )}
        </span>
      </div>
      <dl class="desk-dl">
        <dt>{t("device")}</dt>
        <dd>{facts.devices.map((id) => id.slice(-8)).join(" · ")}</dd>
        {facts.first !== null && facts.last !== null && (
          <>
            <dt>{t("steps")}</dt>
            <dd>
              {number(facts.first)} – {number(facts.last)}
            </dd>
          </>
        )}
        <dt>{t("signature")}</dt>
        <dd>{facts.broken === 0 ? t("signatureOk") : t("signatureBad")}</dd>
        {proofs.of > 0 && (
          <>
            <dt>{t("proof")}</dt>
            <dd>{t("proofs", { n: proofs.scanned, of: proofs.of })}</dd>
          </>
        )}
      </dl>
    </section>
  );
}

function Reused(props: { row: RecordView; uses: ReadonlyMap<string, RecordView> }) {
  const desk = useDesk();
  const reused = reusedIn(props.row, props.uses);
  const first = reused[0];
  if (!first) return null;
  const pair = [
    { row: props.row, said: t("thisRecord") },
    { row: first.earlier, said: titleOf(desk, first.earlier) },
  ];
  return (
    <section class="desk-evidence desk-evidence-warn" data-testid="desk-reused">
      <div class="desk-section">
        <h3>{t("photoReuse")}</h3>
        <span class="desk-end">
          <Badge tone="warn" mark="copy">
            {t("reuseCount", { n: reused.length })}
          </Badge>
        </span>
      </div>
      <div class="desk-pair">
        {pair.map(({ row, said }) => (
          <a key={row.id} href={`/desk/records?id=${row.id}`} data-testid={`desk-reused-${row.id}`}>
            <Picture shot={{ photo: first.photo, place: "" }} alt={said} size="thumb" />
            <span class="desk-tiny">
              {said}
              <br />
              {moment(row.created.device_time, now.value)}
            </span>
          </a>
        ))}
      </div>
      <p class="desk-second">{t("reuseSaid")}</p>
    </section>
  );
}

export function Evidence(props: {
  row: RecordView;
  asked: Asked;
  uses: ReadonlyMap<string, RecordView>;
}) {
  const [tab, setTab] = useState<"evidence" | "history">("evidence");
  const { asked, row } = props;
  const flip = () => setTab(tab === "evidence" ? "history" : "evidence");
  useKeys({ e: flip });
  const steps = asked.is === "here" ? asked.steps : [];
  const facts = asked.is === "here" && steps.length > 0 ? evidenceOf(row, steps) : null;
  return (
    <aside class="desk-right" aria-label={t("evidence")} data-testid="desk-evidence">
      <div class="desk-tabs" role="tablist" aria-label={t("evidence")}>
        {(["evidence", "history"] as const).map((one) => (
          <button
            key={one}
            type="button"
            role="tab"
            aria-selected={tab === one}
            aria-controls="desk-evidence-panel"
            data-testid={`desk-tab-${one}`}
            onClick={() => setTab(one)}
          >
            {one === "evidence" ? t("evidence") : t("historyTab", { n: steps.length })}
          </button>
        ))}
        <span class="desk-end desk-second">
          {t("toggle")} <Kbd>e</Kbd>
        </span>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling pane must be reachable by keyboard */}
      <div id="desk-evidence-panel" role="tabpanel" tabIndex={0} aria-label={t("evidence")}>
        {asked.is === "asking" && <p class="desk-note">{w("loading")}</p>}
        {asked.is === "unreachable" && (
          <p class="desk-note" data-testid="desk-evidence-offline">
            <Mark name="cut" /> {t("evidenceOffline")}{" "}
            <button
              type="button"
              class="desk-quiet"
              data-testid="desk-evidence-again"
              onClick={asked.again}
            >
              {t("tryAgain")}
            </button>
          </p>
        )}
        {tab === "evidence" && (
          <>
            {facts && <Times facts={facts} />}
            {facts && <Jumps jumps={facts.jumps} />}
            {facts && <Chain facts={facts} row={row} />}
            <Reused row={row} uses={props.uses} />
          </>
        )}
        {steps.length > 0 && (
          <section class="desk-evidence" aria-label={w("history")}>
            <div class="desk-section">
              <h3>{w("history")}</h3>
              <span class="desk-end desk-second">{t("revision", { n: row.rev })}</span>
            </div>
            <HistoryList row={row} steps={steps} most={tab === "evidence" ? 6 : null} />
          </section>
        )}
        {tab === "evidence" && <BundleButton key={row.id} row={row} />}
      </div>
    </aside>
  );
}
