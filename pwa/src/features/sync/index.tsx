/** The sync screen: where the line stops, what is left, each waiting thing with its reason. */
import { useEffect, useRef, useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { retry, type SyncStatus, status, syncNow } from "../../outbox";
import { type StorageState, storageState, wasEvicted } from "../../store";
import {
  Banner,
  Button,
  bytes,
  Card,
  Dock,
  Header,
  moment,
  now,
  Page,
  Pair,
  Progress,
  Row,
  sized,
  span,
  toast,
  useLive,
  useSession,
  useSite,
  useTitles,
} from "../../ui";
import { ApartList } from "./ApartList";
import { ApartPage } from "./ApartPage";
import { readApartThings } from "./apart";
import { load, save } from "./files";
import { SyncLine } from "./SyncLine";
import { Thing } from "./Thing";
import { readWaiting, type Waiting } from "./waiting";
import { t } from "./words";
import { a } from "./words-apart";
import "./look.css";

/** A weak mobile network: what "about 40 seconds" is reckoned with. */
const bytesPerSecond = 46_000;

export default function Sync(props: { params?: { id?: string } }) {
  const { path } = useLocation();
  if (props.params?.id) return <ApartPage key={props.params.id} id={props.params.id} />;
  return path.replace(/\/$/, "") === "/sync/apart" ? <ApartList /> : <Line />;
}

function Line() {
  const me = useSession()?.session?.user;
  const site = useSite();
  const title = useTitles(site?.scope ?? "");
  const things = useLive(readWaiting, []);
  const apart = useLive(readApartThings, []);
  const evicted = useLive(wasEvicted, []) ?? false;
  const [sync, setSync] = useState<SyncStatus>(status.get());
  useEffect(() => status.subscribe(setSync), []);
  const picker = useRef<HTMLInputElement>(null);
  if (!things || !me) return null;
  const all = async () => {
    for (const { ops, photos } of things) {
      for (const each of ops) if (each.state === "aside") await retry(each.op_id);
      for (const each of photos) if (each.state === "refused") await retry(each.id);
    }
    syncNow("person");
    toast(t(things.length > 0 ? "asked" : "askedNow"));
  };
  return (
    <>
      <Header title={t("title")} fallback="/today" />
      <Page testid="sync">
        {sync.revoked && (
          <Banner
            tone="bad"
            icon="shield-off"
            title={t("revokedTitle")}
            sub={t("revokedSub", { n: sync.waitingOps + sync.waitingPhotos })}
            testid="sync-revoked"
          />
        )}
        <Summary things={things} sync={sync} evicted={evicted} />
        {things.length > 0 && (
          <Card flush testid="sync-things">
            {things.map((each) => (
              <Thing key={each.id} thing={each} title={title(each.record)} sync={sync} />
            ))}
          </Card>
        )}
        {apart && apart.length > 0 && (
          <Card flush>
            <Row
              icon="history"
              title={a("apartRow", { n: apart.length })}
              sub={a("apartRowSub", { n: apart.filter((each) => each.open).length })}
              href="/sync/apart"
              testid="sync-apart"
            />
          </Card>
        )}
        <Storage />
        <input
          ref={picker}
          type="file"
          class="hidden"
          tabIndex={-1}
          accept=".ndjson,application/x-ndjson"
          aria-label={t("readFile")}
          data-testid="sync-file"
          onChange={(event) => {
            const [file] = event.currentTarget.files ?? [];
            event.currentTarget.value = "";
            if (file) load(file);
          }}
        />
      </Page>
      <Dock>
        <Pair>
          <Button icon="file-out" testid="sync-save" onClick={() => save(me.username)}>
            {t("save")}
          </Button>
          <Button icon="file-in" testid="sync-read" onClick={() => picker.current?.click()}>
            {t("readFile")}
          </Button>
        </Pair>
        {sync.needsSignIn ? (
          <Button kind="main" icon="lock" href="/login" testid="sync-sign-in">
            {t("signInNow")}
          </Button>
        ) : (
          <Button kind="main" icon="retry" testid="sync-retry-all" onClick={all}>
            {t(things.length > 0 ? "retryAll" : "syncNow")}
          </Button>
        )}
      </Dock>
    </>
  );
}

function Summary(props: { things: readonly Waiting[]; sync: SyncStatus; evicted: boolean }) {
  const { things, sync, evicted } = props;
  const waiting = things.filter((each) => each.ops.length + each.photos.length > 0);
  const photos = waiting.reduce((total, each) => total + each.photos.length, 0);
  const mine = waiting.reduce((total, each) => total + each.ops.length, 0);
  const done = waiting.length === 0 && sync.waitingOps === 0;
  const [number, unit] = sized(sync.bytesLeft);
  const length = span(Math.max(1, sync.bytesLeft / bytesPerSecond) * 1000);
  const filled = t("filled", { p: Math.floor((sync.filled ?? 0) * 100) });
  const seen = sync.lastContact && moment(sync.lastContact, now.value);
  const when = sync.online
    ? [seen ? t("contact", { time: seen }) : t("noContact"), !done && t("about", { span: length })]
    : [
        seen ? t("lost", { time: seen }) : t("noContact"),
        !done && t("thenAbout", { span: length }),
      ];
  return (
    <Card testid="sync-summary">
      <SyncLine online={sync.online} done={done && sync.online && !evicted} />
      <div class="sync-left">
        {done ? (
          <div>
            <p class="row-title">{t(evicted ? "evicted" : "allReceived")}</p>
            <p class="caption">{t("nothingSub")}</p>
          </div>
        ) : (
          <div>
            <p class="caption">{t("left")}</p>
            <p>
              <span class="sync-bytes" data-testid="sync-bytes">
                {number}
              </span>{" "}
              {unit}
            </p>
          </div>
        )}
        <p class="sync-counts">
          {!done && (
            <>
              <b>{t(photos ? "recordsPhotos" : "records", { n: waiting.length, p: photos })}</b>
              <br />
            </>
          )}
          <span class="caption">{when.filter(Boolean).join(" · ")}</span>
        </p>
      </div>
      {sync.filled !== null && (
        <div data-testid="sync-filled">
          <Progress value={sync.filled} label={filled} />
          <p class="caption">{filled}</p>
        </div>
      )}
      {sync.waitingOps > mine && (
        <p class="caption">{t("others", { n: sync.waitingOps - mine })}</p>
      )}
    </Card>
  );
}

function Storage() {
  const [state, setState] = useState<StorageState | null>(null);
  useEffect(() => {
    storageState().then(setState);
  }, []);
  if (!state) return null;
  const used = bytes(state.usage);
  const left = bytes(Math.max(0, state.quota - state.usage));
  const sub = state.persisted ? t("storage", { used, left }) : t("unprotectedSub", { used });
  return (
    <Card flush>
      <Row
        icon={state.persisted ? "shield" : "shield-off"}
        title={t(state.evicted ? "evicted" : state.persisted ? "protected" : "unprotected")}
        sub={sub}
        href={state.persisted ? "/help/offline" : "/install"}
        testid="sync-storage"
      />
    </Card>
  );
}
