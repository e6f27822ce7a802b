/** The comment of a return: in place under the item it is about, or for the whole record. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { TemplateDefinition } from "../../../rules/types";
import { named } from "../../../ui";
import { Kbd } from "../parts";
import { w } from "../words";
import { t } from "./words";

export function Composer(props: {
  item: string;
  text: string;
  definition: TemplateDefinition | null;
  onItem: (item: string) => void;
  onText: (text: string) => void;
  onSend: () => void;
  onCancel: () => void;
}) {
  const [refused, setRefused] = useState(false);
  const box = useRef<HTMLTextAreaElement>(null);
  useEffect(() => box.current?.focus(), []);
  const send = () => {
    if (props.text.trim()) return props.onSend();
    setRefused(true);
    box.current?.focus();
  };
  return (
    <form
      class="desk-composer"
      data-testid="desk-composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
      onKeyDown={(event) => {
        if (event.key === "Escape") props.onCancel();
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
          event.preventDefault();
          send();
        }
      }}
    >
      <label>
        {t("about")}
        <select
          value={props.item}
          data-testid="desk-composer-item"
          onChange={(event) => props.onItem(event.currentTarget.value)}
        >
          <option value="">{t("wholeRecord")}</option>
          {props.definition?.items.map((item) => (
            <option key={item.id} value={item.id}>
              {named(item.label, item.id)}
            </option>
          ))}
        </select>
      </label>
      <textarea
        ref={box}
        rows={2}
        value={props.text}
        aria-label={t("comment")}
        aria-invalid={refused && !props.text.trim()}
        aria-describedby="desk-composer-hint"
        data-testid="desk-composer-text"
        onInput={(event) => props.onText(event.currentTarget.value)}
      />
      <div class="desk-row">
        <p
          id="desk-composer-hint"
          class={refused && !props.text.trim() ? "desk-text-bad" : "desk-second"}
          aria-live="polite"
        >
          {refused && !props.text.trim() ? t("commentNeeded") : t("commentHint")}
        </p>
        <button
          type="button"
          class="desk-button"
          data-testid="desk-composer-cancel"
          onClick={props.onCancel}
        >
          {w("cancel")}
        </button>
        <button type="submit" class="desk-button desk-button-ink" data-testid="desk-composer-send">
          {t("sendBack")}
          <Kbd>Ctrl ↵</Kbd>
        </button>
      </div>
    </form>
  );
}
