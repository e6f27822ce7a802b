/** `/conflicts/:id`: two people, two values, nothing preselected; saving is a tap of its own. */
import type { ConflictFields, RecordRow } from "../../rules/types";
import { attention, record } from "../../store";
import { NotHere, Spinner, useLive, useSession } from "../../ui";
import { Decide } from "./Decide";
import { t } from "./words";
import "./look.css";

async function read(id: string) {
  const conflict = (await record(id)) as RecordRow | undefined as
    | RecordRow<ConflictFields>
    | undefined;
  const subject = conflict && (await record(conflict.fields.record_id));
  const notices = await attention();
  const op = notices.find((each) => each.conflict_id === id)?.op;
  const inDispute = new Set(Object.keys(conflict?.fields.fields ?? {}));
  const merged = op ? Object.keys(op.changes).filter((key) => !inDispute.has(key)).length : 0;
  return { conflict, subject, merged };
}

export default function Conflict(props: { params: { id: string } }) {
  const { id } = props.params;
  const found = useLive(() => read(id), [id]);
  const me = useSession()?.session?.user;
  if (!found || !me) return <Spinner />;
  const { conflict, subject, merged } = found;
  if (!conflict || !subject) return <Gone />;
  return <Decide key={id} conflict={conflict} subject={subject} merged={merged} me={me} />;
}

const Gone = () => (
  <NotHere
    ids={["conflict", "conflict-gone", "conflict-today"]}
    title={t("title")}
    icon="check"
    said={t("goneTitle")}
    sub={t("goneSub")}
    to="/today"
    back={t("toToday")}
  />
);
