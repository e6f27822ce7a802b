/** Signing out says first what stays on this phone. */
import { useState } from "preact/hooks";
import { type SyncStatus, signOut } from "../../outbox";
import { Button, Dialog, go } from "../../ui";
import { t } from "./words";

export function SignOut(props: { sync: SyncStatus }) {
  const [asked, setAsked] = useState(false);
  const waiting = props.sync.waitingOps + props.sync.waitingPhotos;
  const leave = async () => {
    await signOut();
    go("/login", { replace: true });
  };
  return (
    <>
      <Button wide icon="sign-out" testid="me-sign-out" onClick={() => setAsked(true)}>
        {t("signOut")}
      </Button>
      <Dialog
        open={asked}
        title={t("signOutTitle")}
        onClose={() => setAsked(false)}
        testid="me-sign-out-dialog"
        actions={
          <>
            <Button kind="main" testid="me-stay" onClick={() => setAsked(false)}>
              {t("stay")}
            </Button>
            <Button wide testid="me-sign-out-now" onClick={leave}>
              {t("signOut")}
            </Button>
          </>
        }
      >
        <p>{waiting ? t("signOutWaiting", { n: waiting }) : t("signOutClean")}</p>
      </Dialog>
    </>
  );
}
