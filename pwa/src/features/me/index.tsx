/** Me: who I am, where I work, language and screen, this phone, help, and signing out. */
import { useEffect, useState } from "preact/hooks";
import { type SyncStatus, status } from "../../outbox";
import {
  Avatar,
  Card,
  Choice,
  chosenSite,
  language,
  languageNames,
  languages,
  named,
  Page,
  Row,
  roleWords,
  speak,
  TabHeader,
  theme,
  themes,
  useSession,
  useSites,
  wear,
  workAt,
} from "../../ui";
import { SignOut } from "./SignOut";
import { ThisPhone } from "./ThisPhone";
import { t } from "./words";
import "./look.css";

const deskRoles = ["supervisor", "manager", "admin", "auditor", "shift_lead"];
const tongues = languages.map((value) => ({ value, label: languageNames[value] }));

export default function Me() {
  const me = useSession()?.session?.user;
  const sites = useSites() ?? [];
  const [sync, setSync] = useState<SyncStatus>(status.get());
  useEffect(() => status.subscribe(setSync), []);
  if (!me) return null;
  const roles = me.roles.map((role) => (roleWords.has(role) ? roleWords(role) : role)).join(" · ");
  const site = sites.find((each) => each.scope === chosenSite.value) ?? sites[0];
  return (
    <>
      <TabHeader title={t("title")} />
      <Page tabs testid="me">
        <div class="me-who">
          <Avatar name={me.name} solid />
          <div>
            <p class="row-title">{me.name}</p>
            <p class="caption">
              {me.username} · {roles}
            </p>
          </div>
        </div>
        <Card>
          {sites.length > 1 && (
            <Choice
              label={t("site")}
              options={sites.map((each) => ({ value: each.scope, label: named(each.fields.name) }))}
              value={site?.scope ?? null}
              onPick={(scope) => scope && workAt(scope)}
              testid="me-site"
            />
          )}
          <Choice
            label={t("language")}
            options={tongues}
            value={language.value}
            onPick={(value) => value && speak(value)}
            testid="me-language"
            even
          />
          <Choice
            label={t("theme")}
            options={themes.map((value) => ({ value, label: t(value) }))}
            value={theme.value}
            onPick={(value) => value && wear(value)}
            testid="me-theme"
          />
        </Card>
        <ThisPhone sync={sync} />
        <Card flush>
          {me.roles.some((role) => deskRoles.includes(role)) && (
            <Row icon="desk" title={t("desk")} sub={t("deskSub")} href="/desk" testid="me-desk" />
          )}
          <Row
            icon="trash"
            title={t("bin")}
            sub={t("binSub")}
            href="/records?bin=1"
            testid="me-bin"
          />
        </Card>
        <Card title={t("help")} flush>
          <Row
            icon="cloud-off"
            title={t("helpOffline")}
            href="/help/offline"
            testid="me-help-offline"
          />
          <Row icon="info" title={t("helpStates")} href="/help/states" testid="me-help-states" />
          <Row
            icon="copy"
            title={t("helpConflicts")}
            href="/help/conflicts"
            testid="me-help-conflicts"
          />
        </Card>
        <SignOut sync={sync} />
      </Page>
    </>
  );
}
