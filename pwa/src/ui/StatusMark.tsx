/** A status is shape + word + colour; any two of them are enough to tell it. */
import { t } from "./words-ui";

export type Status =
  | "ok"
  | "warn"
  | "bad"
  | "received"
  | "saved"
  | "sending"
  | "draft"
  | "returned"
  | "off"
  | "conflict";

const shapes: Record<Status, preact.ComponentChild> = {
  ok: <Disc />,
  received: <Disc />,
  warn: (
    <>
      <path class="mark-warn" d="M12 2.8 22 20.6H2z" />
      <path class="mark-warn-sign" d="M12 9v5.5M12 17.6v.1" />
    </>
  ),
  bad: (
    <>
      <path class="octagon" d="M7.8 1.5h8.4l6.3 6.3v8.4l-6.3 6.3H7.8l-6.3-6.3V7.8z" />
      <path class="octagon-mark" d="M12 6.5v6.5M12 17v.1" />
    </>
  ),
  saved: <Cloud />,
  sending: (
    <>
      <circle class="mark-ring" cx="12" cy="12" r="10.5" />
      <path class="mark-line" d="M12 17V8M8.2 11.5 12 7.7l3.8 3.8" />
    </>
  ),
  draft: (
    <>
      <circle class="mark-dashed" cx="12" cy="12" r="10.5" />
      <path class="mark-line" d="m8 16 .7-2.8L14.5 7.4l2.1 2.1-5.8 5.8z" />
    </>
  ),
  returned: (
    <>
      <rect class="mark-warn" x="1.5" y="1.5" width="21" height="21" rx="5" />
      <path class="mark-warn-sign" d="M9.5 7 6 10.5 9.5 14M6 10.5h8a3.5 3.5 0 0 1 0 7h-2" />
    </>
  ),
  off: <circle class="mark-dashed" cx="12" cy="12" r="10.5" />,
  conflict: (
    <>
      <path class="mark-diamond" d="M12 .8 23.2 12 12 23.2.8 12z" />
      <path class="mark-diamond-sign" d="M7.5 10h9M7.5 14h9M14.5 7l-5 10" />
    </>
  ),
};

function Disc() {
  return (
    <>
      <circle class="mark-ok" cx="12" cy="12" r="11" />
      <path class="mark-ok-sign" d="m7.3 12.4 3.2 3.2 6.3-6.6" />
    </>
  );
}

function Cloud() {
  return (
    <>
      <circle class="mark-ring" cx="12" cy="12" r="10.5" />
      <path
        class="mark-line"
        d="M9.4 16.3h5.4a2.6 2.6 0 0 0 .3-5.2 3.9 3.9 0 0 0-7.4 1 2.2 2.2 0 0 0 1.7 4.2z"
      />
    </>
  );
}

/** The shape, and its word unless `bare` (then the word is only for those who listen). */
export function StatusMark(props: {
  status: Status;
  word?: string | undefined;
  bare?: boolean | undefined;
  testid?: string | undefined;
}) {
  const known: Record<Status, string> = {
    ok: t("ok"),
    warn: t("warn"),
    bad: t("bad"),
    received: t("received"),
    saved: t("saved"),
    sending: t("upload"),
    draft: t("draft"),
    returned: t("returned"),
    off: t("off"),
    conflict: t("conflict"),
  };
  return (
    <span class={`status status-${props.status}`} data-testid={props.testid}>
      <svg viewBox="0 0 24 24" aria-hidden="true" focusable="false">
        {shapes[props.status]}
      </svg>
      <span class={props.bare ? "hidden" : undefined}>{props.word ?? known[props.status]}</span>
    </span>
  );
}
