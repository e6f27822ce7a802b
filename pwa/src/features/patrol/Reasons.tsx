/** A sheet of reasons to pick from; one tap is enough, nothing has to be typed. */
import { Choice, Dialog } from "../../ui";
import { t } from "./words-point";

export function Reasons<K extends string>(props: {
  open: boolean;
  title: string;
  reasons: readonly { value: K; label: string }[];
  testid: string;
  onPick: (label: string) => void;
  onClose: () => void;
}) {
  return (
    <Dialog open={props.open} title={props.title} onClose={props.onClose} testid={props.testid}>
      <Choice
        bare
        label={props.title}
        options={props.reasons}
        value={null}
        testid={props.testid}
        onPick={(value) => {
          const found = props.reasons.find((each) => each.value === value);
          if (found) props.onPick(found.label);
        }}
      />
    </Dialog>
  );
}

/** Why a checkpoint was skipped. */
export const skipReasons = () =>
  (["stopped", "noWay", "repair", "weather", "other"] as const).map((value) => ({
    value,
    label: t(value),
  }));

/** Why a reading could not be taken. */
export const unreadReasons = () =>
  (["broken", "noPower", "dark", "stopped", "noWay", "other"] as const).map((value) => ({
    value,
    label: t(value),
  }));
