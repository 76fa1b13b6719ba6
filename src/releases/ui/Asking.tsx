// Asking a second person for a release: what the command printed beside the new software, and what changes.
import { Button, Textarea } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useRef, useState, type FormEvent } from "react";
import {
  ErrorSummary,
  Panel,
  problemAt,
  problemText,
  RefusalNotice,
  say,
  useDesignTexts,
  useSubmitKeys,
  useTexts,
  type FieldProblem,
} from "#design/ui";
import type { NewRelease } from "../contract.ts";
import { askForRelease } from "./queries.ts";
import { releasesTexts } from "./releases-texts.ts";
import styles from "./releases.module.css";

type Line = Omit<NewRelease, "reason">;

export function Asking() {
  const t = useTexts(releasesTexts);
  const common = useDesignTexts();
  const queries = useQueryClient();
  const own = useId();
  const ids = { line: `${own}line`, reason: `${own}reason` };
  const form = useRef<HTMLFormElement>(null);
  useSubmitKeys(form);
  const [line, setLine] = useState("");
  const [reason, setReason] = useState("");
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);
  const [attempt, setAttempt] = useState(0);
  const asking = useMutation({
    mutationFn: (wanted: NewRelease) => askForRelease(wanted),
    onSuccess: async () => {
      setLine("");
      setReason("");
      await queries.invalidateQueries({ queryKey: ["joint-decisions"] });
      say(t("ask.done"));
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (asking.isPending) return;
    const read = lineOf(line);
    const lacking = [
      ...(read === null ? [{ field: ids.line, text: t("ask.line.lacking") }] : []),
      ...(reason.trim().length < 3 ? [{ field: ids.reason, text: t("ask.reason.lacking") }] : []),
    ];
    setProblems(lacking);
    if (read === null || lacking.length > 0) setAttempt((before) => before + 1);
    else asking.mutate({ ...read, reason: reason.trim() });
  };
  return (
    <Panel title={t("ask")}>
      <p className={styles["dim"]}>{t("ask.how")}</p>
      <form ref={form} noValidate className={styles["form"]} onSubmit={submit}>
        <ErrorSummary problems={problems} attempt={attempt} />
        {asking.error === null ? null : (
          <RefusalNotice problem={asking.error} say={(problem) => problemText(problem, t, common)} />
        )}
        <Textarea
          id={ids.line}
          label={t("ask.line")}
          description={t("ask.line.hint")}
          withAsterisk
          rows={3}
          dir="ltr"
          maxLength={20_000}
          value={line}
          error={problemAt(problems, ids.line)}
          onChange={(event) => setLine(event.currentTarget.value)}
        />
        <Textarea
          id={ids.reason}
          label={t("ask.reason")}
          withAsterisk
          rows={2}
          maxLength={1000}
          value={reason}
          error={problemAt(problems, ids.reason)}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Button type="submit" loading={asking.isPending}>
          {t("ask.send")}
        </Button>
      </form>
    </Panel>
  );
}

/** What `openpiu release digest` printed; null: it is something else. The server looks at each part. */
function lineOf(text: string): Line | null {
  try {
    const { version, software, settings, digest } = JSON.parse(text) as Partial<Line>;
    return version === undefined || software === undefined || settings === undefined || digest === undefined
      ? null
      : { version, software, settings, digest };
  } catch {
    // Not what the command prints: said at the field.
    return null;
  }
}
