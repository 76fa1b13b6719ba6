// Setting the threat level and what carriers are told at each, with the reason.
import { Button, Select, Textarea } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useRef, useState, type FormEvent } from "react";
import type { FailPolicy, OutagePolicy, ThreatLevel } from "../outage-contract.ts";
import {
  Choices,
  ErrorSummary,
  problemAt,
  problemText,
  RefusalNotice,
  say,
  useDesignTexts,
  useSubmitKeys,
  useTexts,
  type FieldProblem,
} from "#design/ui";
import { intakeTexts } from "./intake-texts.ts";
import styles from "./outage.module.css";
import { outagePolicyQuery, askOutagePolicy } from "./outage-queries.ts";

export const levels = ["normal", "heightened", "severe"] as const satisfies readonly ThreatLevel[];

/** Begins with what is in force; a second person agrees before it takes effect. */
export function OutageForm({ now, onDone }: { now: OutagePolicy; onDone: () => void }) {
  const t = useTexts(intakeTexts);
  const common = useDesignTexts();
  const queries = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  useSubmitKeys(form);
  const own = useId();
  const ids = { level: `${own}level`, reason: `${own}reason` };
  const [level, setLevel] = useState<ThreatLevel>(now.level);
  const [policies, setPolicies] = useState(now.policies);
  const [reason, setReason] = useState("");
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);
  const [attempt, setAttempt] = useState(0);
  const setting = useMutation({
    mutationFn: () =>
      askOutagePolicy({ basedOn: now.versions[0]?.id ?? null, level, policies, reason: reason.trim() }),
    onSuccess: (policy) => {
      queries.setQueryData(outagePolicyQuery.queryKey, policy);
      say(t("outage.set.done"));
      onDone();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (setting.isPending) return;
    const lacking = reason.trim().length < 3 ? [{ field: ids.reason, text: t("outage.reason.missing") }] : [];
    setProblems(lacking);
    if (lacking.length > 0) setAttempt((before) => before + 1);
    else setting.mutate();
  };
  return (
    <form ref={form} noValidate className={styles["form"]} onSubmit={submit}>
      <ErrorSummary problems={problems} attempt={attempt} />
      {setting.error === null ? null : (
        <RefusalNotice
          problem={setting.error}
          say={(problem) => problemText(problem, t, common)}
          onReload={() => {
            setting.reset();
            void queries.invalidateQueries({ queryKey: outagePolicyQuery.queryKey });
          }}
        />
      )}
      <Choices
        id={ids.level}
        legend={t("outage.level")}
        offered={levels.map((value) => ({
          value,
          label: t(`outage.level.${value}`),
          hint: t(`outage.policy.${policies[value]}`),
        }))}
        chosen={level}
        onChoose={setLevel}
      />
      {levels.map((one) => (
        <PolicyAt
          key={one}
          level={one}
          permitted={now.profile.permitted[one]}
          usual={now.profile.usual[one]}
          chosen={policies[one]}
          onChoose={(policy) => setPolicies((before) => ({ ...before, [one]: policy }))}
        />
      ))}
      <Textarea
        id={ids.reason}
        label={t("outage.reason")}
        description={t("outage.reason.hint")}
        withAsterisk
        rows={2}
        maxLength={500}
        value={reason}
        error={problemAt(problems, ids.reason)}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Button type="submit" loading={setting.isPending} rightSection={<kbd>Ctrl ↵</kbd>}>
        {t("outage.set.submit")}
      </Button>
    </form>
  );
}

/** Where the profile permits one policy only there is nothing to choose. */
function PolicyAt({
  level,
  permitted,
  usual,
  chosen,
  onChoose,
}: {
  level: ThreatLevel;
  permitted: readonly FailPolicy[];
  usual: FailPolicy;
  chosen: FailPolicy;
  onChoose: (policy: FailPolicy) => void;
}) {
  const t = useTexts(intakeTexts);
  return (
    <Select
      label={t(`outage.at.${level}`)}
      description={permitted.length === 1 ? t("outage.only") : undefined}
      allowDeselect={false}
      disabled={permitted.length === 1}
      value={chosen}
      data={permitted.map((value) => ({
        value,
        label:
          value === usual
            ? `${t(`outage.policy.${value}`)} (${t("outage.usual")})`
            : t(`outage.policy.${value}`),
      }))}
      onChange={(value) => {
        const policy = permitted.find((one) => one === value);
        if (policy !== undefined) onChoose(policy);
      }}
    />
  );
}
