/** The left rail: pages that exist, with what waits in each; below, who is signed in. */
import { useLocation } from "preact-iso";
import { records } from "../../store";
import { Avatar, roleWords, useLive, Wordmark } from "../../ui";
import { useDesk } from "./data";
import { isOpen } from "./deadlines";
import { Mark, type MarkName } from "./marks";
import { chosenSite } from "./now";
import { groupsOf, isOpen as isOpenGroup } from "./quarantine/groups";
import { w } from "./words";

type Page = "home" | "review" | "conflicts" | "quarantine" | "records" | "issues" | "devices";

const pages: readonly { key: Page; path: string; mark: MarkName; roles?: readonly string[] }[] = [
  { key: "home", path: "/desk", mark: "home" },
  { key: "review", path: "/desk/review", mark: "review" },
  { key: "conflicts", path: "/desk/conflicts", mark: "conflicts" },
  { key: "quarantine", path: "/desk/quarantine", mark: "apart" },
  { key: "records", path: "/desk/records", mark: "records" },
  { key: "issues", path: "/desk/issues", mark: "issues" },
  {
    key: "devices",
    path: "/admin/devices",
    mark: "phone",
    roles: ["supervisor", "manager", "admin"],
  },
];

/** What nobody has decided yet is said louder than what waits in the ordinary way. */
const loud: readonly Page[] = ["conflicts", "quarantine"];

async function count(scope: string): Promise<Partial<Record<Page, number>>> {
  const at = scope ? { scope } : {};
  const [review, conflicts, apart, issues] = await Promise.all([
    records({ kind: "inspection", state: "submitted", ...at }),
    records({ kind: "conflict", state: "open", ...at }),
    records({ kind: "quarantine" }),
    records({ kind: "issue", ...at }),
  ]);
  return {
    review: review.length,
    conflicts: conflicts.length,
    quarantine: groupsOf(apart).filter((one) => isOpenGroup(one) && (!scope || one.site === scope))
      .length,
    issues: issues.filter((row) => isOpen(row.fields.status)).length,
  };
}

export function Rail() {
  const { path } = useLocation();
  const { user, sites } = useDesk();
  const scope = chosenSite.value;
  const counts = useLive(() => count(scope), [scope]) ?? {};
  const mayOpen = ({ roles }: (typeof pages)[number]) =>
    !roles || roles.some((role) => user.roles.includes(role));
  const here = path.replace(/\/$/, "");
  const roles = user.roles.map((role) => (roleWords.has(role) ? roleWords(role) : role));
  return (
    <nav class="desk-rail" aria-label={w("rail")}>
      <a class="desk-brand" href="/desk" data-testid="desk-brand">
        <Wordmark />
      </a>
      <ul>
        {pages.filter(mayOpen).map((page) => {
          const waits = counts[page.key];
          return (
            <li key={page.key}>
              <a
                href={page.path}
                aria-current={here === page.path ? "page" : undefined}
                data-testid={`desk-rail-${page.key}`}
              >
                <Mark name={page.mark} />
                <span>{w(page.key)}</span>
                {waits ? (
                  <span class={loud.includes(page.key) ? "desk-count-loud" : "desk-count"}>
                    {waits}
                  </span>
                ) : null}
              </a>
            </li>
          );
        })}
      </ul>
      <a class="desk-user" href="/me" data-testid="desk-user">
        <Avatar name={user.name} />
        <span>
          {user.name}
          <small>
            {[...roles, sites.map((site) => site.scope).join(" ")].filter(Boolean).join(" · ")}
          </small>
        </span>
      </a>
    </nav>
  );
}
