/** The desk's header: title, site switch, search, the quiet online chip, the time. */
import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import { connection, go, named, time } from "../../ui";
import { useDesk } from "./data";
import { useKeys } from "./keys";
import { Mark } from "./marks";
import { chooseSite, chosenSite, now } from "./now";
import { Kbd, Switch } from "./parts";
import { w } from "./words";

function SiteSwitch() {
  const { sites } = useDesk();
  if (sites.length < 2) return null;
  const all = sites.length === 2 ? w("bothSites") : w("allSites");
  return (
    <Switch
      label={w("siteSwitch")}
      testid="desk-site"
      value={chosenSite.value}
      onPick={chooseSite}
      options={[
        { value: "", label: all },
        ...sites.map((site) => ({
          value: site.scope,
          label: `${site.scope} ${named(site.fields.name)}`,
        })),
      ]}
    />
  );
}

function Online() {
  const { online, waiting } = connection.value;
  return (
    <a class="desk-chip" href="/sync" data-testid="desk-online">
      <Mark name={online ? "wifi" : "cut"} />
      {online ? w("online") : w("offline")} · {w("waiting", { n: waiting })}
    </a>
  );
}

function Search() {
  const box = useRef<HTMLInputElement>(null);
  useKeys({ "/": () => box.current?.focus() });
  return (
    <search>
      <form
        class="desk-search"
        onSubmit={(event) => {
          event.preventDefault();
          go(`/desk/records?q=${encodeURIComponent(box.current?.value ?? "")}`);
        }}
      >
        <Mark name="search" />
        <input
          ref={box}
          type="search"
          aria-label={w("searchLabel")}
          placeholder={w("search")}
          data-testid="desk-search"
        />
        <Kbd>/</Kbd>
      </form>
    </search>
  );
}

export function Header(props: { title: string; sub?: ComponentChildren; sites?: boolean }) {
  return (
    <header class="desk-header">
      <h1>{props.title}</h1>
      {props.sub && <p class="desk-header-sub">{props.sub}</p>}
      {props.sites !== false && <SiteSwitch />}
      <div class="desk-header-end">
        <Search />
        <Online />
        <span class="desk-now">{time(now.value)}</span>
      </div>
    </header>
  );
}
