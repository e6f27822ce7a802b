/** What was decided about changes of mine that had been set apart: by whom, how and why (P4a). */
import { fieldsIn, readApart, wantedIn } from "../../rules/apart";
import { attention, type Notice, record } from "../../store";
import { Banner, moment, now, useLive, usePeople, useTitles } from "../../ui";
import { t } from "./words";

const title = { adopted: "apartAdopted", released: "apartReleased", discarded: "apartDiscarded" };

/** The latest decision of each record. */
async function read() {
  const settled = (await attention()).filter((one) => one.outcome === "settled").reverse();
  const last = new Map(settled.map((notice) => [notice.record_id, notice]));
  return Promise.all(
    [...last.values()].map(async (notice) => {
      const op = readApart(notice.op);
      const created = { by: notice.owner, device_time: op.device_time, received: "" };
      const { record_id: id, kind } = notice;
      const subject = await record(id);
      return {
        notice,
        subject: subject ?? { id, kind, fields: fieldsIn(wantedIn([op])), created },
      };
    }),
  );
}

type Found = Awaited<ReturnType<typeof read>>[number];

export function Judged() {
  const found = useLive(read, []) ?? [];
  return (
    <>
      {found.map((one) => (
        <One key={one.notice.record_id} {...one} />
      ))}
    </>
  );
}

function One({ notice, subject }: Found) {
  const name = usePeople();
  const titles = useTitles(notice.scope);
  const bad = notice.code === "discarded";
  return (
    <Banner
      tone={bad ? "warn" : "info"}
      icon={bad ? "x" : "check"}
      title={t(keyOf(notice), { what: titles(subject) })}
      sub={t("returnedBy", {
        who: name(notice.by),
        time: moment(notice.at, now.value),
        why: notice.message,
      })}
      href={`/sync/apart/${notice.record_id}`}
      testid={`today-apart-${notice.record_id}`}
    />
  );
}

const keyOf = ({ code }: Notice) =>
  (title[code as keyof typeof title] ?? "apartDiscarded") as "apartAdopted";
