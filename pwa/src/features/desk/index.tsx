/** The supervisors' desk: rail and one page. Loaded apart from the phone app; shares its store. */
import { useEffect } from "preact/hooks";
import { useLocation } from "preact-iso";
import { syncNow } from "../../outbox";
import { Spinner } from "../../ui";
import { Conflicts } from "./conflicts";
import { WithDesk } from "./data";
import { Home } from "./home";
import { Issues } from "./issues";
import "./look.css";
import { useTicking } from "./now";
import { Empty } from "./parts";
import { Phones } from "./phones";
import { Quarantine } from "./quarantine";
import { Rail } from "./Rail";
import { Records } from "./records";
import { Review } from "./review";
import { w } from "./words";

const pages: Record<string, () => preact.JSX.Element> = {
  "": Home,
  review: Review,
  conflicts: Conflicts,
  quarantine: Quarantine,
  records: Records,
  issues: Issues,
};

const adminPages: typeof pages = { devices: Phones };

/** What is told elsewhere than in one's own sites raises no counter that a phone could watch (P4a). */
const LOOK_EVERY = 60_000;

function Page() {
  const { path } = useLocation();
  const [, part, page = ""] = path.split("/");
  const Shown = part === "admin" ? adminPages[page] : pages[page];
  return Shown ? <Shown /> : <Empty mark="records">{w("noPage")}</Empty>;
}

export default function Desk() {
  useTicking();
  useEffect(() => {
    syncNow("desk");
    const timer = setInterval(() => syncNow("desk"), LOOK_EVERY);
    return () => clearInterval(timer);
  }, []);
  useEffect(() => {
    document.documentElement.classList.add("desk-open");
    return () => document.documentElement.classList.remove("desk-open");
  }, []);
  return (
    <div class="desk" data-testid="desk">
      <WithDesk
        waiting={<Spinner word={w("loading")} />}
        nobody={
          <Empty mark="person" testid="desk-nobody">
            {w("notSignedIn")}{" "}
            <a href="/login" data-testid="desk-sign-in">
              {w("signIn")}
            </a>
          </Empty>
        }
      >
        <Rail />
        <div class="desk-main">
          <Page />
        </div>
      </WithDesk>
    </div>
  );
}
