/** One issue beside the list: the record, a remark, and the next step of its workflow. */
import { useState } from "preact/hooks";
import { v7 as uuidv7 } from "uuid";
import { type Changes, change } from "../../../outbox";
import type { RecordView } from "../../../store";
import { toast } from "../../../ui";
import { useDesk } from "../data";
import { Mark } from "../marks";
import { RecordSheet } from "../RecordSheet";
import { w } from "../words";
import { nextStates, type State } from "./steps";
import { t } from "./words";

const words: Record<string, "toReported" | "toInHand" | "toSolved" | "toVerified" | "reopen"> = {
  "found>reported": "toReported",
  "reported>in_hand": "toInHand",
  "in_hand>solved": "toSolved",
  "solved>verified": "toVerified",
  "solved>in_hand": "reopen",
};

async function keep(id: string, changes: Changes): Promise<boolean> {
  try {
    await change(id, changes);
    return true;
  } catch (failure) {
    const why = failure instanceof Error ? failure.message : String(failure);
    toast(w("saveFailed", { why }), { bad: true });
    return false;
  }
}

function Remark(props: { row: RecordView }) {
  const [text, setText] = useState("");
  const add = async () => {
    const entry = { id: uuidv7(), text: text.trim() };
    if (entry.text && (await keep(props.row.id, { remarks: { add: [entry] } }))) setText("");
  };
  return (
    <form
      class="desk-remark"
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <input
        value={text}
        aria-label={t("writeRemark")}
        placeholder={t("writeRemark")}
        data-testid="desk-remark-text"
        onInput={(event) => setText(event.currentTarget.value)}
      />
      <button
        type="submit"
        class="desk-button"
        disabled={!text.trim()}
        data-testid="desk-remark-add"
      >
        {t("add")}
      </button>
    </form>
  );
}

export function Detail(props: { row: RecordView; onClose: () => void }) {
  const { user } = useDesk();
  const { row } = props;
  const steps = nextStates(row.fields.status, user.roles);
  const take = (state: State) => void keep(row.id, { status: state });
  const mayWrite = user.roles.some((role) => role !== "client" && role !== "admin");
  return (
    <aside class="desk-opened" aria-label={row.fields.title} data-testid="desk-issue-detail">
      <div class="desk-opened-bar">
        <button
          type="button"
          class="desk-button desk-end"
          data-testid="desk-issue-close"
          onClick={props.onClose}
        >
          {w("close")}
        </button>
      </div>
      <RecordSheet row={row} />
      {mayWrite && (
        <footer class="desk-issue-foot">
          <Remark row={row} />
          {steps.length > 0 && (
            <fieldset class="desk-row desk-plain" aria-label={t("step")}>
              {steps.map((state, at) => {
                const word = words[`${row.fields.status}>${state}`];
                if (!word) return null;
                return (
                  <button
                    key={state}
                    type="button"
                    class={at === 0 ? "desk-button desk-button-main" : "desk-button"}
                    data-testid={`desk-issue-to-${state}`}
                    onClick={() => take(state)}
                  >
                    <Mark name={at === 0 ? "bare" : "back"} />
                    {t(word)}
                  </button>
                );
              })}
            </fieldset>
          )}
        </footer>
      )}
    </aside>
  );
}
