/** The first fill of a new phone: what is being fetched, and how far it is. */
import { useEffect, useState } from "preact/hooks";
import { status, syncNow } from "../../outbox";
import { Button, EmptyState, Progress } from "../../ui";
import { t } from "./words";

export function Waiting() {
  const [sync, setSync] = useState(status.get());
  useEffect(() => status.subscribe(setSync), []);
  const filled = t("filled", { p: Math.floor((sync.filled ?? 0) * 100) });
  return (
    <EmptyState
      icon="download"
      title={t("nothingYetTitle")}
      sub={sync.pulled ? t("fetched", { n: sync.pulled }) : t("nothingYetSub")}
      action={
        <>
          {sync.filled !== null && (
            <div class="today-filled" data-testid="today-filled">
              <Progress value={sync.filled} label={filled} />
              <span class="caption">{filled}</span>
            </div>
          )}
          {sync.phase !== "pull" && (
            <Button icon="retry" testid="today-fetch" onClick={() => syncNow("asked")}>
              {t("fetchNow")}
            </Button>
          )}
        </>
      }
      testid="today-waiting"
    />
  );
}
