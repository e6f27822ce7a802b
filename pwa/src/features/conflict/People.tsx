/** The two people of a conflict, equal in size and weight. */
import type { User } from "../../store";
import { Avatar, moment, now, roleWords, usePeople, usePersonTitle } from "../../ui";
import type { Side } from "./sides";
import { t } from "./words";

export function People(props: { sides: readonly Side[]; me: User }) {
  const name = usePeople();
  const title = usePersonTitle();
  return (
    <div class="conflict-people">
      {props.sides.map((side) => {
        const mine = side.by === props.me.id;
        const role = props.me.roles[0];
        const own = role && roleWords.has(role) ? roleWords(role) : "";
        const other = side.by ? `${name(side.by)} ${title(side.by)}` : t("onServer");
        const whole = mine ? t("meRole", { role: own }) : other;
        const initial = mine ? props.me.name : other;
        return (
          <div key={side.choose} class="conflict-person">
            <Avatar name={initial} />
            <div>
              <p class="row-title">{whole}</p>
              <p class="caption num">{side.at && moment(side.at, now.value)}</p>
            </div>
          </div>
        );
      })}
    </div>
  );
}
