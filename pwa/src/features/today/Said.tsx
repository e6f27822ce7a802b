/** What must be said aloud: storage wiped or full, sign-in expired, a new version waiting. */
import { useEffect, useState } from "preact/hooks";
import { applyUpdate, status } from "../../outbox";
import { acknowledgeEviction, type StorageState, storageState } from "../../store";
import { Banner, Button, bytes, toast } from "../../ui";
import { t } from "./words";

const tooLittle = 100_000_000;

export function Said() {
  const [storage, setStorage] = useState<StorageState | null>(null);
  const [sync, setSync] = useState(status.get());
  useEffect(() => status.subscribe(setSync), []);
  const look = () => storageState().then(setStorage);
  useEffect(() => {
    look();
  }, []);
  const left = storage?.quota ? storage.quota - storage.usage : Number.POSITIVE_INFINITY;
  return (
    <>
      {storage?.evicted && (
        <Banner
          tone="bad"
          icon="shield-off"
          title={t("evictedTitle")}
          sub={t("evictedSub")}
          testid="today-evicted"
          action={
            <>
              <Button href="/install" testid="today-evicted-install">
                {t("evictedInstall")}
              </Button>
              <Button testid="today-evicted-read" onClick={() => acknowledgeEviction().then(look)}>
                {t("evictedRead")}
              </Button>
            </>
          }
        />
      )}
      {left < tooLittle && (
        <Banner
          tone="bad"
          icon="shield-off"
          title={t("fullTitle")}
          sub={t("fullSub", { left: bytes(Math.max(0, left)) })}
          href="/sync"
          testid="today-full"
        />
      )}
      {sync.revoked && (
        <Banner
          tone="bad"
          icon="shield-off"
          title={t("revokedTitle")}
          sub={t("revokedSub")}
          href="/login"
          testid="today-revoked"
        />
      )}
      {sync.needsSignIn && !sync.revoked && (
        <Banner
          tone="warn"
          icon="lock"
          title={t("signInTitle")}
          sub={t("signInSub")}
          href="/login"
          testid="today-sign-in"
        />
      )}
      {sync.updateReady && (
        <Banner
          tone="info"
          icon="download"
          title={t("updateTitle")}
          sub={t("updateSub")}
          testid="today-update"
          action={
            <Button
              testid="today-update-now"
              onClick={async () => {
                const done = await applyUpdate();
                if (done !== "asked") toast(t(done === "busy" ? "updateBusy" : "updateOther"));
              }}
            >
              {t("updateNow")}
            </Button>
          }
        />
      )}
    </>
  );
}
