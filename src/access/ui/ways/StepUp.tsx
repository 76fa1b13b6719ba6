// The dialog in which somebody proves anew who they are, before an act that weighs goes on.
import { Button, PasswordInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { Dialog, problemText, useTexts } from "#design/ui";
import { installationQuery } from "../queries.ts";
import styles from "../sign-in.module.css";
import { passkeyPlace, goToProvider, proveByPasskey, proveByPassword } from "./queries.ts";
import { waysTexts } from "./ways-texts.ts";
import { sayOfPasskey } from "./say-of-passkey.ts";

export type StepUpDialogProps = {
  /** What is accepted: passkey, single-sign-on, password. */
  readonly accepts: readonly string[];
  readonly onDone: (proved: boolean) => void;
};

export function StepUpDialog({ accepts, onDone }: StepUpDialogProps) {
  const t = useTexts(waysTexts);
  const provider = useQuery(installationQuery).data?.singleSignOn;
  const [password, setPassword] = useState("");
  const [lacking, setLacking] = useState(false);
  const done = { onSuccess: () => onDone(true) };
  const byPasskey = useMutation({ mutationFn: proveByPasskey, ...done });
  const byPassword = useMutation({ mutationFn: proveByPassword, ...done });
  const error = byPasskey.error ?? byPassword.error;
  const place = passkeyPlace();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // The form that asked for it stands below this dialog in React's tree.
    event.stopPropagation();
    setLacking(password === "");
    if (password !== "") byPassword.mutate(password);
  };
  return (
    <Dialog title={t("stepUp.title")} opened onClose={() => onDone(false)} size="sm">
      <p className={styles["why"]}>{t("stepUp.text")}</p>
      {error === null ? null : (
        <p role="alert" className={styles["summary"]}>
          {sayOfPasskey(error, t) ?? problemText(error, t)}
        </p>
      )}
      <form noValidate onSubmit={submit} className={styles["form"]}>
        {accepts.includes("passkey") && place === "here" ? (
          <Button data-autofocus onClick={() => byPasskey.mutate()} loading={byPasskey.isPending}>
            {t("stepUp.passkey")}
          </Button>
        ) : null}
        {accepts.includes("passkey") && place !== "here" ? (
          <p>{place === null ? t("passkey.unsupported") : t("passkey.place", place)}</p>
        ) : null}
        {accepts.includes("single-sign-on") ? (
          <Button
            variant="default"
            onClick={() => void goToProvider({ use: "step-up", to: location.pathname + location.search })}
          >
            {t("stepUp.single-sign-on", { provider: provider ?? "" })}
          </Button>
        ) : null}
        {accepts.includes("password") ? (
          <>
            <PasswordInput
              data-autofocus
              label={t("stepUp.password")}
              autoComplete="current-password"
              value={password}
              error={lacking ? t("stepUp.lacking") : undefined}
              onChange={(event) => setPassword(event.currentTarget.value)}
            />
            <Button type="submit" loading={byPassword.isPending}>
              {t("stepUp.submit")}
            </Button>
          </>
        ) : null}
        {accepts.length === 0 ? <p>{t("stepUp.none")}</p> : null}
        <Button variant="subtle" onClick={() => onDone(false)}>
          {t("stepUp.cancel")}
        </Button>
      </form>
    </Dialog>
  );
}
