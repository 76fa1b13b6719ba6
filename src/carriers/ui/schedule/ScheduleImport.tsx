// A schedule file: reading it, what it would change and what is wrong in it, and the decision.
import { Button, FileInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useId, useRef, useState, type FormEvent } from "react";
import type { ScheduleImportDetail } from "../../contract.ts";
import {
  Answer,
  ErrorSummary,
  problemAt,
  problemText,
  RefusalNotice,
  say,
  SeverityShape,
  useDesignTexts,
  useSubmitKeys,
  useTexts,
} from "#design/ui";
import { activateImport, discardImport, importQuery, readFile } from "./queries.ts";
import { scheduleTexts } from "./schedule-texts.ts";
import styles from "./schedules.module.css";

const bytesMax = 20 * 1024 * 1024;

/** Reads a chosen file; what kind it is shows in its first sign. */
export function ImportForm({ onRead }: { onRead: (id: string) => void }) {
  const t = useTexts(scheduleTexts);
  const common = useDesignTexts();
  const queries = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  useSubmitKeys(form);
  const field = useId();
  const [file, setFile] = useState<File | null>(null);
  const [fault, setFault] = useState<"missing" | "tooLarge" | null>(null);
  const [attempt, setAttempt] = useState(0);
  const reading = useMutation({
    mutationFn: async (chosen: File) => {
      const start = await chosen.slice(0, 1).text();
      return readFile(chosen, /[0-9]/.test(start) ? "ssim" : "csv");
    },
    onSuccess: async (draft) => {
      await queries.invalidateQueries({ queryKey: ["schedules"] });
      onRead(draft.id);
    },
  });
  const problems = fault === null ? [] : [{ field, text: t(`import.${fault}`) }];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (reading.isPending) return;
    const wrong = file === null ? "missing" : file.size > bytesMax ? "tooLarge" : null;
    setFault(wrong);
    if (wrong !== null) setAttempt((before) => before + 1);
    else if (file !== null) reading.mutate(file);
  };
  return (
    <form ref={form} noValidate className={styles["form"]} onSubmit={submit}>
      <p className={styles["dim"]}>{t("import.text")}</p>
      <ErrorSummary problems={problems} attempt={attempt} />
      {reading.error === null ? null : (
        <RefusalNotice problem={reading.error} say={(problem) => problemText(problem, t, common)} />
      )}
      <FileInput
        id={field}
        label={t("import.file")}
        value={file}
        error={problemAt(problems, field)}
        onChange={setFile}
      />
      <Button type="submit" loading={reading.isPending}>
        {t("import.submit")}
      </Button>
    </form>
  );
}

/** A draft with its findings and changes, and what becomes of it. */
export function ImportDecision({ id, onDone }: { id: string; onDone: () => void }) {
  const t = useTexts(scheduleTexts);
  const common = useDesignTexts();
  const queries = useQueryClient();
  const query = useQuery(importQuery(id));
  const deciding = useMutation({
    mutationFn: (decision: { activate: boolean; errorsAccepted: boolean }) =>
      decision.activate ? activateImport(id, decision.errorsAccepted) : discardImport(id),
    onSuccess: async (_done, { activate }) => {
      await queries.invalidateQueries({ queryKey: ["schedules"] });
      say(t(activate ? "activated" : "discarded"));
      onDone();
    },
  });
  return (
    <Answer query={query} rows={6}>
      {(detail) => {
        const errors = detail.import.errors > 0;
        return (
          <div className={styles["form"]}>
            <p>
              {t("draft.legs", {
                added: detail.import.added,
                removed: detail.import.removed,
                kept: detail.import.kept,
              })}
              {errors ? `, ${t("draft.errors", { count: detail.import.errors })}` : ""}
            </p>
            {deciding.error === null ? null : (
              <RefusalNotice problem={deciding.error} say={(problem) => problemText(problem, t, common)} />
            )}
            <Findings detail={detail} />
            <Changes detail={detail} />
            <div className={styles["buttons"]}>
              <Button
                loading={deciding.isPending}
                onClick={() => deciding.mutate({ activate: true, errorsAccepted: errors })}
              >
                {t(errors ? "activate.withErrors" : "activate")}
              </Button>
              <Button
                variant="default"
                onClick={() => deciding.mutate({ activate: false, errorsAccepted: false })}
              >
                {t("discard")}
              </Button>
            </div>
          </div>
        );
      }}
    </Answer>
  );
}

/** A region that scrolls must take the focus, or the keyboard cannot scroll it (WCAG 2.1.1). */
const scrolls = { tabIndex: 0 };

function Findings({ detail }: { detail: ScheduleImportDetail }) {
  const t = useTexts(scheduleTexts);
  if (detail.findings.length === 0) return null;
  return (
    <section className={styles["scroll"]} aria-label={t("detail.findings")} {...scrolls}>
      <table className={styles["table"]}>
        <caption>{t("detail.findings")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("detail.line")}</th>
            <th scope="col">{t("detail.finding")}</th>
          </tr>
        </thead>
        <tbody>
          {detail.findings.map((finding, index) => (
            <tr key={`${finding.line} ${finding.code} ${index}`}>
              <td>{finding.line}</td>
              <td>
                <SeverityShape severity={finding.severity} /> {t(`severity.${finding.severity}`)}:{" "}
                {t.code("fault", finding.code, finding.text).replace("{{value}}", finding.value)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {detail.moreFindings === 0 ? null : <p>{t("detail.more", { count: detail.moreFindings })}</p>}
    </section>
  );
}

function Changes({ detail }: { detail: ScheduleImportDetail }) {
  const t = useTexts(scheduleTexts);
  if (detail.changes.length === 0) return null;
  const more = detail.import.added + detail.import.removed - detail.changes.length;
  return (
    <section className={styles["scroll"]} aria-label={t("detail.changes")} {...scrolls}>
      <table className={styles["table"]}>
        <caption>{t("detail.changes")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("detail.what")}</th>
            <th scope="col">{t("column.flight")}</th>
            <th scope="col">{t("detail.leg")}</th>
          </tr>
        </thead>
        <tbody>
          {detail.changes.map(({ what, flight, leg }) => (
            <tr key={`${what} ${flight} ${leg}`}>
              <td>{t(`what.${what}`)}</td>
              <td>{flight}</td>
              <td>
                <bdi dir="ltr">{leg}</bdi>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {more <= 0 ? null : <p>{t("detail.more", { count: more })}</p>}
    </section>
  );
}
