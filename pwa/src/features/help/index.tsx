/** Short help pages, on the phone and offline: `/help/:topic`. */
import { Card, Header, Page, Row, type Status, StatusMark } from "../../ui";
import { t } from "./words";

const topics = ["offline", "states", "conflicts"] as const;
type Topic = (typeof topics)[number];

const pages: Record<Exclude<Topic, "states">, readonly Parameters<typeof t>[0][]> = {
  offline: ["offline1", "offline2", "offline3", "offline4"],
  conflicts: ["conflicts1", "conflicts2", "conflicts3"],
};

const states: readonly (readonly [Status, Parameters<typeof t>[0]])[] = [
  ["draft", "statesDraft"],
  ["saved", "statesSaved"],
  ["sending", "statesSending"],
  ["received", "statesReceived"],
  ["returned", "statesReturned"],
  ["conflict", "statesConflict"],
  ["off", "statesOff"],
];

export default function Help(props: { params?: { topic?: string } }) {
  const topic = topics.find((each) => each === props.params?.topic) ?? "offline";
  return (
    <>
      <Header title={t(topic)} sub={t("help")} fallback="/me" />
      <Page testid="help">
        {topic === "states" ? (
          <Card flush>
            {states.map(([state, text]) => (
              <Row
                key={state}
                title={<StatusMark status={state} />}
                sub={t(text)}
                testid={`help-${state}`}
              />
            ))}
          </Card>
        ) : (
          pages[topic].map((text) => (
            <Card key={text}>
              <p>{t(text)}</p>
            </Card>
          ))
        )}
        <Card flush>
          {topics
            .filter((each) => each !== topic)
            .map((each) => (
              <Row
                key={each}
                icon="info"
                title={t(each)}
                href={`/help/${each}`}
                testid={`help-to-${each}`}
              />
            ))}
        </Card>
      </Page>
    </>
  );
}
