/** The branch drawing: one value, two people, two times, and where they meet again. */
import { moment, span, time } from "../../../ui";
import { personName, useDesk } from "../data";
import { Mark } from "../marks";
import { now } from "../now";
import type { Branch as Facts, SideOf } from "./sides";
import { t } from "./words";

export function BranchDrawing(props: { facts: Facts; differing: number }) {
  const desk = useDesk();
  const { facts } = props;
  const name = (side: SideOf) => (side.by ? personName(desk, side.by) : "");
  const at = (side: SideOf) => (side.at ? moment(side.at, now.value) : "");
  const away = facts.offline !== null && facts.offline >= 60_000;
  const base =
    facts.baseRev === null
      ? ""
      : facts.baseAt
        ? t("versionAt", { n: facts.baseRev, time: moment(facts.baseAt, now.value) })
        : t("version", { n: facts.baseRev });
  const server = [facts.serverRev && t("version", { n: facts.serverRev }), at(facts.server)]
    .filter(Boolean)
    .join(" · ");
  const received = facts.phone.received ? time(facts.phone.received) : "";
  const said = t("branch", {
    base: base || t("base"),
    server: [at(facts.server), name(facts.server)].filter(Boolean).join(" ") || t("server"),
    phone: `${at(facts.phone)} ${name(facts.phone)}`,
    received: t("received", { time: received }),
    n: props.differing,
  });
  return (
    <figure class="desk-branch" data-testid="desk-branch" aria-label={said}>
      <figcaption class="desk-branch-base">
        <b>{t("base")}</b>
        <span>{base}</span>
      </figcaption>
      <div class="desk-branch-lines">
        <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
          <path d="M0 50H12C20 50 18 22 26 22H100M12 50C20 50 18 78 26 78H54" />
          <path class={away ? "desk-branch-away" : undefined} d="M54 78H80" />
          <path d="M80 78H100" />
        </svg>
        <i class="desk-dot desk-dot-base" />
        <i class="desk-dot desk-dot-server" />
        <i class="desk-dot desk-dot-phone" />
        <i class="desk-dot desk-dot-received" />
        <span class="desk-branch-server">
          <b>{server}</b> {name(facts.server) && t("online", { name: name(facts.server) })}
        </span>
        <span class="desk-branch-phone">
          <b>{at(facts.phone)}</b>{" "}
          {name(facts.phone) && t(away ? "offline" : "online", { name: name(facts.phone) })}
        </span>
        {received && (
          <span class="desk-branch-received">
            <b>{t("received", { time: received })}</b>
          </span>
        )}
        {away && facts.offline !== null && (
          <span class="desk-branch-offline">{t("offlineFor", { time: span(facts.offline) })}</span>
        )}
      </div>
      <span class="desk-branch-end">
        <Mark name="conflicts" size={22} />
      </span>
      <span class="desk-branch-sum">
        <b>{t("fields", { n: props.differing })}</b>
        {t("differ")}
      </span>
    </figure>
  );
}
