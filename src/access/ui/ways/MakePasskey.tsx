// Making a passkey: its name, then the browser asks for finger, face or PIN.
import { Button, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { Page, Panel, problemText, say, useTexts } from "#design/ui";
import { PasswordForm } from "../Password.tsx";
import { installationQuery, sessionQuery } from "../queries.ts";
import styles from "../sign-in.module.css";
import { goToProvider, makePasskey, passkeyPlace, waysQuery } from "./queries.ts";
import { sayOfPasskey } from "./say-of-passkey.ts";
import { waysTexts } from "./ways-texts.ts";

/** Stands in the place of every screen until there is a way in that is strong enough. */
export function EnrolScreen() {
  const t = useTexts(waysTexts);
  const installation = useQuery(installationQuery).data;
  const provider = installation?.singleSignOn;
  return (
    <Page title={t("enrol.title")}>
      <div className={styles["password"]}>
        <Panel title={t("enrol.title")}>
          <p className={styles["why"]}>{t("enrol.text")}</p>
          <p className={styles["why"]}>{t("enrol.first")}</p>
          <MakePasskey />
          {provider === undefined ? null : (
            <Button mt="md" variant="default" onClick={() => void goToProvider({ use: "link", to: "/" })}>
              {t("enrol.link", { provider })}
            </Button>
          )}
        </Panel>
        {installation?.demonstration === true ? (
          <Panel title={t("enrol.password")}>
            <PasswordForm enrolled />
          </Panel>
        ) : null}
      </div>
    </Page>
  );
}

export function MakePasskey() {
  const t = useTexts(waysTexts);
  const queries = useQueryClient();
  const [name, setName] = useState("");
  const [lacking, setLacking] = useState(false);
  const making = useMutation({
    mutationFn: makePasskey,
    onSuccess: async (session) => {
      say(t("passkey.made"));
      setName("");
      queries.setQueryData(sessionQuery.queryKey, session);
      await queries.invalidateQueries({ queryKey: waysQuery.queryKey });
    },
  });
  const place = passkeyPlace();
  if (place !== "here")
    return (
      <p className={styles["why"]}>{place === null ? t("passkey.unsupported") : t("passkey.place", place)}</p>
    );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setLacking(name.trim() === "");
    if (name.trim() !== "") making.mutate(name.trim());
  };
  return (
    <form noValidate onSubmit={submit} className={styles["form"]}>
      {making.error === null ? null : (
        <p role="alert" className={styles["summary"]}>
          {sayOfPasskey(making.error, t) ?? problemText(making.error, t)}
        </p>
      )}
      <TextInput
        label={t("passkey.name")}
        description={t("passkey.name.hint")}
        maxLength={60}
        value={name}
        error={lacking ? t("passkey.name.lacking") : undefined}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Button type="submit" loading={making.isPending}>
        {t("passkey.make")}
      </Button>
    </form>
  );
}
