/** Items that are not readings: pass and fail, a choice, a text. Rows of one card. */
import { useId } from "preact/hooks";
import type { TemplateItem } from "../../rules/types";
import { Choice, Icon, named } from "../../ui";
import { answer } from "./keep";
import { useTyped } from "./useTyped";
import type { Walk } from "./walk";
import { t } from "./words-point";

export interface RowProps {
  walk: Walk;
  item: TemplateItem;
  editable: boolean;
  raised: boolean;
  onFail: (item: TemplateItem) => void;
}

export function ItemRow(props: RowProps) {
  const { item } = props;
  if (item.type === "pass_fail") return <PassFail {...props} />;
  if (item.type === "choice") return <Pick {...props} />;
  return <Words {...props} />;
}

function PassFail({ walk, item, editable, raised, onFail }: RowProps) {
  const id = useId();
  const now = walk.answers[item.id];
  const hint = named(item.hint);
  const choose = (value: "pass" | "fail" | "na") => {
    if (value !== now?.value) void answer(walk, item, value);
    if (value === "fail") onFail(item);
  };
  const button = (value: "pass" | "fail" | "na", icon?: "check" | "x") => (
    <button
      type="button"
      class={`patrol-pick patrol-${value}`}
      aria-pressed={now?.value === value}
      disabled={!editable && now?.value !== value}
      data-testid={`${value}-${item.id}`}
      onClick={() => editable && choose(value)}
    >
      {icon && <Icon name={icon} size={20} />}
      {t(value)}
    </button>
  );
  return (
    <fieldset class="patrol-row" aria-labelledby={id} data-testid={`item-${item.id}`}>
      <div class="patrol-row-told">
        <span id={id} class="patrol-label">
          {named(item.label)}
        </span>
        {raised ? (
          <span class="caption patrol-raised">{t("raised")}</span>
        ) : (
          hint && <span class="caption">{hint}</span>
        )}
      </div>
      <div class="patrol-picks">
        {button("pass", "check")}
        {button("fail", "x")}
        {button("na")}
      </div>
    </fieldset>
  );
}

function Pick({ walk, item, editable }: RowProps) {
  const options = (item.choices ?? []).map((each) => ({
    value: each.value,
    label: named(each.label),
  }));
  const value = walk.answers[item.id]?.value;
  return (
    <div class="patrol-row patrol-row-stacked" data-testid={`item-${item.id}`}>
      <span class="patrol-label" aria-hidden="true">
        {named(item.label)}
      </span>
      <Choice
        bare
        label={named(item.label)}
        options={options}
        value={typeof value === "string" ? value : null}
        testid={`choice-${item.id}`}
        disabled={!editable}
        onPick={(picked) => void answer(walk, item, picked)}
      />
    </div>
  );
}

function Words({ walk, item, editable }: RowProps) {
  const id = useId();
  const value = walk.answers[item.id]?.value;
  const field = useTyped(typeof value === "string" ? value : "", (text) => {
    void answer(walk, item, text.trim() || null);
  });
  return (
    <div class="patrol-row patrol-row-stacked" data-testid={`item-${item.id}`}>
      <label class="patrol-label" for={id}>
        {named(item.label)} <span class="caption">{named(item.hint)}</span>
      </label>
      <input
        id={id}
        class="input"
        autocomplete="off"
        data-testid={`value-${item.id}`}
        value={field.text}
        readOnly={!editable}
        onInput={(event) => field.type(event.currentTarget.value)}
        onFocus={() => field.focus(true)}
        onBlur={() => field.focus(false)}
      />
    </div>
  );
}
