/** Signing in: name and password, once with a network. Asks for no permission. */
import { useState } from "preact/hooks";
import { signIn } from "../../outbox";
import {
  Banner,
  Button,
  Choice,
  connection,
  Dock,
  Field,
  go,
  IconButton,
  language,
  languageNames,
  languages,
  Page,
  speak,
  Wordmark,
} from "../../ui";
import { t } from "./words";
import "./look.css";

const inWeChat = /MicroMessenger/i.test(navigator.userAgent);
const tongues = languages.map((value) => ({ value, label: languageNames[value] }));

/** The sentence for a refusal; codes are those of the server's catalogue. */
function sentence(code: string): string {
  if (code === "wrong_password") return t("wrong");
  if (code === "too_many_requests") return t("throttled");
  if (code === "offline" || code === "unreachable") return t("unreachable");
  return t("other", { code });
}

export default function Login() {
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const [shown, setShown] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const [tried, setTried] = useState(false);
  const enter = async (event: Event) => {
    event.preventDefault();
    setTried(true);
    if (!name.trim() || !password || busy) return;
    setBusy(true);
    setError(null);
    const answer = await signIn(name.trim(), password);
    setBusy(false);
    if (answer.ok) go("/", { replace: true });
    else setError(sentence(answer.error.code));
  };
  return (
    <form class="login" onSubmit={enter} noValidate>
      <Page testid="login">
        <div class="login-top">
          <h1>
            <Wordmark large />
          </h1>
          <p class="caption">{t("lead")}</p>
        </div>
        {inWeChat && (
          <Banner
            tone="warn"
            icon="open"
            title={t("wechatTitle")}
            sub={t("wechatSub")}
            testid="login-wechat"
          />
        )}
        {!connection.value.online && (
          <Banner
            tone="info"
            icon="cloud-off"
            title={t("offlineTitle")}
            sub={t("offlineSub")}
            testid="login-offline"
          />
        )}
        {error && (
          <div role="alert">
            <Banner tone="bad" icon="info" title={t("failed")} sub={error} testid="login-error" />
          </div>
        )}
        <Field
          label={t("name")}
          value={name}
          onInput={setName}
          testid="login-name"
          autocomplete="username"
          autocapitalize="none"
          error={tried && !name.trim() ? t("missingName") : undefined}
        />
        <Field
          label={t("password")}
          value={password}
          onInput={setPassword}
          type={shown ? "text" : "password"}
          testid="login-password"
          autocomplete="current-password"
          autocapitalize="none"
          error={tried && !password ? t("missingPassword") : undefined}
          inside={
            <IconButton
              icon={shown ? "hide" : "show"}
              label={t(shown ? "hide" : "show")}
              testid="login-show"
              onClick={() => setShown(!shown)}
            />
          }
        />
        <Choice
          label={t("language")}
          options={tongues}
          value={language.value}
          onPick={(value) => value && speak(value)}
          testid="login-language"
          even
        />
        <a class="login-install" href="/install" data-testid="login-install">
          {t("installed")}
        </a>
      </Page>
      <Dock>
        <Button kind="main" type="submit" testid="login-submit" busy={busy}>
          {t(busy ? "busy" : "signIn")}
        </Button>
      </Dock>
    </form>
  );
}
