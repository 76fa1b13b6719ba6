// The decision: outcome by one key, a reason code, a reason in words; then the next alert.
import { Button, Radio, Textarea } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useEffect, useRef, useState, type FormEvent } from "react";
import {
  ApiProblem,
  At,
  Panel,
  problemText,
  say,
  useDesignTexts,
  useMay,
  usePurpose,
  useShortcuts,
  useTexts,
} from "#design/ui";
import type { AlertDetail, confirmedReasons, noMatchReasons } from "../contract.ts";
import { casesTexts } from "./cases-texts.ts";
import styles from "./cases.module.css";
import { alertQuery, decide } from "./queries.ts";

const reasons = {
  "no-match": ["DISMISS-ID", "DISMISS-EXON", "DISMISS-STALE", "DUPLICATE"],
  confirmed: ["ESCALATE", "PROTECT"],
} as const satisfies {
  "no-match": typeof noMatchReasons;
  confirmed: typeof confirmedReasons;
};
type Outcome = keyof typeof reasons;
type ReasonCode = (typeof reasons)[Outcome][number];
const outcomes: readonly Outcome[] = ["no-match", "confirmed"];

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
  const [lacking, setLacking] = useState<readonly string[]>([]);
  const form = useRef<HTMLFormElement>(null);
  const codes = useRef<HTMLDivElement>(null);
  const summary = useRef<HTMLDivElement>(null);

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
    // The codes appear with the outcome; the next key press chooses among them.
    requestAnimationFrame(() => codes.current?.querySelector("input")?.focus());
  };
  const submit = () => {
    const { outcome, code, reason } = given;
    const missing = [
      ...(outcome === null ? [t("decision.noneChosen")] : []),
      ...(outcome !== null && code === null ? [t("decision.codeMissing")] : []),
      ...(reason.trim().length < 3 ? [t("decision.reasonMissing")] : []),
    ];
    setLacking(missing);
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

  const conflict = deciding.error instanceof ApiProblem && deciding.error.status === 409;
  const problems = deciding.error === null ? lacking : [problemText(deciding.error, t, common)];
  const said = problems.join(" ");
  useEffect(() => {
    if (said !== "") summary.current?.focus();
  }, [said]);

  return (
    <form
      ref={form}
      noValidate
      className={styles["form"]}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        submit();
      }}
    >
      {problems.length === 0 ? null : (
        <div ref={summary} role="alert" tabIndex={-1} className={styles["problems"]}>
          <strong>{conflict ? common("state.conflict.title") : t("decision.problem")}</strong>
          {problems.map((text) => (
            <p key={text}>{text}</p>
          ))}
          {conflict ? (
            <>
              <p>{common("state.conflict.text")}</p>
              <Button
                size="compact-sm"
                variant="default"
                onClick={() => {
                  deciding.reset();
                  void queries.invalidateQueries({ queryKey: alertQuery(alert.id, purpose).queryKey });
                }}
              >
                {common("state.conflict.load")}
              </Button>
            </>
          ) : null}
        </div>
      )}
      <fieldset className={styles["outcomes"]}>
        <legend>{t("decision.outcome")}</legend>
        {outcomes.map((outcome, index) => (
          <button
            key={outcome}
            type="button"
            aria-pressed={given.outcome === outcome}
            data-outcome={outcome}
            onClick={() => choose(outcome)}
          >
            <kbd aria-hidden="true">{index + 1}</kbd>
            <span>
              <strong>{t(`decision.${outcome}`)}</strong>
              <span>{t(`decision.${outcome}.hint`)}</span>
            </span>
          </button>
        ))}
      </fieldset>
      {given.outcome === null ? null : (
        <Radio.Group
          ref={codes}
          label={t("decision.code")}
          withAsterisk
          value={given.code}
          onChange={(value) =>
            setGiven((before) => ({
              ...before,
              code: reasons[before.outcome ?? "no-match"].find((code) => code === value) ?? null,
            }))
          }
        >
          <div className={styles["codes"]}>
            {reasons[given.outcome].map((code) => (
              <Radio key={code} size="sm" value={code} label={t(`code.${code}`)} />
            ))}
          </div>
        </Radio.Group>
      )}
      <Textarea
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
    </form>
  );
}
