/** The way out when a meter cannot be read: a reason instead of an invented number. */
import { useState } from "preact/hooks";
import type { TemplateItem } from "../../rules/types";
import { Button } from "../../ui";
import { Reasons, unreadReasons } from "./Reasons";
import type { Walk } from "./walk";
import { t } from "./words-point";

export function UnreadButton(props: {
  walk: Walk;
  item: TemplateItem;
  onWhy: (walk: Walk, item: TemplateItem, why: string) => void;
}) {
  const [open, setOpen] = useState(false);
  const { item } = props;
  return (
    <div class="patrol-unread">
      <Button kind="quiet" testid={`unread-${item.id}`} onClick={() => setOpen(true)}>
        {t("unread")}
      </Button>
      <Reasons
        open={open}
        title={t("unreadTitle")}
        reasons={unreadReasons()}
        testid={`unread-${item.id}-why`}
        onClose={() => setOpen(false)}
        onPick={(why) => {
          setOpen(false);
          props.onWhy(props.walk, item, why);
        }}
      />
    </div>
  );
}
