// The sign-in page at its address: where to go afterwards, and the settings that need no person.
import { useQueryClient } from "@tanstack/react-query";
import { getRouteApi, Link, useRouter } from "@tanstack/react-router";
import { changeSession, SignInPage } from "#access/ui";
import { useSurroundings, useTexts } from "#design/ui";
import { Banner } from "./Banner.tsx";
import { Logo } from "./Logo.tsx";
import { languageWasChosen, usePreferences } from "./preferences.tsx";
import { QuickSettings } from "./QuickSettings.tsx";
import { isLanguage } from "#design/ui";
import { shellTexts } from "./shell-texts.ts";
import styles from "./shell.module.css";

const here = getRouteApi("/sign-in");

/** Signs in and goes on to the page that was asked for. */
export function SignInRoute() {
  const { to, ended, refused } = here.useSearch();
  const queries = useQueryClient();
  const router = useRouter();
  const preferences = usePreferences();
  const { language } = useSurroundings();
  const t = useTexts(shellTexts);
  return (
    <div className={styles["outside"]} lang={language}>
      <Banner />
      <SignInPage
        logo={<Logo large />}
        settings={<QuickSettings />}
        forCarriers={
          <>
            <Link to="/privacy">{t("privacy.link")}</Link>
            <Link to="/send">{t("send.link")}</Link>
            <Link to="/check">{t("check.link")}</Link>
            <Link to="/certify">{t("certify.link")}</Link>
          </>
        }
        ended={ended === true}
        to={to ?? "/"}
        refused={refused}
        onSignedIn={(session) => {
          changeSession(queries, session);
          if (!languageWasChosen() && isLanguage(session.person.locale))
            preferences.set({ language: session.person.locale });
          router.history.push(to ?? "/");
        }}
      />
    </div>
  );
}
