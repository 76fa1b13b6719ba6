// How a carrier comes in: its token, tried once. The token stays in the memory of the page and is gone with it.
import { Button, PasswordInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useRef, useState, type FormEvent } from "react";
import { Lead, problemText, RefusalNotice, useTexts } from "#design/ui";
import { intakeTexts } from "./intake-texts.ts";
import styles from "./check.module.css";
import { ownDeliveries } from "./send-queries.ts";

export function CarrierEntry({ lead, onToken }: { lead: string; onToken: (token: string) => void }) {
  const t = useTexts(intakeTexts);
  const [typed, setTyped] = useState("");
  const field = useRef<HTMLInputElement>(null);
  const trying = useMutation({
    mutationFn: (token: string) => ownDeliveries(token),
    onSuccess: (_found, token) => onToken(token),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (typed.trim() === "") field.current?.focus();
    else trying.mutate(typed.trim());
  };
  return (
    <form className={styles["entry"]} onSubmit={submit} noValidate>
      <Lead>{lead}</Lead>
      {trying.error === null ? null : (
        <RefusalNotice problem={trying.error} say={(problem) => problemText(problem, t)} />
      )}
      <PasswordInput
        ref={field}
        label={t("send.token")}
        description={t("send.token.hint")}
        value={typed}
        autoComplete="off"
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <Button type="submit" loading={trying.isPending}>
        {t("send.enter")}
      </Button>
    </form>
  );
}
