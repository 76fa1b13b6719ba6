// On the sign-in page, before name and password: a passkey, single sign-on, or an enrolment's code.
import { Button, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef, useState, type FormEvent } from "react";
import type { Session } from "../../contract.ts";
import { problemText, useTexts } from "#design/ui";
import styles from "../sign-in.module.css";
import { goToProvider, openEnrolment, passkeyPlace, signInByPasskey } from "./queries.ts";
import { sayOfPasskey } from "./say-of-passkey.ts";
import { waysTexts } from "./ways-texts.ts";

export type SignInWaysProps = {
  /** What the button of single sign-on says; undefined where there is no provider. */
  readonly provider: string | undefined;
  /** Where to go on after it. */
  readonly to: string;
  /** Why the browser came back from the provider without being let in: a problem's code. */
  readonly refused: string | undefined;
  readonly onSignedIn: (session: Session) => void;
};

export function SignInWays({ provider, to, refused, onSignedIn }: SignInWaysProps) {
  const t = useTexts(waysTexts);
  const [enrolling, setEnrolling] = useState(false);
  const code = useRef<HTMLInputElement>(null);
  // The field stands where the button was that asked for it.
  useEffect(() => {
    if (enrolling) code.current?.focus();
  }, [enrolling]);
  const [secret, setSecret] = useState("");
  const [lacking, setLacking] = useState(false);
  const byPasskey = useMutation({ mutationFn: signInByPasskey, onSuccess: onSignedIn });
  const bySecret = useMutation({ mutationFn: openEnrolment, onSuccess: onSignedIn });
  const going = useMutation({ mutationFn: () => goToProvider({ use: "sign-in", to }) });
  const error = byPasskey.error ?? bySecret.error ?? going.error;
  const told = refused === undefined ? undefined : t.code("problem", refused, "");
  const said = error === null ? told : (sayOfPasskey(error, t) ?? problemText(error, t));
  const place = passkeyPlace();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setLacking(secret.trim() === "");
    if (secret.trim() !== "") bySecret.mutate(secret.trim());
  };
  return (
    <div className={styles["ways"]}>
      {said === undefined || said === "" ? null : (
        <p role="alert" className={styles["summary"]}>
          {said}
        </p>
      )}
      {place === "here" ? (
        <Button size="md" fullWidth loading={byPasskey.isPending} onClick={() => byPasskey.mutate()}>
          {t("signIn.passkey")}
        </Button>
      ) : null}
      {provider === undefined ? null : (
        <Button
          size="md"
          fullWidth
          variant="default"
          loading={going.isPending}
          onClick={() => going.mutate()}
        >
          {t("signIn.provider", { provider })}
        </Button>
      )}
      {enrolling ? (
        <form noValidate onSubmit={submit} className={styles["form"]}>
          <TextInput
            ref={code}
            label={t("enrol.secret")}
            description={t("enrol.secret.hint")}
            autoComplete="off"
            spellCheck={false}
            value={secret}
            error={lacking ? t("enrol.secret.lacking") : undefined}
            onChange={(event) => setSecret(event.currentTarget.value)}
          />
          <Button type="submit" variant="default" loading={bySecret.isPending}>
            {t("enrol.submit")}
          </Button>
        </form>
      ) : (
        <button type="button" className={styles["link"]} onClick={() => setEnrolling(true)}>
          {t("signIn.enrolment")}
        </button>
      )}
      {place === "here" || place === null ? null : (
        <p className={styles["hint"]}>{t("passkey.place", place)}</p>
      )}
      <p className={styles["or"]}>{t("signIn.or")}</p>
    </div>
  );
}
