/** A screen for a thing that this phone does not hold: says so and leads back. */
import { Button } from "./Button";
import { EmptyState } from "./Feedback";
import { Header } from "./Header";
import type { IconName } from "./icon-names";
import { Page } from "./Layout";

export function NotHere(props: {
  /** test ids of the screen, of what it says, of the way back */
  ids: readonly [screen: string, said: string, back: string];
  title: string;
  icon: IconName;
  said: string;
  sub: string;
  /** where the one button leads, and what it says */
  to: string;
  back: string;
}) {
  const { to } = props;
  const [screen, said, back] = props.ids;
  return (
    <>
      <Header title={props.title} fallback={to} />
      <Page testid={screen}>
        <EmptyState
          icon={props.icon}
          title={props.said}
          sub={props.sub}
          action={
            <Button href={to} testid={back}>
              {props.back}
            </Button>
          }
          testid={said}
        />
      </Page>
    </>
  );
}
