/** What stands where nothing is, or not yet: the empty list with one action, waiting, progress. */
import type { ComponentChildren } from "preact";
import { Icon } from "./Icon";
import type { IconName } from "./icon-names";
import { t } from "./words-ui";

export function EmptyState(props: {
  icon: IconName;
  title: string;
  sub?: string | undefined;
  /** The one thing to do from here. */
  action?: ComponentChildren | undefined;
  testid: string;
}) {
  return (
    <div class="empty" data-testid={props.testid}>
      <span class="empty-ring">
        <Icon name={props.icon} size={28} />
      </span>
      <p class="empty-title">{props.title}</p>
      {props.sub && <p class="empty-sub">{props.sub}</p>}
      {props.action}
    </div>
  );
}

/** Shown only while something is being opened; never a reason to wait for the network. */
export function Spinner(props: { word?: string | undefined }) {
  return (
    <div class="spinner" role="status">
      <span class="spinner-ring" aria-hidden="true" />
      <span>{props.word ?? t("loading")}</span>
    </div>
  );
}

/** A bar of 0…1 that tells its value in words, too. */
export function Progress(props: { value: number; label: string }) {
  const value = Math.min(1, Math.max(0, props.value));
  return (
    <span
      class="progress"
      role="progressbar"
      aria-label={props.label}
      aria-valuenow={Math.round(value * 100)}
      aria-valuemin={0}
      aria-valuemax={100}
    >
      <span class="progress-come" style={{ width: `${value * 100}%` }} />
    </span>
  );
}

/** A person's first character in a ring. */
export function Avatar(props: { name: string; solid?: boolean }) {
  return (
    <span class={props.solid ? "avatar avatar-solid" : "avatar"} aria-hidden="true">
      {[...props.name][0] ?? "·"}
    </span>
  );
}
