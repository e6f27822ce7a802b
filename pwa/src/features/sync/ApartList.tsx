/** `/sync/apart`: everything of mine that was held or set apart, settled or not. */
import { fieldsIn, wantedIn } from "../../rules/apart";
import {
  Card,
  EmptyState,
  Header,
  moment,
  now,
  Page,
  Row,
  Spinner,
  StatusMark,
  stateWords,
  useLive,
  usePeople,
  useTitles,
} from "../../ui";
import { type Apart, readApartThings } from "./apart";
import { why } from "./words";
import { a } from "./words-apart";

function Line(props: { thing: Apart }) {
  const { thing } = props;
  const title = useTitles(thing.scope);
  const name = usePeople();
  const created = { by: "", device_time: thing.ops[0]?.device_time ?? "", received: "" };
  const fields = fieldsIn(wantedIn(thing.ops));
  const sketch = { id: thing.record_id, kind: thing.kind, fields, created };
  const end = thing.ends.at(-1);
  const reason = why.has(thing.code) ? why(thing.code) : thing.code;
  const sub =
    thing.open || !end
      ? reason
      : [stateWords(end.state as "adopted"), end.by && name(end.by), moment(end.at, now.value)]
          .filter(Boolean)
          .join(" · ");
  return (
    <Row
      mark={<StatusMark status={thing.open ? "bad" : "received"} bare />}
      title={title(thing.record ?? sketch)}
      sub={sub}
      href={`/sync/apart/${thing.record_id}`}
      testid={`apart-${thing.record_id}`}
    />
  );
}

export function ApartList() {
  const things = useLive(readApartThings, []);
  if (!things) return <Spinner />;
  return (
    <>
      <Header title={a("apartTitle")} fallback="/sync" />
      <Page testid="apart-list">
        {things.length === 0 ? (
          <EmptyState icon="check" title={a("apartNone")} testid="apart-none" />
        ) : (
          <Card flush>
            {things.map((thing) => (
              <Line key={thing.record_id} thing={thing} />
            ))}
          </Card>
        )}
      </Page>
    </>
  );
}
