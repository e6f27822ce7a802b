/** The top of a screen: back, title, and the quiet chip that tells whether the server knows. */
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { connection } from "./connection";
import { back } from "./go";
import { Icon } from "./Icon";
import { language } from "./words";
import { t } from "./words-ui";

/** Online or not, and how many wait. Opens the sync screen. */
export function Chip(props: { short?: boolean | undefined }) {
  const { online, waiting, sending, attention } = connection.value;
  const word = waiting
    ? !online
      ? t(props.short ? "waiting" : "offlineWaiting", { n: waiting })
      : t(sending ? "sending" : "waiting", { n: waiting })
    : attention
      ? t("attention", { n: attention })
      : t(online ? "synced" : "offline");
  const icon = online ? (sending ? "cloud-up" : "cloud") : "cloud-off";
  const look = attention && !waiting ? "chip chip-attention" : "chip";
  return (
    <a class={look} href="/sync" data-testid="chip" aria-label={`${word}. ${t("openSync")}`}>
      <span class="chip-face">
        <Icon name={icon} size={18} />
        <span>{word}</span>
      </span>
    </a>
  );
}

/** The wordmark: an almost closed ring with a teal station. */
export function Wordmark(props: { large?: boolean | undefined }) {
  return (
    <span class={props.large ? "wordmark wordmark-large" : "wordmark"}>
      <svg viewBox="0 0 28 28" aria-hidden="true" focusable="false">
        <path class="wordmark-ring" d="M24 14.5A9.7 9.7 0 1 1 14.4 4.6" />
        <circle class="wordmark-station" cx="22" cy="6" r="4.2" />
      </svg>
      <span>{t("app")}</span>
    </span>
  );
}

/** Names the browser's tab after the screen. */
function useTitle(title: unknown): void {
  useEffect(() => {
    document.title = typeof title === "string" && title ? `${title} · ${t("app")}` : t("app");
  }, [title, language.value]);
}

/** The header of a tab: the wordmark or the tab's own title. */
export function TabHeader(props: { title?: string; children?: ComponentChildren }) {
  useTitle(props.title ?? t("today"));
  return (
    <header class="header">
      {props.title ? <h1 class="header-tab">{props.title}</h1> : <Wordmark />}
      {props.children}
      <Chip />
    </header>
  );
}

/** The header of a task: back, title, a second line; a line of stations may hang below. */
export function Header(props: {
  title: ComponentChildren;
  sub?: ComponentChildren | undefined;
  /** Where back leads when this screen was opened from outside. */
  fallback?: string | undefined;
  onBack?: (() => void) | undefined;
  children?: ComponentChildren | undefined;
}) {
  useTitle(props.title);
  return (
    <header class="task-header">
      <div class="task-bar">
        <button
          type="button"
          class="icon-button"
          aria-label={t("back")}
          data-testid="back"
          onClick={() => (props.onBack ? props.onBack() : back(props.fallback))}
        >
          <Icon name="back" />
        </button>
        <div class="task-title">
          <h1>{props.title}</h1>
          {props.sub && <p>{props.sub}</p>}
        </div>
        <Chip short />
      </div>
      {props.children}
    </header>
  );
}
