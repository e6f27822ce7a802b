/** The router: which feature answers which path. Tabs show the tab bar; tasks hide it. */
import { Component, type ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { LocationProvider, Route, Router, useLocation } from "preact-iso";
import Login from "./features/login";
import Today from "./features/today";
import { openNewest } from "./outbox";
import { session } from "./store";
import {
  Button,
  EmptyState,
  go,
  later,
  laterWords,
  Spinner,
  TabBar,
  Toasts,
  useSession,
  WhileOurs,
} from "./ui";

const Desk = later(() => import("./features/desk"));
const Records = later(() => import("./features/records"));
const Scan = later(() => import("./features/scan"));
const Issues = later(() => import("./features/issues"));
const Me = later(() => import("./features/me"));
const Sync = later(() => import("./features/sync"));
const Conflict = later(() => import("./features/conflict"));
const Install = later(() => import("./features/install"));
const Patrol = later(() => import("./features/patrol"));
const Help = later(() => import("./features/help"));

const tabs = ["/today", "/records", "/scan", "/issues", "/me"];
/** Paths that work without a sign-in. */
const open = ["/login", "/install", "/help"];
const isDesk = (path: string) => /^\/(desk|admin)(\/|$)/.test(path);

/** A screen that fails says so and leaves a way on; the rest of the app stays. */
class Safe extends Component<{ children: ComponentChildren; path: string }, { path?: string }> {
  override componentDidCatch(error: unknown) {
    console.error(error);
    this.setState({ path: this.props.path });
  }
  override render() {
    if (this.state.path !== this.props.path) return this.props.children;
    return (
      <EmptyState
        icon="info"
        title={laterWords("broken")}
        sub={laterWords("brokenSafe")}
        action={
          <Button testid="broken-today" icon="today" onClick={() => location.assign("/today")}>
            {laterWords("toToday")}
          </Button>
        }
        testid="broken"
      />
    );
  }
}

function Away(props: { to: string }) {
  useEffect(() => go(props.to, { replace: true }), [props.to]);
  return <Spinner />;
}

/** The session on screen may be a moment old, right after signing in: what is on disk decides. */
function ToLogin() {
  useEffect(() => {
    let here = true;
    void session().then((found) => {
      if (here && !found) go("/login", { replace: true });
    });
    return () => {
      here = false;
    };
  }, []);
  return <Spinner />;
}

/** Who works at a desk starts there, if the screen is as wide as a desk's. */
const deskRoles = ["supervisor", "manager", "admin"];

function Home() {
  const who = useSession();
  if (!who) return <Spinner />;
  const roles = who.session?.user.roles ?? [];
  const atDesk = matchMedia("(min-width: 64rem)").matches;
  return (
    <Away to={atDesk && roles.some((role) => deskRoles.includes(role)) ? "/desk" : "/today"} />
  );
}

function Screens() {
  const { path } = useLocation();
  const who = useSession();
  if (!who) return <Spinner />;
  const needsSignIn = !who.session && !open.some((each) => path.startsWith(each));
  if (needsSignIn) return <ToLogin />;
  return (
    <Safe path={path}>
      <div class={isDesk(path) ? "desk-screen" : "screen"}>
        <Router>
          <Route path="/login" component={Login} />
          <Route path="/today" component={Today} />
          <Route path="/records" component={Records} />
          <Route path="/records/:id" component={Records} />
          <Route path="/scan" component={Scan} />
          <Route path="/c/:code" component={Scan} />
          <Route path="/rounds/:id" component={Patrol} />
          <Route path="/rounds/:id/p/:checkpoint" component={Patrol} />
          <Route path="/issues" component={Issues} />
          <Route path="/issues/:id" component={Issues} />
          <Route path="/me" component={Me} />
          <Route path="/sync" component={Sync} />
          <Route path="/sync/apart" component={Sync} />
          <Route path="/sync/apart/:id" component={Sync} />
          <Route path="/conflicts/:id" component={Conflict} />
          <Route path="/install" component={Install} />
          <Route path="/help/:topic" component={Help} />
          <Route path="/desk" component={Desk} />
          <Route path="/desk/*" component={Desk} />
          <Route path="/admin/*" component={Desk} />
          <Route default component={Home} />
        </Router>
      </div>
      {tabs.includes(path) && <TabBar />}
    </Safe>
  );
}

export function App() {
  return (
    <LocationProvider>
      <a class="skip" href="#main">
        {laterWords("skip")}
      </a>
      <WhileOurs onNewer={() => openNewest(() => location.reload())}>
        <Screens />
      </WhileOurs>
      <Toasts />
    </LocationProvider>
  );
}
