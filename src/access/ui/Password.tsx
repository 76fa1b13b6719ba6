// Choosing another password: needed once with the one that was given out, possible at any time.
import { Button, PasswordInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useState, type FormEvent } from "react";
import {
  ErrorSummary,
  Page,
  Panel,
  problemAt,
  problemText,
  RefusalNotice,
  say,
  useTexts,
  type FieldProblem,
} from "#design/ui";
import { accessTexts } from "./access-texts.ts";
import { changePassword, sessionQuery } from "./queries.ts";
import styles from "./sign-in.module.css";

/** Stands in the place of every screen until the person has a password of their own. */
export function NewPasswordScreen() {
  const t = useTexts(accessTexts);
  return (
    <Page title={t("password.needed")}>
      <div className={styles["password"]}>
        <Panel title={t("password.change")}>
          <p className={styles["why"]}>{t("password.needed.text")}</p>
          <PasswordForm />
        </Panel>
      </div>
    </Page>
  );
}

/** The form (without the present one where somebody came by an enrolment); both passwords can be made visible, so that nothing has to be typed twice. */
export function PasswordForm({
  onChanged,
  enrolled = false,
}: {
  onChanged?: () => void;
  enrolled?: boolean;
}) {
  const t = useTexts(accessTexts);
  const queries = useQueryClient();
  const own = useId();
  const ids = { current: `${own}current`, next: `${own}next` };
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const [lacking, setLacking] = useState<readonly FieldProblem[]>([]);
  const [attempt, setAttempt] = useState(0);
  const changing = useMutation({
    mutationFn: changePassword,
    onSuccess: async () => {
      say(t("password.changed"));
      await queries.invalidateQueries({ queryKey: sessionQuery.queryKey });
      onChanged?.();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const missing = [
      ...(current === "" && !enrolled ? [{ field: ids.current, text: t("password.lacking.current") }] : []),
      ...(next.length < 12 ? [{ field: ids.next, text: t("password.lacking.next") }] : []),
    ];
    setLacking(missing);
    if (missing.length === 0) changing.mutate({ ...(enrolled ? {} : { current }), next });
    else setAttempt((before) => before + 1);
  };
  return (
    <form noValidate onSubmit={submit} className={styles["form"]}>
      <ErrorSummary problems={lacking} attempt={attempt} />
      {changing.error === null ? null : (
        <RefusalNotice problem={changing.error} say={(problem) => problemText(problem, t)} />
      )}
      {enrolled ? null : (
        <PasswordInput
          id={ids.current}
          label={t("password.current")}
          autoComplete="current-password"
          value={current}
          error={problemAt(lacking, ids.current)}
          onChange={(event) => setCurrent(event.currentTarget.value)}
        />
      )}
      <PasswordInput
        id={ids.next}
        label={t("password.next")}
        description={t("password.next.hint")}
        autoComplete="new-password"
        value={next}
        error={problemAt(lacking, ids.next)}
        onChange={(event) => setNext(event.currentTarget.value)}
      />
      <Button type="submit" loading={changing.isPending}>
        {t("password.submit")}
      </Button>
    </form>
  );
}
