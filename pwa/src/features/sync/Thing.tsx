/** One waiting thing: its size, its reason, and the verb that helps. */
import { dismiss, retry, type SyncStatus, syncNow } from "../../outbox";
import type { Notice } from "../../store";
import {
  Button,
  bytes,
  kindWords,
  moment,
  now,
  Progress,
  Row,
  StatusMark,
  stateWords,
  toast,
  usePeople,
} from "../../ui";
import { pathOf, type Waiting } from "./waiting";
import { t, why } from "./words";

/** Why it waits, in a sentence. */
function reason(thing: Waiting, sync: SyncStatus, name: (id: string) => string): string {
  const [notice] = thing.notices;
  if (notice?.outcome === "settled") {
    const what = stateWords.has(notice.code) ? stateWords(notice.code) : notice.code;
    return t("settledBy", { who: name(notice.by ?? ""), what, why: notice.message });
  }
  if (notice) {
    const known = why.has(notice.code) ? why(notice.code) : notice.message || notice.code;
    return t("safe", { why: known });
  }
  if (sync.needsSignIn) return t("signIn");
  if (!sync.online) return t("whenOnline");
  if (sync.phase === "push" || sync.phase === "photos") return t("sending");
  if (sync.lastError && sync.retryAt) {
    const { code, message } = sync.lastError;
    const known = why.has(code) ? why(code) : message || code;
    return t("busy", { why: known, time: moment(sync.retryAt, now.value) });
  }
  return t("queued");
}

function size(thing: Waiting): string {
  const { kind } = thing.record;
  const what = kindWords.has(kind) ? kindWords(kind) : kind;
  const parts = [];
  if (thing.textBytes) parts.push(t("text", { what, size: bytes(thing.textBytes) }));
  if (thing.photos.length)
    parts.push(t("photos", { n: thing.photos.length, size: bytes(thing.photoBytes) }));
  return parts.join(" · ");
}

const markOf = (notice: Notice) =>
  notice.conflict_id ? "conflict" : notice.outcome === "settled" ? "received" : "bad";

export function Thing(props: { thing: Waiting; title: string; sync: SyncStatus }) {
  const { thing, title } = props;
  const [notice] = thing.notices;
  const name = usePeople();
  const aside = [...thing.ops, ...thing.photos].filter(
    (each) => each.state === "aside" || each.state === "refused",
  );
  const again = async () => {
    for (const each of aside) await retry("op_id" in each ? each.op_id : each.id);
    syncNow("person");
    toast(t("asked"));
  };
  const left = thing.photoBytes - thing.sentBytes;
  const share = thing.photoBytes ? thing.sentBytes / thing.photoBytes : 0;
  return (
    <Row
      mark={<StatusMark status={notice ? markOf(notice) : "saved"} bare />}
      title={title}
      sub={size(thing)}
      testid={`sync-thing-${thing.id}`}
      action={
        notice ? (
          <Button href={pathOf(thing)} testid={`sync-look-${thing.id}`}>
            {t(notice.conflict_id ? "choose" : "look")}
          </Button>
        ) : (
          <Button
            icon="retry"
            label={t("retryWhat", { what: title })}
            testid={`sync-retry-${thing.id}`}
            onClick={again}
          >
            {t("retry")}
          </Button>
        )
      }
    >
      {share > 0 && left > 0 && (
        <>
          <Progress value={share} label={t("sentLabel")} />
          <span>{t("sent", { p: Math.floor(share * 100), size: bytes(left) })}</span>
        </>
      )}
      <span class="sync-reason">
        {reason(thing, props.sync, name)}
        {notice && (
          <span class="sync-verbs">
            {aside.length > 0 && (
              <Button kind="quiet" icon="retry" testid={`sync-retry-${thing.id}`} onClick={again}>
                {t("retry")}
              </Button>
            )}
            <Button
              kind="quiet"
              icon="check"
              testid={`sync-read-${thing.id}`}
              onClick={() => thing.notices.map((each) => dismiss(each.id))}
            >
              {t("read")}
            </Button>
          </span>
        )}
      </span>
    </Row>
  );
}
