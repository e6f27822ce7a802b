/** Adopt, release or discard, each with a reason. Nothing is preselected; discarding stands apart. */
import { useRef, useState } from "preact/hooks";
import { maySupervise, personName, useDesk } from "../data";
import { useKeys } from "../keys";
import { Kbd } from "../parts";
import { type Group, type Order, ordersFor } from "./groups";
import { t } from "./words";

export function Judge(props: { group: Group; onJudge: (order: Order, reason: string) => void }) {
  const desk = useDesk();
  const { group } = props;
  const [reason, setReason] = useState("");
  const [refused, setRefused] = useState(false);
  const box = useRef<HTMLTextAreaElement>(null);
  const orders = ordersFor(group);
  const may = group.refused
    ? desk.user.roles.some((role) => role === "supervisor" || role === "manager")
    : maySupervise(desk, group.site);
  const main = orders.find((order) => order !== "discarded");
  const name = personName(desk, group.author);
  const judge = (order: Order | undefined) => {
    if (!may || !order) return;
    if (reason.trim()) return props.onJudge(order, reason.trim());
    setRefused(true);
    box.current?.focus();
  };
  useKeys({ a: () => judge(main), r: () => judge(main), d: () => judge("discarded") });
  if (!may) {
    return (
      <footer class="desk-actions">
        <span class="desk-second desk-end">{t("mayNot")}</span>
      </footer>
    );
  }
  const missing = refused && !reason.trim();
  return (
    <footer class="desk-apart-judge" data-testid="desk-apart-judge">
      <p class="desk-second">
        {main && t(`${main}What` as "adoptedWhat", { name })}
        {main && " · "}
        {t("discardedWhat")}
      </p>
      <label>
        <span>{t("reason")}</span>
        <textarea
          ref={box}
          rows={2}
          value={reason}
          aria-invalid={missing}
          aria-describedby="desk-apart-hint"
          data-testid="desk-apart-reason"
          onInput={(event) => setReason(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) judge(main);
            if (event.key === "Escape") box.current?.blur();
          }}
        />
      </label>
      <div class="desk-row">
        <button
          type="button"
          class="desk-button desk-button-bad"
          data-testid="desk-apart-discard"
          onClick={() => judge("discarded")}
        >
          {t("discarded")}
          <Kbd>d</Kbd>
        </button>
        <p
          id="desk-apart-hint"
          class={missing ? "desk-text-bad desk-end" : "desk-second desk-end"}
          aria-live="polite"
        >
          {missing ? t("reasonNeeded") : t("reasonHint", { name })}
        </p>
        {main && (
          <button
            type="button"
            class="desk-button desk-button-main"
            data-testid={main === "adopted" ? "desk-apart-adopt" : "desk-apart-release"}
            onClick={() => judge(main)}
          >
            {t(main)}
            <Kbd>{main === "adopted" ? "a" : "r"}</Kbd>
          </button>
        )}
      </div>
    </footer>
  );
}
