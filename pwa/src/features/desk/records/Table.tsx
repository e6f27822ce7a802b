/** Records as rows; one tab stop, arrow keys move, Enter opens. */
import { useState } from "preact/hooks";
import type { RecordView } from "../../../store";
import { moment } from "../../../ui";
import { personName, useDesk } from "../data";
import { happenedAt } from "../happened";
import { now } from "../now";
import { Said } from "../parts";
import { missingIn, photosIn } from "../shots";
import { titleOf } from "../titles";
import { kindName, stateName } from "../values";
import { t } from "./words";

const PAGE = 100;

export function Table(props: {
  rows: RecordView[];
  chosen: string | undefined;
  onOpen: (id: string) => void;
}) {
  const desk = useDesk();
  const [most, setMost] = useState(PAGE);
  const shown = props.rows.slice(0, most);
  const left = props.rows.length - shown.length;
  return (
    <div class="desk-table-pane">
      <table class="desk-table" data-testid="desk-records-table">
        <caption class="hidden">{t("table")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("when")}</th>
            <th scope="col">{t("kind")}</th>
            <th scope="col">{t("what")}</th>
            <th scope="col">{t("site")}</th>
            <th scope="col">{t("who")}</th>
            <th scope="col">{t("state")}</th>
            <th scope="col" class="desk-num">
              {t("photos")}
            </th>
            <th scope="col" class="desk-num">
              {t("version")}
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => {
            const missing = missingIn(row);
            const photos = photosIn(row).length;
            return (
              <tr key={row.id} aria-current={row.id === props.chosen ? "true" : undefined}>
                <td class="desk-when">{moment(happenedAt(row), now.value)}</td>
                <td class="desk-second">{kindName(row.kind)}</td>
                <td>
                  <a
                    href={`/desk/records?id=${row.id}`}
                    data-testid={`desk-record-row-${row.id}`}
                    onClick={(event) => {
                      event.preventDefault();
                      props.onOpen(row.id);
                    }}
                  >
                    {titleOf(desk, row)}
                  </a>
                </td>
                <td>{row.scope}</td>
                <td class="desk-name">{personName(desk, row.created.by)}</td>
                <td>{stateName(row.kind, row.fields.status ?? row.fields.state)}</td>
                <td class="desk-num">
                  {missing > 0 ? (
                    <Said tone="plain" mark="cloud">
                      {`${photos - missing} / ${photos}`}
                    </Said>
                  ) : (
                    photos || ""
                  )}
                </td>
                <td class="desk-num desk-second">{row.rev || ""}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {left > 0 && (
        <button
          type="button"
          class="desk-button"
          data-testid="desk-records-more"
          onClick={() => setMost(most + PAGE)}
        >
          {t("more", { n: Math.min(left, PAGE) })}
        </button>
      )}
    </div>
  );
}
