/** Cards, rows and the sections between them. Separators start where the text starts. */
import type { ComponentChildren } from "preact";
import { Icon } from "./Icon";
import type { IconName } from "./icon-names";

export function Card(props: {
  children: ComponentChildren;
  title?: ComponentChildren | undefined;
  /** At the right of the title. */
  aside?: ComponentChildren | undefined;
  /** Rows inside: no padding of its own. */
  flush?: boolean | undefined;
  tone?: "plain" | "warn" | "bad" | "info" | "conflict" | undefined;
  testid?: string | undefined;
}) {
  const look = ["card", props.flush && "card-flush", props.tone && `card-${props.tone}`]
    .filter(Boolean)
    .join(" ");
  return (
    <section class={look} data-testid={props.testid}>
      {props.title && (
        <header class="card-head">
          <h2>{props.title}</h2>
          {props.aside && <span class="card-aside">{props.aside}</span>}
        </header>
      )}
      {props.children}
    </section>
  );
}

/** A heading on the page ground, with a word at the right. */
export function Section(props: {
  title: string;
  aside?: ComponentChildren | undefined;
  children: ComponentChildren;
}) {
  return (
    <section class="section">
      <header class="section-head">
        <h2>{props.title}</h2>
        {props.aside && <span class="card-aside">{props.aside}</span>}
      </header>
      {props.children}
    </section>
  );
}

export interface RowProps {
  title: ComponentChildren;
  sub?: ComponentChildren | undefined;
  /** An icon name, or a mark or avatar of one's own. */
  icon?: IconName | undefined;
  mark?: ComponentChildren | undefined;
  /** At the right, before the arrow: a time, a state. */
  aside?: ComponentChildren | undefined;
  href?: string | undefined;
  onClick?: (() => void) | undefined;
  testid: string;
  /** Buttons that belong to the row; the row itself is then not a target. */
  action?: ComponentChildren | undefined;
  /** Below title and sub, full width: a reason, a progress bar. */
  children?: ComponentChildren | undefined;
}

/** A row of 72 px in a flush card: a link, a button, or plain when neither is given. */
export function Row(props: RowProps) {
  const target = Boolean(props.href || props.onClick);
  const inner = (
    <>
      {(props.icon || props.mark) && (
        <span class="row-mark">{props.mark ?? (props.icon && <Icon name={props.icon} />)}</span>
      )}
      <span class="row-body">
        <span class="row-top">
          <span class="row-text">
            <span class="row-title">{props.title}</span>
            {props.sub && <span class="row-sub">{props.sub}</span>}
          </span>
          {(props.aside || (target && !props.action)) && (
            <span class="row-end">
              {props.aside && <span class="row-aside">{props.aside}</span>}
              {target && !props.action && (
                <span class="row-next">
                  <Icon name="next" size={20} />
                </span>
              )}
            </span>
          )}
          {props.action}
        </span>
        {props.children && <span class="row-more">{props.children}</span>}
      </span>
    </>
  );
  if (props.href) {
    return (
      <a class="row row-target" href={props.href} data-testid={props.testid}>
        {inner}
      </a>
    );
  }
  if (props.onClick && !props.action) {
    return (
      <button
        type="button"
        class="row row-target"
        onClick={props.onClick}
        data-testid={props.testid}
      >
        {inner}
      </button>
    );
  }
  return (
    <div class="row" data-testid={props.testid}>
      {inner}
    </div>
  );
}

/** Something said aloud on top of a screen: what happened, what is safe, what to do next. */
export function Banner(props: {
  tone: "warn" | "bad" | "info" | "conflict";
  icon?: IconName | undefined;
  /** A mark of one's own in place of the icon. */
  mark?: ComponentChildren | undefined;
  title: ComponentChildren;
  sub?: ComponentChildren | undefined;
  href?: string | undefined;
  action?: ComponentChildren | undefined;
  testid: string;
}) {
  const inner = (
    <>
      <span class="banner-mark">{props.mark ?? (props.icon && <Icon name={props.icon} />)}</span>
      <span class="row-text">
        <span class="row-title">{props.title}</span>
        {props.sub && <span class="banner-sub">{props.sub}</span>}
        {props.action && <span class="banner-action">{props.action}</span>}
      </span>
      {props.href && (
        <span class="row-next">
          <Icon name="next" />
        </span>
      )}
    </>
  );
  const look = `banner card-${props.tone}`;
  return props.href ? (
    <a class={look} href={props.href} data-testid={props.testid}>
      {inner}
    </a>
  ) : (
    <div class={look} data-testid={props.testid}>
      {inner}
    </div>
  );
}

/** Term and value pairs. */
export function Facts(props: { facts: readonly (readonly [string, ComponentChildren])[] }) {
  return (
    <dl class="facts">
      {props.facts.map(([term, value]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
