// The form of a decision, whatever raised the alert: outcome by one key, a reason code, a reason in words; then the next alert.
import { Button, Radio, Textarea } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useId, useRef, useState, type FormEvent, type ReactNode } from "react";
import {
  Choices,
  ErrorSummary,
  problemAt,
  problemText,
  RefusalNotice,
  say,
  useDesignTexts,
  useShortcuts,
  useTexts,
  type FieldProblem,
} from "#design/ui";
import type { Outcome, reasonCodes } from "../contract.ts";
import { queryKeys, useGoing, type AlertKind } from "./alert-kinds.tsx";
import { casesTexts } from "./cases-texts.ts";
import styles from "./cases.module.css";
import { useNavigate } from "@tanstack/react-router";

/** The reasons of each outcome, written out: the contract would bring its schemas along. */
export const reasons = {
  "no-match": ["DISMISS-ID", "DISMISS-EXON", "DISMISS-STALE", "DUPLICATE"],
  confirmed: ["ESCALATE", "PROTECT"],
  "cannot-tell": [
    "NEEDS-BIRTH-DATE",
    "NEEDS-DOCUMENT",
    "NEEDS-FATHER",
    "NEEDS-BIRTH-PLACE",
    "NEEDS-PHOTOGRAPH",
    "NEEDS-FINGERPRINTS",
    "NEEDS-OTHER",
  ],
} as const satisfies typeof reasonCodes;
export type ReasonCode = (typeof reasons)[Outcome][number];
export const outcomes: readonly Outcome[] = ["no-match", "confirmed", "cannot-tell"];

/** What an officer decided, whole. */
export type Decided = { readonly outcome: Outcome; readonly reasonCode: ReasonCode; readonly reason: string };

/** Sends a decision and goes on: to the next alert, else to the case or the queue. */
function useDeciding(
  kind: AlertKind,
  id: string,
  send: (decided: Decided) => Promise<{ readonly next: string | null; readonly caseId: string | null }>,
) {
  const t = useTexts(casesTexts);
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { toAlert, toQueue } = useGoing(kind);
  const { queue, one } = queryKeys[kind];
  return useMutation({
    mutationFn: send,
    onSuccess: async ({ next, caseId }, { outcome }) => {
      await queries.invalidateQueries({ queryKey: [queue] });
      await queries.invalidateQueries({ queryKey: [one, id], refetchType: "none" });
      say(
        next === null
          ? t("decision.queueClear")
          : outcome === "confirmed"
            ? t("decision.caseOpened")
            : t("decision.recorded", { outcome: t(`decision.${outcome}`) }),
      );
      if (next !== null) await toAlert(next);
      else if (caseId !== null) await navigate({ to: "/c/$caseId", params: { caseId } });
      else await toQueue();
    },
  });
}

/**
 * `hintOf` and `codeText` word outcomes and codes; `first` is asked before the outcome, and `missing` says what lacks of it,
 * beside the problems found; `note` stands under the button. `send` takes what was decided to the server.
 */
export function DecisionForm({
  kind,
  alertId,
  send,
  hintOf,
  codeText,
  reasonLabel,
  first,
  missing = () => [],
  note,
  codes = reasons,
}: {
  kind: AlertKind;
  /** The reasons offered, where not all may be given. */
  codes?: Readonly<Record<Outcome, readonly ReasonCode[]>>;
  alertId: string;
  send: Parameters<typeof useDeciding>[2];
  hintOf: (outcome: Outcome) => string;
  codeText: (code: ReasonCode) => string;
  reasonLabel: string;
  first?: (lacking: readonly FieldProblem[]) => ReactNode;
  missing?: () => readonly FieldProblem[];
  note?: (outcome: Outcome | null) => ReactNode;
}) {
  const t = useTexts(casesTexts);
  const common = useDesignTexts();
  const queries = useQueryClient();
  const [given, setGiven] = useState<{
    readonly outcome: Outcome | null;
    readonly code: ReasonCode | null;
    readonly reason: string;
  }>({ outcome: null, code: null, reason: "" });
  const [lacking, setLacking] = useState<readonly FieldProblem[]>([]);
  const [attempt, setAttempt] = useState(0);
  const own = useId();
  const ids = { outcome: `${own}outcome`, code: `${own}code`, reason: `${own}reason` };
  const deciding = useDeciding(kind, alertId, send);

  const choose = (outcome: Outcome) => {
    setGiven((before) => ({ ...before, outcome, code: before.outcome === outcome ? before.code : null }));
    setLacking([]);
  };
  const submit = () => {
    const { outcome, code, reason } = given;
    const problems = [
      ...missing(),
      ...(outcome === null ? [{ field: ids.outcome, text: t("decision.noneChosen") }] : []),
      ...(outcome !== null && code === null ? [{ field: ids.code, text: t("decision.codeMissing") }] : []),
      ...(reason.trim().length < 3 ? [{ field: ids.reason, text: t("decision.reasonMissing") }] : []),
    ];
    setLacking(problems);
    if (problems.length > 0) setAttempt((before) => before + 1);
    else if (outcome !== null && code !== null)
      deciding.mutate({ outcome, reasonCode: code, reason: reason.trim() });
  };
  useShortcuts([
    ...outcomes.map((outcome, index) => ({
      keys: `Digit${index + 1}`,
      label: t(`decision.${outcome}`),
      run: () => choose(outcome),
    })),
    { keys: "Mod+Enter", label: t("decision.submit"), run: submit },
  ]);

  return (
    <form
      noValidate
      className={styles["form"]}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        submit();
      }}
    >
      <ErrorSummary problems={lacking} attempt={attempt} />
      {deciding.error === null ? null : (
        <RefusalNotice
          problem={deciding.error}
          say={(problem) => problemText(problem, t, common)}
          onReload={() => {
            deciding.reset();
            void queries.invalidateQueries({ queryKey: [queryKeys[kind].one, alertId] });
          }}
        />
      )}
      {first?.(lacking)}
      <Choices
        shortcuts
        id={ids.outcome}
        legend={t("decision.outcome")}
        offered={outcomes.map((outcome) => ({
          value: outcome,
          label: t(`decision.${outcome}`),
          hint: hintOf(outcome),
          grave: outcome === "confirmed",
        }))}
        chosen={given.outcome}
        onChoose={choose}
      />
      {given.outcome === null ? null : (
        <ReasonCodes
          id={ids.code}
          outcome={given.outcome}
          codes={codes[given.outcome]}
          chosen={given.code}
          error={problemAt(lacking, ids.code)}
          onChoose={(code) => setGiven((before) => ({ ...before, code }))}
          say={codeText}
        />
      )}
      <Textarea
        id={ids.reason}
        error={problemAt(lacking, ids.reason)}
        label={reasonLabel}
        description={t("decision.reason.hint")}
        withAsterisk
        autosize
        minRows={3}
        maxRows={10}
        maxLength={2000}
        value={given.reason}
        onChange={(event) => {
          const reason = event.currentTarget.value;
          setGiven((before) => ({ ...before, reason }));
        }}
      />
      <Button type="submit" loading={deciding.isPending} fullWidth rightSection={<kbd>Ctrl ↵</kbd>}>
        {t("decision.submit")}
      </Button>
      <p className={styles["dim"]}>{t("decision.one")}</p>
      {note?.(given.outcome)}
    </form>
  );
}

/** The reasons of an outcome; they appear with it, and the next key press chooses among them. */
function ReasonCodes({
  id,
  outcome,
  codes,
  chosen,
  error,
  onChoose,
  say: worded,
}: {
  id: string;
  outcome: Outcome;
  codes: readonly ReasonCode[];
  chosen: ReasonCode | null;
  error: string | undefined;
  onChoose: (code: ReasonCode | null) => void;
  say: (code: ReasonCode) => string;
}) {
  const t = useTexts(casesTexts);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.querySelector("input")?.focus(), [outcome]);
  return (
    <Radio.Group
      ref={place}
      label={t(outcome === "cannot-tell" ? "decision.datum" : "decision.code")}
      withAsterisk
      error={error}
      value={chosen}
      onChange={(value) => onChoose(codes.find((code) => code === value) ?? null)}
    >
      <div className={styles["codes"]}>
        {codes.map((code, index) => (
          <Radio key={code} {...(index === 0 ? { id } : {})} size="sm" value={code} label={worded(code)} />
        ))}
      </div>
    </Radio.Group>
  );
}
