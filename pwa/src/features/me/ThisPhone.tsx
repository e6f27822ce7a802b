/** This phone: what waits, whether its storage is protected, how to install the app. */
import { useEffect, useState } from "preact/hooks";
import type { SyncStatus } from "../../outbox";
import { askToPersist, type StorageState, storageState } from "../../store";
import { Button, bytes, Card, moment, now, Row, toast } from "../../ui";
import { t } from "./words";

export function ThisPhone(props: { sync: SyncStatus }) {
  const { waitingOps, waitingPhotos, bytesLeft, lastContact } = props.sync;
  const waiting = waitingOps + waitingPhotos;
  const [storage, setStorage] = useState<StorageState | null>(null);
  useEffect(() => {
    storageState().then(setStorage);
  }, []);
  const ask = async () => {
    toast(t((await askToPersist()) ? "protectYes" : "protectNo"));
    setStorage(await storageState());
  };
  const seen = lastContact
    ? t("lastContact", { time: moment(lastContact, now.value) })
    : t("never");
  return (
    <Card title={t("phone")} flush>
      <Row
        icon="cloud"
        title={waiting ? t("waiting", { n: waiting, size: bytes(bytesLeft) }) : t("allReceived")}
        sub={seen}
        href="/sync"
        testid="me-sync"
      />
      {storage && (
        <Row
          icon={storage.persisted ? "shield" : "shield-off"}
          title={t("storage")}
          sub={t(storage.persisted ? "protected" : "unprotected", { used: bytes(storage.usage) })}
          testid="me-storage"
          action={
            !storage.persisted && (
              <Button testid="me-protect" onClick={ask}>
                {t("protect")}
              </Button>
            )
          }
        />
      )}
      <Row
        icon="phone"
        title={t("install")}
        sub={t("installSub")}
        href="/install"
        testid="me-install"
      />
    </Card>
  );
}
