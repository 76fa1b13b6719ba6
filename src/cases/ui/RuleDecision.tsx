// The decision on a match of a rule: each innocent explanation answered first, then outcome, reason code and words; then the next.
import { Button, Radio, Textarea } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useId, useState, type FormEvent } from "react";
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
import type { CriterionAlertDetail, ExoneratingCheck, Outcome } from "../contract.ts";
import { casesTexts } from "./cases-texts.ts";
import styles from "./cases.module.css";
import { outcomes, ReasonCodes, type ReasonCode } from "./DecisionPanel.tsx";
import { decideRuleAlert, ruleAlertQuery } from "./queries.ts";

type Found = ExoneratingCheck["found"];
const findings: readonly Found[] = ["applies", "does-not-apply", "not-known"];

/** What was decided; and, while the alert is open and the person may, the form to decide it. */
export function RuleDecision({ alert }: { alert: CriterionAlertDetail }) {
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

function Decided({ alert: { decision, caseId } }: { alert: CriterionAlertDetail }) {
  const t = useTexts(casesTexts);
  return (
    <>
      {decision === null ? null : (
        <div className={styles["decided"]}>
          <p>
            <strong>{t(`decision.${decision.outcome}`)}</strong> ·{" "}
            {t.code("ra.code", decision.reasonCode, t.code("code", decision.reasonCode))}
          </p>
          <p>
            <bdi>{decision.reason}</bdi>
          </p>
          {decision.checks.length === 0 ? null : (
            <ul className={styles["statements"]}>
              {decision.checks.map(({ text, found }) => (
                <li key={text}>
                  <bdi>{text}</bdi>: <strong>{t(`ra.check.${found}`)}</strong>
                </li>
              ))}
            </ul>
          )}
          <p className={styles["dim"]}>
            <bdi>{decision.by.name}</bdi>, <At instant={decision.at} />
          </p>
        </div>
      )}
      {caseId === null ? null : (
        <p className={styles["caseLink"]}>
          <Link to="/c/$caseId" params={{ caseId }}>
            {t("decision.case")}
          </Link>
        </p>
      )}
    </>
  );
}

/** Sends the decision and goes on: to the next alert, else to the case or the queue. */
function useDeciding(alert: CriterionAlertDetail) {
  const t = useTexts(casesTexts);
  const { purpose } = usePurpose();
  const queries = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: (whole: {
      outcome: Outcome;
      reasonCode: ReasonCode;
      reason: string;
      checks: ExoneratingCheck[];
    }) => decideRuleAlert(alert.id, { ...whole, version: alert.version }, purpose),
    onSuccess: async ({ next, caseId }, { outcome }) => {
      await queries.invalidateQueries({ queryKey: ["criterion-alerts"] });
      await queries.invalidateQueries({ queryKey: ["criterion-alert", alert.id], refetchType: "none" });
      say(
        next === null
          ? t("decision.queueClear")
          : outcome === "confirmed"
            ? t("decision.caseOpened")
            : t("decision.recorded", { outcome: t(`decision.${outcome}`) }),
      );
      if (next !== null) await navigate({ to: "/ra/$alertId", params: { alertId: next } });
      else if (caseId !== null) await navigate({ to: "/c/$caseId", params: { caseId } });
      else await navigate({ to: "/alerts", search: { kind: "rules" } });
    },
  });
}

type Given = {
  readonly found: readonly (Found | null)[];
  readonly outcome: Outcome | null;
  readonly code: ReasonCode | null;
  readonly reason: string;
};

function DecisionForm({ alert }: { alert: CriterionAlertDetail }) {
  const t = useTexts(casesTexts);
  const common = useDesignTexts();
  const { purpose } = usePurpose();
  const queries = useQueryClient();
  const [given, setGiven] = useState<Given>({
    found: alert.exonerating.map(() => null),
    outcome: null,
    code: null,
    reason: "",
  });
  const [lacking, setLacking] = useState<readonly FieldProblem[]>([]);
  const [attempt, setAttempt] = useState(0);
  const own = useId();
  const ids = { outcome: `${own}outcome`, code: `${own}code`, reason: `${own}reason` };
  const checkId = (index: number) => `${own}check${index}`;
  const deciding = useDeciding(alert);

  const choose = (outcome: Outcome) => {
    setGiven((before) => ({ ...before, outcome, code: before.outcome === outcome ? before.code : null }));
    setLacking([]);
  };
  const submit = () => {
    const { outcome, code, reason } = given;
    const checks = alert.exonerating.flatMap((text, index) => {
      const found = given.found[index] ?? null;
      return found === null ? [] : [{ text, found }];
    });
    const missing = [
      ...alert.exonerating.flatMap((text, index) =>
        (given.found[index] ?? null) === null
          ? [{ field: checkId(index), text: t("ra.check.missing", { text }) }]
          : [],
      ),
      ...(outcome === null ? [{ field: ids.outcome, text: t("decision.noneChosen") }] : []),
      ...(outcome !== null && code === null ? [{ field: ids.code, text: t("decision.codeMissing") }] : []),
      ...(reason.trim().length < 3 ? [{ field: ids.reason, text: t("decision.reasonMissing") }] : []),
    ];
    setLacking(missing);
    if (missing.length > 0) setAttempt((before) => before + 1);
    else if (outcome !== null && code !== null)
      deciding.mutate({ outcome, reasonCode: code, reason: reason.trim(), checks });
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
            void queries.invalidateQueries({ queryKey: ruleAlertQuery(alert.id, purpose).queryKey });
          }}
        />
      )}
      {alert.exonerating.length === 0 ? null : (
        <div className={styles["checks"]}>
          <p>
            <strong>{t("ra.checks")}</strong>
          </p>
          <p className={styles["dim"]}>{t("ra.checks.hint")}</p>
          {alert.exonerating.map((text, index) => (
            <Check
              key={text}
              id={checkId(index)}
              text={text}
              found={given.found[index] ?? null}
              error={problemAt(lacking, checkId(index))}
              onFound={(found) =>
                setGiven((before) => ({ ...before, found: before.found.with(index, found) }))
              }
            />
          ))}
        </div>
      )}
      <Choices
        shortcuts
        id={ids.outcome}
        legend={t("decision.outcome")}
        offered={outcomes.map((outcome) => ({
          value: outcome,
          label: t(`decision.${outcome}`),
          hint: t(`ra.decision.${outcome}`),
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
          say={(code) => t.code("ra.code", code, t(`code.${code}`))}
        />
      )}
      <Textarea
        id={ids.reason}
        error={problemAt(lacking, ids.reason)}
        label={t("ra.reason")}
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

/** One innocent explanation and what the reviewer found of it. */
function Check({
  id,
  text,
  found,
  error,
  onFound,
}: {
  id: string;
  text: string;
  found: Found | null;
  error: string | undefined;
  onFound: (found: Found) => void;
}) {
  const t = useTexts(casesTexts);
  return (
    <Radio.Group
      label={<bdi>{text}</bdi>}
      withAsterisk
      error={error}
      value={found}
      onChange={(value) => {
        const chosen = findings.find((one) => one === value);
        if (chosen !== undefined) onFound(chosen);
      }}
    >
      <div className={styles["findings"]}>
        {findings.map((one, index) => (
          <Radio
            key={one}
            {...(index === 0 ? { id } : {})}
            size="sm"
            value={one}
            label={t(`ra.check.${one}`)}
          />
        ))}
      </div>
    </Radio.Group>
  );
}
