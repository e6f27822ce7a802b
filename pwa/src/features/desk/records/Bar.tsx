/** The second bar of the records page: filters on the left, exports on the right. */
import type { ComponentChildren } from "preact";
import { KINDS } from "../../../rules/kinds";
import { useDesk } from "../data";
import { Mark } from "../marks";
import { kindName, stateName } from "../values";
import { w } from "../words";
import { exportPath, type Filter, KINDS_SHOWN, NO_FILTER } from "./filter";
import { t } from "./words";

const formats = ["csv", "xlsx", "json"] as const;

function Pick(props: {
  label: string;
  value: string;
  testid: string;
  onPick: (value: string) => void;
  children: ComponentChildren;
}) {
  return (
    <label class="desk-pick">
      <span class="hidden">{props.label}</span>
      <select
        value={props.value}
        data-testid={props.testid}
        onChange={(event) => props.onPick(event.currentTarget.value)}
      >
        {props.children}
      </select>
    </label>
  );
}

export function Bar(props: { filter: Filter; onFilter: (filter: Filter) => void }) {
  const { sites } = useDesk();
  const { filter } = props;
  const set = (part: Partial<Filter>) => props.onFilter({ ...filter, ...part });
  const status = KINDS[filter.kind]?.status?.field;
  const states = status ? (KINDS[filter.kind]?.fields[status]?.choices ?? []) : [];
  const dirty = Object.values(filter).some((value) => value !== "");
  return (
    <search class="desk-bar" aria-label={t("filters")}>
      <Pick
        label={t("kind")}
        value={filter.kind}
        testid="desk-filter-kind"
        onPick={(kind) => set({ kind, state: "" })}
      >
        <option value="">{t("allKinds")}</option>
        {KINDS_SHOWN.map((kind) => (
          <option key={kind} value={kind}>
            {kindName(kind)}
          </option>
        ))}
      </Pick>
      {sites.length > 1 && (
        <Pick
          label={t("site")}
          value={filter.site}
          testid="desk-filter-site"
          onPick={(site) => set({ site })}
        >
          <option value="">{w("allSites")}</option>
          {sites.map((site) => (
            <option key={site.id} value={site.scope}>
              {w("site", { code: site.scope })}
            </option>
          ))}
        </Pick>
      )}
      {states.length > 0 && (
        <Pick
          label={t("state")}
          value={filter.state}
          testid="desk-filter-state"
          onPick={(state) => set({ state })}
        >
          <option value="">{t("allStates")}</option>
          {states.map((state) => (
            <option key={state} value={state}>
              {stateName(filter.kind, state)}
            </option>
          ))}
        </Pick>
      )}
      {(["from", "to"] as const).map((end) => (
        <label class="desk-pick" key={end}>
          <span>{t(end)}</span>
          <input
            type="date"
            value={filter[end]}
            data-testid={`desk-filter-${end}`}
            onChange={(event) => set({ [end]: event.currentTarget.value })}
          />
        </label>
      ))}
      <input
        class="desk-find"
        type="search"
        value={filter.q}
        aria-label={t("search")}
        placeholder={t("search")}
        data-testid="desk-filter-search"
        onInput={(event) => set({ q: event.currentTarget.value })}
      />
      {dirty && (
        <button
          type="button"
          class="desk-quiet"
          data-testid="desk-filter-clear"
          onClick={() => props.onFilter(NO_FILTER)}
        >
          {t("clear")}
        </button>
      )}
      <span class="desk-end desk-row">
        <span class="desk-second">
          <Mark name="table" /> {t("exportAs")}
        </span>
        {formats.map((format) => (
          <a
            key={format}
            class="desk-button"
            href={exportPath(filter, format, filter.kind || "inspection")}
            download
            aria-label={t("exportLabel", { format })}
            data-testid={`desk-export-${format}`}
          >
            {format.toUpperCase()}
          </a>
        ))}
      </span>
    </search>
  );
}
