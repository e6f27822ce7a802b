/** Below the items of a checkpoint: overview photo, note, the typed code, and skipping with a reason. */
import { useState } from "preact/hooks";
import { change } from "../../outbox";
import type { TemplateItem } from "../../rules/types";
import { Button, Dialog, Field, go, Icon, named, StatusMark, toast } from "../../ui";
import { photosOf } from "./judge";
import { kept, marked } from "./keep";
import { pointPath, roundPath } from "./paths";
import { Reasons, skipReasons } from "./Reasons";
import { Thumbs } from "./Thumbs";
import { Unread } from "./Unread";
import { useTyped } from "./useTyped";
import { nextPoint, type Point, pointKey, type Walk } from "./walk";
import { t } from "./words-point";

export function PointTools(props: {
  walk: Walk;
  point: Point;
  photoItem: TemplateItem | undefined;
  /** Readings that are not taken yet. */
  empty: readonly TemplateItem[];
  editable: boolean;
  open: (query: Record<string, string>) => void;
}) {
  const { walk, point, editable } = props;
  const own = pointKey(point.id);
  const shotKey = props.photoItem?.id ?? own;
  const photos = photosOf(walk.answers[shotKey]);
  const note = walk.answers[own]?.note ?? "";
  const [noting, setNoting] = useState(false);
  return (
    <section class="patrol-tools">
      <Thumbs photos={photos} onLook={(photo) => props.open({ photo, of: shotKey })} />
      {editable && (
        <div class="patrol-pair">
          <button
            type="button"
            class="button"
            data-testid="point-photo"
            onClick={() => props.open({ shoot: shotKey })}
          >
            <Icon name="camera" size={22} />
            <span>{t("overview")}</span>
            <span class="caption">
              {photos.length ? t("taken", { n: photos.length }) : t("optional")}
            </span>
          </button>
          <Button icon="pen" testid="point-note" onClick={() => setNoting(true)}>
            {t("note")}
          </Button>
        </div>
      )}
      {(noting || note) && <Note walk={walk} own={own} stored={note} editable={editable} />}
      {editable && (
        <div class="patrol-quiet">
          <Proof walk={walk} point={point} />
          <Unread walk={walk} empty={props.empty} />
          <Skip walk={walk} point={point} />
        </div>
      )}
    </section>
  );
}

function Note(props: { walk: Walk; own: string; stored: string; editable: boolean }) {
  const field = useTyped(props.stored, (text) => {
    void kept(() => change(props.walk.id, { [`answers/${props.own}/note`]: text.trim() || null }));
  });
  return (
    <Field
      label={t("noteLabel")}
      testid="point-note-text"
      lines={3}
      value={field.text}
      readonly={!props.editable}
      onInput={field.type}
      onBlur={field.flush}
    />
  );
}

function Skip({ walk, point }: { walk: Walk; point: Point }) {
  const [asking, setAsking] = useState(false);
  const key = `answers/${pointKey(point.id)}`;
  const skip = async (why: string) => {
    setAsking(false);
    const before = walk.answers[pointKey(point.id)];
    const changes = { ...marked(walk, point, "skipped"), [`${key}/note`]: why };
    const done = await kept(() => change(walk.id, changes).then(() => true));
    if (!done) return;
    toast(t("skippedToast", { point: named(point.name), why }), {
      undo: () => {
        const undone = { ...marked(walk, point, null), [`${key}/note`]: before?.note ?? null };
        void kept(() => change(walk.id, undone)).then(() => go(pointPath(walk.id, point.id)));
      },
    });
    const next = nextPoint(walk, point);
    go(next ? pointPath(walk.id, next.id) : roundPath(walk.id), { replace: true });
  };
  return (
    <>
      <Button kind="quiet" testid="point-skip" onClick={() => setAsking(true)}>
        {t("skip")}
      </Button>
      <Reasons
        open={asking}
        title={t("skipTitle")}
        reasons={skipReasons()}
        testid="skip-why"
        onClose={() => setAsking(false)}
        onPick={(why) => void skip(why)}
      />
    </>
  );
}

/** The typed code of the label proves that a person stood there; scanning does it by itself. */
function Proof({ walk, point }: { walk: Walk; point: Point }) {
  const [open, setOpen] = useState(false);
  const [code, setCode] = useState("");
  const [wrong, setWrong] = useState(false);
  const own = pointKey(point.id);
  const proof = walk.answers[own]?.checkpoint_proof as { method?: string } | null | undefined;
  if (proof) {
    const word = t(proof.method === "qr" ? "proofScanned" : "proofTyped");
    return <StatusMark status="ok" word={word} testid="point-proof-kept" />;
  }
  const check = async () => {
    if (code.trim().toUpperCase() !== point.code.toUpperCase()) return setWrong(true);
    const fact = { method: "typed", code: point.code, at: new Date().toISOString() };
    await kept(() => change(walk.id, { [`answers/${own}/checkpoint_proof`]: fact }));
    setOpen(false);
  };
  return (
    <>
      <Button kind="quiet" icon="keyboard" testid="point-proof" onClick={() => setOpen(true)}>
        {t("proof")}
      </Button>
      <Dialog
        open={open}
        title={t("proof")}
        onClose={() => setOpen(false)}
        testid="proof"
        actions={
          <Button kind="main" testid="proof-save" onClick={() => void check()}>
            {t("proofSave")}
          </Button>
        }
      >
        <Field
          label={t("proofTitle")}
          testid="proof-code"
          value={code}
          autocapitalize="none"
          error={wrong ? t("proofWrong") : undefined}
          onInput={(text) => {
            setCode(text);
            setWrong(false);
          }}
        />
      </Dialog>
    </>
  );
}
