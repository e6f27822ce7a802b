/** Phone → server as a line of two stations; it shows where it stops. */
import { Icon } from "../../ui";
import { t } from "./words";

export function SyncLine(props: { online: boolean; done: boolean }) {
  return (
    <div
      class="sync-line"
      role="img"
      aria-label={t(props.online ? "lineOpen" : "lineBroken")}
      data-testid="sync-line"
    >
      <span class="sync-end sync-phone">
        <Icon name="phone" />
      </span>
      <span class={props.online ? "sync-come sync-whole" : "sync-come"} />
      {!props.online && (
        <>
          <Icon name="x" size={20} />
          <span class="sync-ahead" />
        </>
      )}
      <span class={props.online ? "sync-end sync-reached" : "sync-end sync-server"}>
        <Icon name={props.done ? "check" : "server"} />
      </span>
    </div>
  );
}
