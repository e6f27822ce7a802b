/** Issues: `/issues` the list, `/issues/new`, `/issues/:id`. */
import { List } from "./List";
import { New } from "./New";
import { One } from "./One";
import "./look.css";
import "../../ui/camera/look.css";

export default function Issues(props: {
  params?: { id?: string };
  query?: Record<string, string>;
}) {
  const id = props.params?.id;
  if (id === "new") return <New />;
  return id ? <One key={id} id={id} shooting={props.query?.shoot === "1"} /> : <List />;
}
