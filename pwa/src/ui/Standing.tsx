/** Says what a page may not do any more, or not yet, because another version of the app is open. */
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { standing } from "../store";
import { Button } from "./Button";
import { Banner } from "./Card";
import { EmptyState } from "./Feedback";
import { Dock, Page } from "./Layout";
import { standingWords as t } from "./words-ui";

/** Shows its children while this page may read and write the phone's records. */
export function WhileOurs(props: { children: ComponentChildren; onNewer: () => void }) {
  const [now, setNow] = useState(standing.get());
  useEffect(() => standing.subscribe(setNow), []);
  if (now === "newer") {
    return (
      <div class="screen">
        <Page testid="standing">
          <EmptyState
            icon="download"
            title={t("newerTitle")}
            sub={t("newerSub")}
            testid="standing-newer"
            action={<p class="empty-sub">{t("newerAgain")}</p>}
          />
        </Page>
        <Dock>
          <Button kind="main" icon="download" testid="standing-go" onClick={props.onNewer}>
            {t("newerGo")}
          </Button>
        </Dock>
      </div>
    );
  }
  if (now === "blocked") {
    const sub = t("blockedSub");
    return (
      <div class="screen">
        <Page testid="standing">
          <EmptyState icon="info" title={t("blockedTitle")} sub={sub} testid="standing-blocked" />
        </Page>
      </div>
    );
  }
  return (
    <>
      {now === "awaited" && (
        <div class="standing" role="status">
          <Banner
            tone="info"
            icon="download"
            title={t("awaitedTitle")}
            sub={t("awaitedSub")}
            testid="standing-awaited"
          />
        </div>
      )}
      {props.children}
    </>
  );
}
