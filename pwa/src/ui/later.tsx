/** Loads a screen's code when it is first opened. Offline it comes from the precache. */
import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Button } from "./Button";
import { EmptyState, Spinner } from "./Feedback";
import { laterWords as t } from "./words-ui";

// biome-ignore lint/suspicious/noExplicitAny: a screen takes whatever its route gives it
type Screen = ComponentType<any>;

/** A component that stands for one whose code is fetched on first use. */
export function later(load: () => Promise<{ default: Screen }>): Screen {
  let Loaded: Screen | undefined;
  return function Later(props: object) {
    const [, repaint] = useState(0);
    const [failed, setFailed] = useState(false);
    const fetchIt = () => {
      setFailed(false);
      load().then(
        (code) => {
          Loaded = code.default;
          repaint((n) => n + 1);
        },
        () => setFailed(true),
      );
    };
    useEffect(() => {
      if (!Loaded) fetchIt();
    }, []);
    if (Loaded) return <Loaded {...props} />;
    if (!failed) return <Spinner />;
    return (
      <EmptyState
        icon="cloud-off"
        title={t("notHere")}
        sub={t("safe")}
        action={
          <Button testid="later-retry" icon="retry" onClick={fetchIt}>
            {t("again")}
          </Button>
        }
        testid="later-failed"
      />
    );
  };
}
