/** Where a person's entries are: on this phone since when, or still being written. Never more than true. */
import { StatusMark, time } from "../../ui";
import { keeping, keptAt } from "./keep";
import { t } from "./words-point";

export function SavedLine() {
  const at = keptAt.value;
  return (
    <p class="patrol-saved" aria-live="polite" data-testid="saved-line">
      {keeping.value > 0 ? (
        <StatusMark status="draft" word={t("saving")} />
      ) : (
        at !== undefined && <StatusMark status="saved" word={t("savedAt", { time: time(at) })} />
      )}
    </p>
  );
}
