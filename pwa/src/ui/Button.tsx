/** Buttons. One main button a screen; it says what it will do and where it leads. */
import type { ComponentChildren } from "preact";
import { Icon } from "./Icon";
import type { IconName } from "./icon-names";

export interface ButtonProps {
  children: ComponentChildren;
  testid: string;
  /** main: the one action · plain: outlined · quiet: bare text · danger: destroys something. */
  kind?: "main" | "plain" | "quiet" | "danger" | undefined;
  icon?: IconName | undefined;
  /** A second, smaller line under the words; main only. */
  sub?: ComponentChildren | undefined;
  /** Where it leads, at the right, before the arrow; main only. */
  trail?: ComponentChildren | undefined;
  /** 0…1: the button is the waiting time and fills from the left until it is solid. */
  fill?: number | undefined;
  /** Something is missing: dashed, still tappable so that it can say what. */
  missing?: boolean | undefined;
  busy?: boolean | undefined;
  disabled?: boolean | undefined;
  /** A link that looks like a button. */
  href?: string | undefined;
  label?: string | undefined;
  type?: "button" | "submit" | undefined;
  /** Takes the width that is there. */
  wide?: boolean | undefined;
  pressed?: boolean | undefined;
  onClick?: ((event: MouseEvent) => void) | undefined;
}

export function Button(props: ButtonProps) {
  const kind = props.kind ?? "plain";
  const filling = props.fill !== undefined && props.fill < 1;
  const look = [
    "button",
    `button-${kind}`,
    props.wide && "button-wide",
    filling && "button-filling",
    props.missing && "button-missing",
    (props.sub || props.trail) && "button-lines",
  ]
    .filter(Boolean)
    .join(" ");
  const content = (
    <>
      {filling && <span class="button-fill" style={{ width: `${(props.fill ?? 0) * 100}%` }} />}
      {props.icon && <Icon name={props.icon} size={22} />}
      <span class="button-words">
        <span>{props.children}</span>
        {props.sub && <span class="button-sub">{props.sub}</span>}
      </span>
      {(props.trail || props.sub) && (
        <span class="button-trail">
          {props.trail}
          <Icon name="arrow-right" />
        </span>
      )}
    </>
  );
  const common = { class: look, "data-testid": props.testid, "aria-label": props.label };
  if (props.href) {
    return (
      <a {...common} href={props.href} onClick={props.onClick}>
        {content}
      </a>
    );
  }
  return (
    <button
      {...common}
      type={props.type ?? "button"}
      disabled={props.disabled}
      aria-busy={props.busy}
      aria-pressed={props.pressed}
      onClick={props.busy ? undefined : props.onClick}
    >
      {content}
    </button>
  );
}

/** A square button of one icon, 48 px; `label` is what it does. */
export function IconButton(props: {
  icon: IconName;
  label: string;
  testid: string;
  onClick: () => void;
  pressed?: boolean | undefined;
}) {
  return (
    <button
      type="button"
      class="icon-button"
      aria-label={props.label}
      title={props.label}
      aria-pressed={props.pressed}
      data-testid={props.testid}
      onClick={props.onClick}
    >
      <Icon name={props.icon} />
    </button>
  );
}
