// The decision: outcome by one key, a reason code, a reason in words; then the next alert.
import { Button, Radio, Textarea } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useEffect, useId, useRef, useState, type FormEvent } from "react";
import {
  At,
  Choices,
  ErrorSummary,
  Panel,
  problemAt,
  problemText,
  RefusalNotice,
  say,
  useDesignTexts,
  useMay,
  usePurpose,
  useShortcuts,
  useTexts,
  type FieldProblem,
} from "#design/ui";
import type { AlertDetail, Outcome, reasonCodes } from "../contract.ts";
import { casesTexts } from "./cases-texts.ts";
import styles from "./cases.module.css";
import { alertQuery, decide } from "./queries.ts";

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

/** What was decided; and, while the alert is open and the person may, the form to decide it. */
export function DecisionPanel({ alert }: { alert: AlertDetail }) {
  const t = useTexts(casesTexts);
  const may = useMay("decide-alert");
  return (
    <Panel title={t("decision.title")}>
      <Decided alert={alert} />
      {alert.state !== "open" ? null : may ? (
        <DecisionForm alert={alert} />
      ) : (
        <p className={styles["dim"]}>{t("decision.none")}</p>
      )}
    </Panel>
  );
}

function Decided({ alert }: { alert: AlertDetail }) {
  const t = useTexts(casesTexts);
  return (
    <>
      {alert.decisions.map((decision) => (
        <div key={decision.at} className={styles["decided"]}>
          <p>
            <strong>{t(`decision.${decision.outcome}`)}</strong> · {t.code("code", decision.reasonCode)}
          </p>
          <p>
            <bdi>{decision.reason}</bdi>
          </p>
          <p className={styles["dim"]}>
            <bdi>{decision.by.name}</bdi>, <At instant={decision.at} />
          </p>
        </div>
      ))}
      {alert.caseId === null ? null : (
        <p className={styles["caseLink"]}>
          <Link to="/c/$caseId" params={{ caseId: alert.caseId }}>
            {t("decision.case")}
          </Link>
        </p>
      )}
    </>
  );
}

type Given = { readonly outcome: Outcome | null; readonly code: ReasonCode | null; readonly reason: string };

function DecisionForm({ alert }: { alert: AlertDetail }) {
  const t = useTexts(casesTexts);
  const common = useDesignTexts();
  const { purpose } = usePurpose();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [given, setGiven] = useState<Given>({ outcome: null, code: null, reason: "" });
  const [lacking, setLacking] = useState<readonly FieldProblem[]>([]);
  const [attempt, setAttempt] = useState(0);
  const own = useId();
  const ids = { outcome: `${own}outcome`, code: `${own}code`, reason: `${own}reason` };

  const deciding = useMutation({
    mutationFn: (whole: { outcome: Outcome; code: ReasonCode }) =>
      decide(
        alert.id,
        {
          outcome: whole.outcome,
          reasonCode: whole.code,
          reason: given.reason.trim(),
          version: alert.version,
        },
        purpose,
      ),
    onSuccess: async (answer, whole) => {
      await queries.invalidateQueries({ queryKey: ["alerts"] });
      await queries.invalidateQueries({ queryKey: ["alert", alert.id], refetchType: "none" });
      say(
        answer.next === null
          ? t("decision.queueClear")
          : whole.outcome === "confirmed"
            ? t("decision.caseOpened")
            : t("decision.recorded", { outcome: t(`decision.${whole.outcome}`) }),
      );
      if (whole.outcome === "confirmed" && answer.caseId !== null && answer.next === null)
        await navigate({ to: "/c/$caseId", params: { caseId: answer.caseId } });
      else if (answer.next === null) await navigate({ to: "/alerts" });
      else await navigate({ to: "/a/$alertId", params: { alertId: answer.next } });
    },
  });

  const choose = (outcome: Outcome) => {
    setGiven((before) => ({
      ...before,
      outcome,
      code: before.outcome === outcome ? before.code : null,
    }));
    setLacking([]);
  };
  const submit = () => {
    const { outcome, code, reason } = given;
    const missing = [
      ...(outcome === null ? [{ field: ids.outcome, text: t("decision.noneChosen") }] : []),
      ...(outcome !== null && code === null ? [{ field: ids.code, text: t("decision.codeMissing") }] : []),
      ...(reason.trim().length < 3 ? [{ field: ids.reason, text: t("decision.reasonMissing") }] : []),
    ];
    setLacking(missing);
    if (missing.length > 0) setAttempt((before) => before + 1);
    if (missing.length === 0 && outcome !== null && code !== null) deciding.mutate({ outcome, code });
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
            void queries.invalidateQueries({ queryKey: alertQuery(alert.id, purpose).queryKey });
          }}
        />
      )}
      <Choices
        shortcuts
        id={ids.outcome}
        legend={t("decision.outcome")}
        offered={outcomes.map((outcome) => ({
          value: outcome,
          label: t(`decision.${outcome}`),
          hint: t(`decision.${outcome}.hint`),
          grave: outcome === "confirmed",
        }))}
        chosen={given.outcome}
        onChoose={choose}
      />
      {given.outcome === null ? null : (
        <ReasonCodes
          id={ids.code}
          outcome={given.outcome}
          chosen={given.code}
          error={problemAt(lacking, ids.code)}
          onChoose={(code) => setGiven((before) => ({ ...before, code }))}
          say={(code) => t(`code.${code}`)}
        />
      )}
      <Textarea
        id={ids.reason}
        error={problemAt(lacking, ids.reason)}
        label={t("decision.reason")}
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
      {given.outcome === "no-match" && alert.needsSecond ? (
        <p className={styles["dim"]}>{t("decision.needsSecond")}</p>
      ) : null}
    </form>
  );
}

/** The reasons of an outcome; they appear with it, and the next key press chooses among them. */
export function ReasonCodes({
  id,
  outcome,
  chosen,
  error,
  onChoose,
  say: worded,
}: {
  id: string;
  outcome: Outcome;
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
      onChange={(value) => onChoose(reasons[outcome].find((code) => code === value) ?? null)}
    >
      <div className={styles["codes"]}>
        {reasons[outcome].map((code, index) => (
          <Radio key={code} {...(index === 0 ? { id } : {})} size="sm" value={code} label={worded(code)} />
        ))}
      </div>
    </Radio.Group>
  );
}
