/** After any kill: a named, timed card offers to go on with what was not finished. */
import { drafts } from "../../store";
import { Banner, moment, now, useLive } from "../../ui";
import { t } from "./words";

/** A draft's id is the path that it goes on at; a remark names its round, a reading its checkpoint. */
const pathOf = (id: string) =>
  id.replace(/^remark:/, "/rounds/").replace(/^reading:(.+)\/(.+)\/.+$/, "/rounds/$1/p/$2");

export function Unfinished() {
  const rows = useLive(drafts, []) ?? [];
  return (
    <>
      {rows.map((each) => (
        <Banner
          key={each.id}
          tone="info"
          icon="pen"
          title={t("draftTitle", { what: each.title })}
          sub={t("kept", { time: moment(each.at, now.value) })}
          href={pathOf(each.id)}
          testid="today-draft"
        />
      ))}
    </>
  );
}
