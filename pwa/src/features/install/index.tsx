/** Installation, guided per browser; the browser's own prompt where it offers one. */
import { useState } from "preact/hooks";
import { Banner, Button, Card, Dock, Header, offeredInstall, Page } from "../../ui";
import { t } from "./words";
import "./look.css";

const browsers = ["chrome", "safari", "wechat", "firefox", "desktop"] as const;
type Browser = (typeof browsers)[number];

function mine(): Browser {
  const agent = navigator.userAgent;
  if (/MicroMessenger/i.test(agent)) return "wechat";
  if (/iPhone|iPad/.test(agent)) return "safari";
  if (/Android/.test(agent)) return /Firefox/.test(agent) ? "firefox" : "chrome";
  return "desktop";
}

const standalone = () => matchMedia("(display-mode: standalone)").matches;

export default function Install() {
  const [installed, setInstalled] = useState(standalone());
  const own = mine();
  const offer = offeredInstall.value;
  const install = async () => {
    await offer?.prompt();
    const answer = await offer?.userChoice;
    if (answer?.outcome === "accepted") setInstalled(true);
    offeredInstall.value = null;
  };
  return (
    <>
      <Header title={t("title")} fallback="/me" />
      <Page testid="install">
        <p>{t("why")}</p>
        {installed && (
          <Banner
            tone="info"
            icon="check"
            title={t("installed")}
            sub={t("installedSub")}
            testid="install-done"
          />
        )}
        <Steps browser={own} title={t("yours", { name: t(own) })} />
        <h2 class="install-others">{t("others")}</h2>
        {browsers
          .filter((each) => each !== own)
          .map((each) => (
            <Steps key={each} browser={each} title={t(each)} />
          ))}
      </Page>
      {offer && !installed && (
        <Dock>
          <Button kind="main" icon="download" testid="install-now" onClick={install}>
            {t("install")}
          </Button>
        </Dock>
      )}
    </>
  );
}

function Steps(props: { browser: Browser; title: string }) {
  return (
    <Card title={props.title}>
      <ol class="install-steps">
        {([1, 2, 3] as const).map((n) => (
          <li key={n}>
            <span class="install-number" aria-hidden="true">
              {n}
            </span>
            <span>{t(`${props.browser}${n}`)}</span>
          </li>
        ))}
      </ol>
    </Card>
  );
}
