/** An abnormal finding: cause to pick, photo, issue already written, one save for all. No typing. */
import { useEffect, useState } from "preact/hooks";
import { change, create, holdUpdate } from "../../outbox";
import type { TemplateItem } from "../../rules/types";
import { draft as draftOf, dropDraft, keepDraft } from "../../store";
import {
  Button,
  back,
  buzz,
  Choice,
  Dock,
  go,
  Header,
  named,
  Page,
  Section,
  toast,
} from "../../ui";
import { AlarmCard } from "./AlarmCard";
import { lastOf, useLead, usePast, useRaised, type Walking } from "./data";
import { IssueCard } from "./IssueCard";
import { causeOf, type Draft, drafted, type Finding, issueFields } from "./issue";
import { photosOf } from "./judge";
import { kept, walked } from "./keep";
import { pointPath, roundPath } from "./paths";
import { usePlace } from "./place";
import { verdictWord } from "./Reading";
import { ShotPair } from "./ShotPair";
import { StationLine } from "./StationLine";
import { newAttachments } from "./shots";
import { nextPoint, type Point, photosMissing, verdictOf, workAt } from "./walk";
import { t as tr } from "./words";
import { t } from "./words-abnormal";

export function Abnormal(props: { walking: Walking; point: Point; item: TemplateItem }) {
  const { walking, point, item } = props;
  const { walk } = walking;
  const { number } = usePlace(walking.record);
  const past = usePast(walking.record);
  const raised = useRaised(walk.id);
  const lead = useLead(walk.scope);
  const [own, setOwn] = useState<Partial<Draft>>({});
  const [saving, setSaving] = useState(false);
  useEffect(() => holdUpdate(), []);
  const draftId = pointPath(walk.id, point.id, { item: item.id });
  useEffect(() => {
    void draftOf(draftId).then((row) => row && setOwn(row.data as Partial<Draft>));
  }, [draftId]);
  const edit = (part: Partial<Draft>) => {
    const changed = { ...own, ...part };
    setOwn(changed);
    void keepDraft(draftId, t("edit"), changed);
  };

  const verdict = verdictOf(walk, item);
  const word = verdict === "fail" ? "" : verdictWord(verdict, walk, item);
  const finding: Finding = { walk, point, item, number, verdict: word };
  const draft = { ...drafted(finding), ...own };
  const photos = photosOf(walk.answers[item.id]);
  const open = (query: Record<string, string>) =>
    go(pointPath(walk.id, point.id, { item: item.id, ...query }));
  const pick = (cause: string | null) =>
    void kept(() => change(walk.id, { [`answers/${item.id}/cause`]: cause }));

  const work = workAt(walk, point, new Set([...raised.keys(), item.id]));
  const others = work.missing.length + work.unhandled.filter((each) => each.id !== item.id).length;
  const next = nextPoint(walk, point);
  const lacks = [
    ...(item.causes?.length && !causeOf(finding) ? [t("missingCause")] : []),
    ...(photosMissing(walk, item) ? [t("missingPhoto", { n: photosMissing(walk, item) })] : []),
  ];

  const save = async () => {
    if (saving) return;
    setSaving(true);
    const done = await kept(async () => {
      const before = raised.get(item.id);
      const fields = issueFields(finding, draft, lead?.id);
      if (before) {
        const { title, description, proposal, cause } = fields;
        const fresh = newAttachments(photos, before.fields.photos ?? []);
        await change(before.id, {
          ...{ title, description, proposal, cause },
          ...(fresh.length ? { photos: { add: fresh } } : {}),
        });
      } else {
        await create("issue", walk.scope, { ...fields, photos: newAttachments(photos, []) });
      }
      if (others === 0) await change(walk.id, walked(walk, point, work.assumable));
      return true;
    });
    setSaving(false);
    if (!done) return;
    await dropDraft(draftId);
    buzz();
    toast(t("saved"));
    if (others > 0) back(pointPath(walk.id, point.id));
    else go(next ? pointPath(walk.id, next.id) : roundPath(walk.id), { replace: true });
  };

  const causes = (item.causes ?? []).map((each) => ({
    value: each.value,
    label: named(each.label),
  }));
  const n = photos.length;
  const needed = item.photos?.on_fail_min ?? 0;
  return (
    <>
      <Header
        title={named(point.name)}
        sub={tr("roundItem", { n: number, item: named(item.label) })}
        onBack={() => back(pointPath(walk.id, point.id))}
      >
        <StationLine walk={walk} here={point} alarm opens />
      </Header>
      <Page testid="abnormal">
        <AlarmCard finding={finding} last={lastOf(past, item.id, 1)[0]} />
        {causes.length > 0 && (
          <Section title={t("cause")} aside={t("pickOne")}>
            <Choice
              bare
              label={t("cause")}
              options={causes}
              value={walk.answers[item.id]?.cause ?? null}
              testid="cause"
              onPick={pick}
            />
          </Section>
        )}
        <Section
          title={t("photo")}
          aside={needed ? t("photoNeeded", { n: needed }) : t("photoFree")}
        >
          <ShotPair
            photos={photos}
            onShoot={() => open({ shoot: item.id })}
            onLook={(photo) => open({ photo, of: item.id })}
          />
        </Section>
        <IssueCard
          finding={finding}
          draft={draft}
          lead={lead}
          raised={raised.has(item.id)}
          onDraft={edit}
        />
      </Page>
      <Dock>
        {lacks.length ? (
          <Button kind="main" missing testid="abnormal-save">
            {t("missing", { what: lacks.join(t("and")) })}
          </Button>
        ) : (
          <Button
            kind="main"
            testid="abnormal-save"
            busy={saving}
            sub={
              others === 0 && work.assumable.length
                ? t("promiseAssume", { n, m: work.assumable.length })
                : t("promise", { n })
            }
            trail={
              others > 0 ? named(point.name) : next ? `${next.at} ${named(next.name)}` : undefined
            }
            onClick={() => void save()}
          >
            {t(others > 0 ? "saveStay" : next ? "saveNext" : "saveEnd")}
          </Button>
        )}
      </Dock>
    </>
  );
}
