/** Where things lie on a phone: page, dock with the one action, tab bar as a line with Scan. */
import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { useLocation } from "preact-iso";
import { hasMoved } from "./go";
import { Icon } from "./Icon";
import type { IconName } from "./icon-names";
import { t } from "./words-ui";

/** The scrolling part of a screen. `tabs` keeps room for the tab bar, else for a dock. */
export function Page(props: { children: ComponentChildren; tabs?: boolean; testid: string }) {
  const main = useRef<HTMLElement>(null);
  // A screen reader goes on at the new screen, not at a link that is gone.
  useEffect(() => {
    if (hasMoved()) main.current?.focus({ preventScroll: true });
  }, []);
  return (
    <main
      ref={main}
      id="main"
      tabIndex={-1}
      class={props.tabs ? "page page-tabs" : "page"}
      data-testid={props.testid}
    >
      {props.children}
    </main>
  );
}

/** The bar at the bottom of a task, for the main button; on a tab it floats above the tab bar. */
export function Dock(props: { children: ComponentChildren; overTabs?: boolean }) {
  const dock = useRef<HTMLElement>(null);
  // Toasts keep above it, however high its buttons and the text size make it.
  useLayoutEffect(() => {
    if (!dock.current) return;
    const bar = dock.current;
    const root = document.documentElement.style;
    const measure = () =>
      root.setProperty("--dock-top", `${window.innerHeight - bar.getBoundingClientRect().top}px`);
    const seen = new ResizeObserver(measure);
    seen.observe(bar);
    measure();
    return () => {
      seen.disconnect();
      root.removeProperty("--dock-top");
    };
  }, []);
  // A region of its own, so that the main action is never outside the landmarks.
  return (
    <section
      ref={dock}
      class={props.overTabs ? "dock dock-over" : "dock"}
      aria-label={t("actions")}
    >
      {props.children}
    </section>
  );
}

/** Two equal buttons side by side in a dock or on a page. */
export function Pair(props: { children: ComponentChildren }) {
  return <div class="pair">{props.children}</div>;
}

const tabs: readonly {
  path: string;
  icon: IconName;
  key: "today" | "records" | "scan" | "issues" | "me";
}[] = [
  { path: "/today", icon: "today", key: "today" },
  { path: "/records", icon: "records", key: "records" },
  { path: "/scan", icon: "scan", key: "scan" },
  { path: "/issues", icon: "issues", key: "issues" },
  { path: "/me", icon: "me", key: "me" },
];

export function TabBar() {
  const { path } = useLocation();
  return (
    <nav class="tabbar" aria-label={t("tabs")}>
      {tabs.map((tab) => (
        <a
          key={tab.key}
          href={tab.path}
          class={tab.key === "scan" ? "tab tab-scan" : "tab"}
          aria-current={path === tab.path ? "page" : undefined}
          data-testid={`tab-${tab.key}`}
        >
          <span class="tab-icon">
            <Icon name={tab.icon} />
          </span>
          <span>{t(tab.key)}</span>
        </a>
      ))}
    </nav>
  );
}
