/** Small pieces of every desk page: keycaps, switches, words with a shape, empty panes. */
import type { ComponentChildren } from "preact";
import { Mark, type MarkName } from "./marks";

export type Tone = "ok" | "warn" | "bad" | "info" | "plain";

export function Kbd(props: { children: string }) {
  return (
    <span class="desk-kbd" aria-hidden="true">
      {props.children}
    </span>
  );
}

/** One of few, side by side; the chosen one is ink. */
export function Switch<V extends string>(props: {
  label: string;
  value: V;
  options: readonly { value: V; label: string }[];
  onPick: (value: V) => void;
  testid: string;
}) {
  return (
    <fieldset class="desk-switch" aria-label={props.label}>
      {props.options.map((option) => (
        <button
          key={option.value}
          type="button"
          aria-pressed={option.value === props.value}
          data-testid={`${props.testid}-${option.value || "all"}`}
          onClick={() => props.onPick(option.value)}
        >
          {option.label}
        </button>
      ))}
    </fieldset>
  );
}

/** A word with its shape: noted, in colour on the page's own ground. */
export function Said(props: { tone: Tone; mark: MarkName; children: ComponentChildren }) {
  return (
    <span class={`desk-said desk-said-${props.tone}`}>
      <Mark name={props.mark} />
      {props.children}
    </span>
  );
}

/** Loud: filled. A page has a handful at most. */
export function Badge(props: { tone: Tone; mark: MarkName; children: ComponentChildren }) {
  return (
    <span class={`desk-badge desk-badge-${props.tone}`}>
      <Mark name={props.mark} size={14} />
      {props.children}
    </span>
  );
}

export function Empty(props: {
  mark: MarkName;
  children: ComponentChildren;
  testid?: string | undefined;
}) {
  return (
    <p class="desk-empty" data-testid={props.testid}>
      <Mark name={props.mark} size={20} />
      <span>{props.children}</span>
    </p>
  );
}

/** Switches a chart to its table and back; the key is `t`. */
export function TableToggle(props: {
  on: boolean;
  words: { table: string; chart: string };
  onPick: () => void;
  testid: string;
}) {
  return (
    <button
      type="button"
      class="desk-quiet"
      aria-pressed={props.on}
      data-testid={props.testid}
      onClick={props.onPick}
    >
      <Mark name="table" />
      {props.on ? props.words.chart : props.words.table}
      <Kbd>t</Kbd>
    </button>
  );
}
