/** Today: what came back to me, what is next, what is due, and the one action. */
import { Dock, dayTitle, named, now, Page, TabHeader, useSession, useSite } from "../../ui";
import { Due } from "./Due";
import { useDay } from "./day";
import { Hero } from "./Hero";
import { Judged } from "./Judged";
import { Returned } from "./Returned";
import { Said } from "./Said";
import { StartButton } from "./StartButton";
import { shiftWord } from "./shift";
import { Unfinished } from "./Unfinished";
import { Waiting } from "./Waiting";
import "./look.css";

export default function Today() {
  const who = useSession();
  const site = useSite();
  const day = useDay(site);
  const me = who?.session?.user;
  if (!me || site === undefined) return null;
  const where = site ? [named(site.fields.name), shiftWord(site, now.value), me.name] : [me.name];
  return (
    <>
      <TabHeader />
      <Page tabs testid="today">
        <div class="today-day">
          <h1 class="lead">{dayTitle(now.value)}</h1>
          <p class="caption">{where.filter(Boolean).join(" · ")}</p>
        </div>
        <Said />
        <Judged />
        {site && day && (
          <>
            <Returned site={site} me={me} />
            <Unfinished />
            <Hero day={day} />
            <Due site={site} me={me} />
          </>
        )}
        {site === null && <Waiting />}
      </Page>
      {site && day && (
        <Dock overTabs>
          <StartButton day={day} site={site} roles={me.roles} />
        </Dock>
      )}
    </>
  );
}
