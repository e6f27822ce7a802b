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
        const whole = mine ? t("meRole", { role: own }) : `${name(side.by)} ${title(side.by)}`;
        return (
          <div key={side.choose} class="conflict-person">
            <Avatar name={mine ? props.me.name : name(side.by)} />
            <div>
              <p class="row-title">{whole}</p>
              <p class="caption num">{moment(side.at, now.value)}</p>
            </div>
          </div>
        );
      })}
    </div>
  );
}
