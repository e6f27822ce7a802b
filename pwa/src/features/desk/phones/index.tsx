/** /admin/devices: the phones of one's people, when they were last heard from, and what they held. */
import { useState } from "preact/hooks";
import { bytes, moment, span } from "../../../ui";
import { personName, useDesk } from "../data";
import { type Phone, usePhones } from "../devices";
import { Header } from "../Header";
import { chosenSite, now } from "../now";
import { Empty, Said } from "../parts";
import { w } from "../words";
import { holds, inOrder, ofSite } from "./order";
import { Revoke, useThisDevice } from "./Revoke";
import { t } from "./words";

/** Silent for longer than a shift with work on it: somebody should look for this phone. */
const LONG = 12 * 3_600_000;

function Contact(props: { phone: Phone }) {
  const { last_contact } = props.phone;
  if (!last_contact) return <>{t("never")}</>;
  const ago = now.value - Date.parse(last_contact);
  return (
    <>
      {moment(last_contact, now.value)}
      <span class="desk-second">{t("ago", { span: span(ago) })}</span>
    </>
  );
}

function Queue(props: { phone: Phone }) {
  const { phone } = props;
  const { waiting } = phone;
  if (!waiting) return <span class="desk-second">{t("unsaid")}</span>;
  const said = holds(phone)
    ? t("waiting", { n: waiting.ops, p: waiting.photos, size: bytes(waiting.bytes) })
    : t("nothing");
  const silent = now.value - Date.parse(phone.last_contact ?? waiting.at) > LONG;
  return (
    <>
      {holds(phone) && !phone.revoked ? (
        <Said tone={silent ? "bad" : "warn"} mark={silent ? "octagon" : "cloud"}>
          <span class="desk-ink">{said}</span>
        </Said>
      ) : (
        said
      )}
      <span class="desk-second">{t("asOf", { time: moment(waiting.at, now.value) })}</span>
    </>
  );
}

function Line(props: { phone: Phone; mine: boolean; onRevoke: (phone: Phone) => void }) {
  const desk = useDesk();
  const { phone } = props;
  const by = phone.revoked_by && personName(desk, phone.revoked_by);
  return (
    <tr data-testid={`desk-phone-${phone.device_id}`} data-revoked={Boolean(phone.revoked)}>
      <th scope="row">
        {phone.name} · {phone.device_id.slice(-4)}
        {props.mine && <span class="desk-second"> {t("thisOne")}</span>}
      </th>
      <td data-label={t("people")}>{phone.people.map((id) => personName(desk, id)).join(" · ")}</td>
      <td data-label={t("registered")}>
        {moment(phone.created, now.value)}
        <span class="desk-second">{personName(desk, phone.registered_by)}</span>
      </td>
      <td data-label={t("contact")}>
        <Contact phone={phone} />
      </td>
      <td data-label={t("queue")}>
        <Queue phone={phone} />
      </td>
      <td>
        {phone.revoked ? (
          <Said tone="plain" mark="cut">
            {t("revoked", { time: moment(phone.revoked, now.value), name: by ?? "–" })}
          </Said>
        ) : (
          <button
            type="button"
            class="desk-button"
            aria-label={t("revokeWhat", { name: phone.name })}
            data-testid={`desk-revoke-${phone.device_id}`}
            onClick={() => props.onRevoke(phone)}
          >
            {t("revoke")}
          </button>
        )}
      </td>
    </tr>
  );
}

export function Phones() {
  const desk = useDesk();
  const [turn, setTurn] = useState(0);
  const [revoking, setRevoking] = useState<Phone | null>(null);
  const asked = usePhones(turn);
  const own = useThisDevice();
  const sitesOf = (id: string): string[] => desk.people.get(id)?.fields.sites ?? [];
  const phones = asked.is === "here" ? asked.phones : [];
  const shown = inOrder(ofSite(phones, chosenSite.value, sitesOf));
  return (
    <>
      <Header title={w("devices")} sub={t("sub")} />
      <main id="main" tabIndex={-1} class="desk-scroll" data-testid="desk-phones">
        {asked.is === "unreachable" && (
          <Empty mark="cut" testid="desk-phones-offline">
            {t("unreachable")}{" "}
            <button
              type="button"
              class="desk-button"
              data-testid="desk-phones-again"
              onClick={asked.again}
            >
              {t("again")}
            </button>
          </Empty>
        )}
        {asked.is === "here" && shown.length === 0 && <Empty mark="phone">{t("none")}</Empty>}
        {shown.length > 0 && (
          <div class="desk-part desk-scroll-x">
            <table class="desk-table desk-stack desk-phones" data-testid="desk-phones-table">
              <thead>
                <tr>
                  {(["name", "people", "registered", "contact", "queue", "action"] as const).map(
                    (column) => (
                      <th key={column} scope="col">
                        {t(column)}
                      </th>
                    ),
                  )}
                </tr>
              </thead>
              <tbody>
                {shown.map((phone) => (
                  <Line
                    key={phone.device_id}
                    phone={phone}
                    mine={phone.device_id === own}
                    onRevoke={setRevoking}
                  />
                ))}
              </tbody>
            </table>
          </div>
        )}
      </main>
      {revoking && (
        <Revoke
          phone={revoking}
          onClose={() => setRevoking(null)}
          onDone={() => setTurn(turn + 1)}
        />
      )}
    </>
  );
}
