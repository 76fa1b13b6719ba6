// The sign-in page: name and password, and in the demonstration the accounts to try.
import { Button, PasswordInput, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Suspense, useEffect, useRef, useState, type FormEvent, type ReactNode } from "react";
import type { Session } from "../contract.ts";
import { ApiProblem, Icon, problemText, useTexts } from "#design/ui";
import { accessTexts } from "./access-texts.ts";
import { installationQuery, signIn } from "./queries.ts";
import styles from "./sign-in.module.css";
import { SignInWays } from "./ways/lazy.ts";

export type SignInPageProps = {
  /** The product's sign. */
  readonly logo: ReactNode;
  /** Language and theme, to be chosen before anyone is signed in. */
  readonly settings: ReactNode;
  /** A way on for carriers, who have no account here. */
  readonly forCarriers: ReactNode;
  /** The page asked for needed a session that has ended. */
  readonly ended: boolean;
  /** Where to go on: the provider of single sign-on brings the browser back there. */
  readonly to: string;
  /** Why it came back from there without being let in. */
  readonly refused: string | undefined;
  readonly onSignedIn: (session: Session) => void;
};

/** Asks who it is. Errors are said once above the form, take the focus, and stand at the field as well. */
export function SignInPage({ logo, settings, forCarriers, ended, to, refused, onSignedIn }: SignInPageProps) {
  const t = useTexts(accessTexts);
  const installation = useQuery(installationQuery).data;
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const [missing, setMissing] = useState<{ name?: string; password?: string }>({});
  const summary = useRef<HTMLDivElement>(null);
  const entering = useMutation({ mutationFn: signIn, onSuccess: onSignedIn });

  useEffect(() => {
    document.title = `${t("signIn.title")} · OpenPIU`;
  }, [t]);
  const problem =
    entering.error === null
      ? undefined
      : entering.error instanceof ApiProblem && entering.error.status === 401
        ? t("signIn.wrong")
        : problemText(entering.error, t);
  const problems = [problem, missing.name, missing.password].filter((text) => text !== undefined);
  const said = problems.join(" ");
  useEffect(() => {
    if (said !== "") summary.current?.focus();
  }, [said]);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const lacking = {
      ...(name.trim() === "" ? { name: t("signIn.empty.name") } : {}),
      ...(password === "" ? { password: t("signIn.empty.password") } : {}),
    };
    setMissing(lacking);
    if (Object.keys(lacking).length === 0) entering.mutate({ name: name.trim(), password });
  };

  return (
    <div className={styles["place"]}>
      <header className={styles["top"]}>{settings}</header>
      <main id="main" className={styles["main"]}>
        <div className={styles["card"]}>
          <div className={styles["brand"]}>
            {logo}
            <p>{installation?.unit ?? t("signIn.claim")}</p>
          </div>
          <h1>{t("signIn.title")}</h1>
          {ended && problems.length === 0 ? <p className={styles["ended"]}>{t("signIn.again")}</p> : null}
          {problems.length === 0 ? null : (
            <div ref={summary} className={styles["summary"]} role="alert" tabIndex={-1}>
              <strong>{t("signIn.problem")}</strong>
              {problems.map((text) => (
                <p key={text}>{text}</p>
              ))}
            </div>
          )}
          <Suspense>
            <SignInWays
              provider={installation?.singleSignOn}
              to={to}
              refused={refused}
              onSignedIn={onSignedIn}
            />
          </Suspense>
          <form onSubmit={submit} noValidate className={styles["form"]}>
            <TextInput
              label={t("signIn.name")}
              autoComplete="username"
              autoCapitalize="none"
              spellCheck={false}
              size="md"
              value={name}
              error={missing.name}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <PasswordInput
              label={t("signIn.password")}
              autoComplete="current-password"
              size="md"
              value={password}
              error={missing.password}
              onChange={(event) => setPassword(event.currentTarget.value)}
            />
            <Button type="submit" size="md" fullWidth loading={entering.isPending}>
              {t("signIn.submit")}
            </Button>
          </form>
          <p className={styles["law"]}>
            <Icon name="ledger" size={14} /> {t("signIn.law")}
          </p>
        </div>
        {installation === undefined || installation.accounts.length === 0 ? null : (
          <section className={styles["demo"]} aria-label={t("signIn.demo.title")}>
            <h2>{t("signIn.demo.title")}</h2>
            <p>{t("signIn.demo.text")}</p>
            <ul>
              {installation.accounts.map((account) => (
                <li key={account.name}>
                  <button
                    type="button"
                    disabled={entering.isPending}
                    onClick={() => entering.mutate({ name: account.name, password: account.password })}
                  >
                    <Icon name="person" />
                    <span>
                      <strong>
                        <bdi>{account.displayName}</bdi>
                      </strong>
                      <span className={styles["roles"]}>
                        {account.roles.map((role) => t(`role.${role}`)).join(", ")}
                      </span>
                    </span>
                  </button>
                </li>
              ))}
            </ul>
          </section>
        )}
      </main>
      <footer className={styles["foot"]}>
        {forCarriers}
        {installation === undefined ? null : t("signIn.version", { version: installation.version })}
      </footer>
    </div>
  );
}
