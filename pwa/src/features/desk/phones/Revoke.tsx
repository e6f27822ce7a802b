/** Revoking a phone: what it means in words, and a second press to mean it. */
import { useEffect, useRef, useState } from "preact/hooks";
import { revokeDevice } from "../../../outbox";
import { deviceId } from "../../../store";
import { bytes, toast, useLive } from "../../../ui";
import type { Phone } from "../devices";
import { w } from "../words";
import { holds } from "./order";
import { t } from "./words";

/** The device that this desk itself is registered as. */
export function useThisDevice(): string | undefined {
  return useLive(deviceId, []);
}

function keptWords(phone: Phone): string {
  const { waiting } = phone;
  if (!waiting) return t("keeps", { what: t("unknownQueue") });
  if (!holds(phone)) return t("noneQueue");
  const size = bytes(waiting.bytes);
  return t("keeps", { what: t("waiting", { n: waiting.ops, p: waiting.photos, size }) });
}

export function Revoke(props: { phone: Phone; onClose: () => void; onDone: () => void }) {
  const { phone } = props;
  const ref = useRef<HTMLDialogElement>(null);
  const [busy, setBusy] = useState(false);
  const mine = useThisDevice() === phone.device_id;
  useEffect(() => {
    const before = document.activeElement;
    ref.current?.showModal();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  const now = async () => {
    setBusy(true);
    const answer = await revokeDevice(phone.device_id);
    setBusy(false);
    if (!answer.ok) {
      return toast(t("failed", { why: answer.message || answer.code }), { bad: true });
    }
    toast(t("done", { name: phone.name }));
    props.onDone();
    ref.current?.close();
  };
  return (
    <dialog
      ref={ref}
      class="desk-dialog"
      aria-labelledby="desk-revoke-title"
      data-testid="desk-revoke"
      onClose={props.onClose}
    >
      <div class="desk-phones-dialog">
        <h2 id="desk-revoke-title">{t("title")}</h2>
        <p>
          <b>{phone.name}</b> · {phone.device_id.slice(-4)}
        </p>
        <ul>
          {mine && (
            <li>
              <b>{t("isThis")}</b>
            </li>
          )}
          <li>{t("ends")}</li>
          <li>{t("keys")}</li>
          <li data-testid="desk-revoke-queue">{keptWords(phone)}</li>
          <li>{t("final")}</li>
        </ul>
      </div>
      <footer class="desk-actions">
        <button
          type="button"
          class="desk-button desk-button-bad"
          disabled={busy}
          data-testid="desk-revoke-now"
          onClick={() => void now()}
        >
          {t("revoke")}
        </button>
        <button
          type="button"
          class="desk-button desk-button-ink desk-end"
          data-testid="desk-revoke-cancel"
          onClick={() => ref.current?.close()}
        >
          {w("cancel")}
        </button>
      </footer>
    </dialog>
  );
}
