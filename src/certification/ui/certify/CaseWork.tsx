// One conformance case: what to send, sending it, and what came of it.
import { Button, Textarea } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import type { CaseAttempted, ConformanceRun } from "../../contract.ts";
import { CopyButton, Icon, ProblemNotice, useSubmitKeys, useTexts } from "#design/ui";
import { certificationTexts } from "../certification-texts.ts";
import { CaseAsks, CaseTitle, ReasonSaid } from "./case-texts.tsx";
import { attemptCase, ownRunQuery } from "./certify-queries.ts";
import type { CertifyPieces } from "./pieces.ts";
import { VolumeTest } from "./VolumeTest.tsx";
import styles from "./certify.module.css";

type Case = ConformanceRun["cases"][number];

/** `key` it by run and case. `onNext` null: it is the last one. */
export function CaseWork({
  token,
  pieces,
  run,
  one,
  wasChosen,
  onNext,
  onTried,
}: {
  token: string;
  pieces: CertifyPieces;
  run: ConformanceRun;
  one: Case;
  /** By the reader, who is led to it. */
  wasChosen: boolean;
  onNext: (() => void) | null;
  onTried: () => void;
}) {
  const t = useTexts(certificationTexts);
  const queries = useQueryClient();
  const [content, setContent] = useState("");
  const field = useRef<HTMLTextAreaElement>(null);
  const title = useRef<HTMLHeadingElement>(null);
  const led = useRef(wasChosen);
  useEffect(() => {
    if (led.current) title.current?.focus();
  }, []);
  const form = useRef<HTMLFormElement>(null);
  useSubmitKeys(form);
  const trying = useMutation({
    mutationFn: (sent: string | File) => attemptCase(token, run.id, one.number, new Blob([sent])),
    onSuccess: () => {
      onTried();
      return queries.invalidateQueries({ queryKey: ownRunQuery(token, run.id).queryKey });
    },
  });
  return (
    <section className={styles["work"]} aria-labelledby="case-title">
      <h2 id="case-title" ref={title} tabIndex={-1}>
        <span className={styles["number"]}>{one.number}</span> <CaseTitle one={one} />
      </h2>
      <p className={styles["asks"]}>
        <strong>{t("certify.send")}:</strong> <CaseAsks one={one} />
      </p>
      {one.notes.map((note) => (
        <p key={note.code} className={styles["note"]}>
          <ReasonSaid reason={note} />
        </p>
      ))}
      {one.group === "volume" ? <VolumeTest token={token} run={run} /> : null}
      <pieces.FileDrop label={t("certify.drop")} onFile={(file) => trying.mutate(file)}>
        <form
          ref={form}
          className={styles["form"]}
          onSubmit={(event) => {
            event.preventDefault();
            if (content.trim() === "") field.current?.focus();
            else trying.mutate(content);
          }}
        >
          <Textarea
            ref={field}
            label={t("certify.message")}
            value={content}
            onChange={(event) => setContent(event.currentTarget.value)}
            rows={8}
            spellCheck={false}
            autoComplete="off"
            dir="ltr"
            styles={{ input: { fontFamily: "var(--font-code)", fontSize: 13, resize: "vertical" } }}
          />
          <div className={styles["acts"]}>
            <Button type="submit" loading={trying.isPending}>
              {t("certify.try", { number: one.number })}
            </Button>
            <pieces.FileButton label={t("certify.file")} onFile={(file) => trying.mutate(file)} />
            {one.attempts === 0 ? null : (
              <span className={styles["dim"]}>{t("certify.attempts", { count: one.attempts })}</span>
            )}
          </div>
        </form>
      </pieces.FileDrop>
      {trying.error === null ? null : <ProblemNotice problem={trying.error} />}
      {trying.data === undefined ? null : (
        <Outcome key={trying.submittedAt} outcome={trying.data} pieces={pieces} onNext={onNext} />
      )}
    </section>
  );
}

function Outcome({
  outcome,
  pieces,
  onNext,
}: {
  outcome: CaseAttempted;
  pieces: CertifyPieces;
  onNext: (() => void) | null;
}) {
  const t = useTexts(certificationTexts);
  const { number, state, reasons, findings, answer } = outcome;
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.focus(), []);
  const [chosen, setChosen] = useState<number | null>(null);
  return (
    <div ref={place} className={styles["outcome"]} data-state={state} tabIndex={-1}>
      <p className={styles["verdict"]}>
        <Icon name={state === "passed" ? "check" : state === "waiting" ? "clock" : "close"} />
        <strong>
          {state === "waiting"
            ? t("certify.waiting.title")
            : t(`certify.${titleOf(state)}.title`, { number })}
        </strong>
        {state === "passed" && onNext !== null ? (
          <Button size="compact-sm" onClick={onNext}>
            {t("certify.next")}
          </Button>
        ) : null}
      </p>
      {reasons.length === 0 ? null : (
        <ul className={styles["reasons"]} aria-label={t("certify.reasons")}>
          {reasons.map((reason) => (
            <li key={reason.text}>
              <ReasonSaid reason={reason} />
            </li>
          ))}
        </ul>
      )}
      {findings.length === 0 ? null : (
        <details open={state === "failed"}>
          <summary>
            {t("certify.findings")} ({findings.length})
          </summary>
          <div className={styles["findings"]}>
            <pieces.Findings findings={findings} chosen={chosen} onChoose={setChosen} />
          </div>
        </details>
      )}
      {answer === null ? null : (
        <details>
          <summary>{t("certify.answer")}</summary>
          <div className={styles["answer"]}>
            <CopyButton text={answer} what={t("certify.answer")} />
            <pre dir="ltr" translate="no">
              {answer}
            </pre>
          </div>
        </details>
      )}
    </div>
  );
}

const titleOf = (state: CaseAttempted["state"]): "passed" | "failed" =>
  state === "passed" ? "passed" : "failed";
