/** Records: the list on `/records`, one record on `/records/:id`. Read-only; the work is elsewhere. */
import { List } from "./List";
import { One } from "./One";
import "./look.css";

export default function Records(props: {
  params?: { id?: string };
  query?: Record<string, string>;
}) {
  const id = props.params?.id;
  return id ? <One key={id} id={id} /> : <List query={props.query ?? {}} />;
}
