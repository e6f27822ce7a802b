/** Scan: `/scan` with the camera or by typing, and `/c/:code`, which a label's QR code opens. */
import { useEffect, useState } from "preact/hooks";
import {
  Banner,
  Button,
  buzz,
  Dock,
  EmptyState,
  Field,
  go,
  named,
  Page,
  Spinner,
  TabHeader,
  useSite,
  useSites,
} from "../../ui";
import { Camera, canScan } from "./Camera";
import { codeIn, type Found, find } from "./find";
import { t } from "./words";
import "./look.css";

export default function Scan(props: { params?: { code?: string } }) {
  const site = useSite();
  const sites = useSites() ?? [];
  const [typed, setTyped] = useState("");
  const [filming, setFilming] = useState(false);
  const [said, setSaid] = useState<{ code: string; found: Found } | null>(null);
  const given = props.params?.code;
  const open = async (text: string, proof: "qr" | "typed") => {
    const code = codeIn(text);
    if (!code || !site) return;
    setFilming(false);
    const found = await find(code, site.scope, proof);
    if (found.kind === "checkpoint") {
      buzz();
      go(found.path, { replace: given !== undefined });
    } else setSaid({ code, found });
  };
  useEffect(() => {
    if (given && site) open(given, "qr");
  }, [given, site?.scope]);
  if (given && !said) return <Spinner />;
  const siteName = (scope: string) =>
    named(sites.find((each) => each.scope === scope)?.fields.name, scope);
  return (
    <form
      class="scan"
      onSubmit={(event) => {
        event.preventDefault();
        open(typed, "typed");
      }}
    >
      <TabHeader title={t("title")} />
      <Page tabs testid="scan">
        {said && <Answer code={said.code} found={said.found} siteName={siteName} />}
        {filming && <Camera onCode={(text) => open(text, "qr")} />}
        {!canScan && <p class="caption">{t("noDetector")}</p>}
        {canScan && (
          <Button
            wide
            icon={filming ? "x" : "camera"}
            testid="scan-camera"
            onClick={() => setFilming(!filming)}
          >
            {t(filming ? "stop" : "camera")}
          </Button>
        )}
        <Field
          label={t("code")}
          value={typed}
          onInput={setTyped}
          hint={t("codeHint")}
          autocapitalize="none"
          testid="scan-code"
        />
      </Page>
      <Dock overTabs>
        <Button kind="main" type="submit" testid="scan-open" missing={!typed.trim()}>
          {t(typed.trim() ? "open" : "missing")}
        </Button>
      </Dock>
    </form>
  );
}

function Answer(props: { code: string; found: Found; siteName: (scope: string) => string }) {
  const { code, found } = props;
  if (found.kind === "no-round") {
    return (
      <EmptyState
        icon="today"
        title={t("noRound")}
        sub={`${t("found", { name: named(found.name), code })} ${t("noRoundSub")}`}
        action={
          <Button href="/today" icon="today" testid="scan-to-today">
            {t("toToday")}
          </Button>
        }
        testid="scan-no-round"
      />
    );
  }
  const other = found.kind === "other-site";
  const title =
    found.kind === "other-site"
      ? t("otherSite", { code, site: props.siteName(found.scope) })
      : t("unknown", { code });
  return (
    <div role="alert">
      <Banner
        tone="warn"
        icon="scan"
        title={title}
        sub={t(other ? "otherSiteSub" : "unknownSub")}
        testid="scan-unknown"
      />
    </div>
  );
}
