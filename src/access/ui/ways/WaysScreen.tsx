// The page of one's own ways in: passkeys, linked identities, password, and where one is signed in.
import { Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Answer, At, Page, Panel, problemText, say, useTexts } from "#design/ui";
import type { WaysIn } from "../../ways-contract.ts";
import { PasswordForm } from "../Password.tsx";
import { installationQuery } from "../queries.ts";
import styles from "../sign-in.module.css";
import { MakePasskey } from "./MakePasskey.tsx";
import {
  endOtherSessions,
  endSession,
  goToProvider,
  removeIdentity,
  removePasskey,
  waysQuery,
} from "./queries.ts";
import { waysTexts } from "./ways-texts.ts";

/** `refused`: why the browser came back from the provider of single sign-on without success, a problem's code. */
export function WaysScreen({ refused }: { readonly refused: string | undefined }) {
  const t = useTexts(waysTexts);
  const ways = useQuery(waysQuery);
  const told = refused === undefined ? "" : t.code("problem", refused, "");
  return (
    <Page title={t("ways.title")}>
      {told === "" ? null : (
        <p role="alert" className={styles["summary"]}>
          {told}
        </p>
      )}
      <Answer query={ways}>{(shown) => <Ways ways={shown} />}</Answer>
    </Page>
  );
}

/** One of the acts on this page: it asks, says what became of it, and loads the page anew. */
function useAct<Given>(act: (given: Given) => Promise<unknown>, done: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSuccess: async () => {
      say(done);
      await queries.invalidateQueries({ queryKey: waysQuery.queryKey });
    },
  });
}

function Ways({ ways }: { ways: WaysIn }) {
  const t = useTexts(waysTexts);
  const provider = useQuery(installationQuery).data?.singleSignOn;
  const passkey = useAct(removePasskey, t("passkey.removed"));
  const identity = useAct(removeIdentity, t("passkey.removed"));
  const session = useAct(endSession, t("ways.session.ended"));
  const others = useAct(() => endOtherSessions(), t("ways.session.ended"));
  const error = passkey.error ?? identity.error ?? session.error ?? others.error;
  return (
    <div className={styles["waysPage"]}>
      {error === null ? null : (
        <p role="alert" className={styles["summary"]}>
          {problemText(error, t)}
        </p>
      )}
      <Panel title={t("ways.passkeys")}>
        {ways.passkeys.length === 0 ? <p>{t("ways.passkeys.none")}</p> : null}
        <ul className={styles["waysList"]}>
          {ways.passkeys.map((one) => (
            <li key={one.id}>
              <span>
                <strong>
                  <bdi>{one.name}</bdi>
                </strong>
                <span className={styles["roles"]}>
                  {one.suspected
                    ? t("passkey.suspected")
                    : one.synced
                      ? t("passkey.synced")
                      : t("passkey.bound")}
                  {" · "}
                  {t("passkey.added")} <At instant={one.addedAt} /> · {t("passkey.used")}{" "}
                  {one.lastUsedAt === null ? t("passkey.used.never") : <At instant={one.lastUsedAt} />}
                </span>
              </span>
              <Button
                variant="default"
                size="xs"
                loading={passkey.isPending && passkey.variables === one.id}
                aria-label={`${t("passkey.remove")}: ${one.name}`}
                onClick={() => passkey.mutate(one.id)}
              >
                {t("passkey.remove")}
              </Button>
            </li>
          ))}
        </ul>
        <MakePasskey />
      </Panel>
      {provider === undefined && ways.identities.length === 0 ? null : (
        <Panel title={t("ways.identities")}>
          {ways.identities.length === 0 ? <p>{t("ways.identities.none")}</p> : null}
          <ul className={styles["waysList"]}>
            {ways.identities.map((one) => (
              <li key={one.id}>
                <span>
                  <bdi>{one.issuer}</bdi>
                  <span className={styles["roles"]}>
                    {t("ways.identities.linked")} <At instant={one.linkedAt} />
                  </span>
                </span>
                <Button
                  variant="default"
                  size="xs"
                  aria-label={`${t("passkey.remove")}: ${one.issuer}`}
                  onClick={() => identity.mutate(one.id)}
                >
                  {t("passkey.remove")}
                </Button>
              </li>
            ))}
          </ul>
          {provider === undefined ? null : (
            <Button variant="default" onClick={() => void goToProvider({ use: "link", to: "/me/access" })}>
              {t("ways.link", { provider })}
            </Button>
          )}
        </Panel>
      )}
      {ways.password ? (
        <Panel title={t("ways.password")}>
          <p className={styles["why"]}>{t("ways.password.text")}</p>
          <PasswordForm />
        </Panel>
      ) : null}
      <Panel title={t("ways.sessions")}>
        <ul className={styles["waysList"]}>
          {ways.sessions.map((one) => (
            <li key={one.id}>
              <span>
                <strong>{one.device === "" ? t("ways.session.unknown") : one.device}</strong>
                {one.here ? ` (${t("ways.session.here")})` : null}
                <span className={styles["roles"]}>
                  {t(`ways.strength.${one.strength}`)} · {t("ways.session.since")}{" "}
                  <At instant={one.openedAt} /> · {t("ways.session.seen")} <At instant={one.lastSeenAt} />
                </span>
              </span>
              {one.here ? null : (
                <Button
                  variant="default"
                  size="xs"
                  aria-label={`${t("ways.session.end")}: ${one.device}`}
                  onClick={() => session.mutate(one.id)}
                >
                  {t("ways.session.end")}
                </Button>
              )}
            </li>
          ))}
        </ul>
        {ways.sessions.length > 1 ? (
          <Button variant="default" loading={others.isPending} onClick={() => others.mutate(undefined)}>
            {t("ways.session.endOthers")}
          </Button>
        ) : null}
      </Panel>
    </div>
  );
}
