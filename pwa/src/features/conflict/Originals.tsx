/** All values of a conflict stay readable for good (C1): before, each side, and earlier ones. */
import type { ConflictField } from "../../rules/types";
import { Card, Dialog, Facts, type Values } from "../../ui";
import type { Side } from "./sides";
import { t } from "./words";

export function Originals(props: {
  open: boolean;
  onClose: () => void;
  fields: readonly { key: string; field: ConflictField; sides: Side[] }[];
  kind: string;
  values: Values;
  told: (side: Side) => string;
}) {
  const { kind, values } = props;
  return (
    <Dialog
      open={props.open}
      title={t("originals")}
      onClose={props.onClose}
      testid="conflict-originals-all"
    >
      {props.fields.map(({ key, field, sides }) => (
        <Card key={key} title={values.label(kind, key)}>
          <Facts
            facts={[
              [t("base"), values.text(kind, key, field.base)],
              ...sides.map(
                (side) => [props.told(side), values.text(kind, key, side.value)] as const,
              ),
              ...field.earlier.map(
                (value, i) => [`${t("earlier")} ${i + 1}`, values.text(kind, key, value)] as const,
              ),
            ]}
          />
        </Card>
      ))}
    </Dialog>
  );
}
