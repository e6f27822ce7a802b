/** The way out when a meter cannot be read: a reason instead of an invented number. */
import { useState } from "preact/hooks";
import type { TemplateItem } from "../../rules/types";
import { Button, named } from "../../ui";
import { unread } from "./keep";
import { Reasons, unreadReasons } from "./Reasons";
import type { Walk } from "./walk";
import { t } from "./words-point";

/** Asks for the first reading that is still empty. */
export function Unread({ walk, empty }: { walk: Walk; empty: readonly TemplateItem[] }) {
  const [asking, setAsking] = useState<TemplateItem | null>(null);
  const [first] = empty;
  if (!first && !asking) return null;
  return (
    <>
      <Button kind="quiet" testid="point-unread" onClick={() => setAsking(first ?? null)}>
        {t("unread")}
      </Button>
      <Reasons
        open={asking !== null}
        title={t("unreadTitle", { item: named(asking?.label) })}
        reasons={unreadReasons()}
        testid="unread-why"
        onClose={() => setAsking(null)}
        onPick={(why) => {
          if (asking) void unread(walk, asking, why);
          setAsking(null);
        }}
      />
    </>
  );
}
