/** Saves the evidence bundle of a record, for those who judge at its site; says what went wrong. */
import { useState } from "preact/hooks";
import type { RecordView } from "../../store";
import { type Failure, saveBundle } from "./bundle";
import { mayProve, useDesk } from "./data";
import { Mark } from "./marks";
import { t } from "./words-bundle";

export function BundleButton(props: { row: RecordView }) {
  const desk = useDesk();
  const [state, setState] = useState<"idle" | "asking" | "saved" | Failure>("idle");
  if (!mayProve(desk, props.row.scope)) return null;
  const save = async () => {
    setState("asking");
    setState((await saveBundle(props.row.id)) ?? "saved");
  };
  const failed = state !== "idle" && state !== "asking" && state !== "saved";
  return (
    <section class="desk-evidence" aria-label={t("bundle")}>
      <button
        type="button"
        class="desk-button"
        disabled={state === "asking"}
        data-testid="desk-bundle"
        onClick={save}
      >
        <Mark name="link" />
        {t(state === "asking" ? "asking" : "bundle")}
      </button>
      <p class="desk-second" role={failed ? "alert" : "status"} data-testid="desk-bundle-said">
        {failed && <Mark name="triangle" />} {t(state === "asking" ? "about" : state)}
      </p>
    </section>
  );
}
