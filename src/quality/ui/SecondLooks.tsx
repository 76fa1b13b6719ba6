// Second looks: alerts that others decided, one after the other, decided anew without knowing how.
import { Button, Radio } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useId, useRef, useState, type FormEvent, type ReactNode } from "react";
import type { Outcome } from "#cases/contract";
import {
  Answer,
  Choices,
  ErrorSummary,
  formatNumber,
  Notice,
  Page,
  Panel,
  problemAt,
  problemText,
  PurposeGate,
  RefusalNotice,
  say,
  SeverityMark,
  Strength,
  usePurpose,
  useSubmitKeys,
  useSurroundings,
  useTexts,
  type FieldProblem,
} from "#design/ui";
import type { SecondDecision, SecondLook, SecondLooks } from "../contract.ts";
import { qualityTexts } from "./quality-texts.ts";
import { decideSecondLook, secondLookQuery, secondLooksQuery } from "./queries.ts";
import styles from "./quality.module.css";

/** How alerts and decisions are spoken of; the cases know. */
type Words = {
  readonly alerts: string;
  readonly outcome: (outcome: Outcome) => string;
  readonly reasons: (outcome: Outcome) => readonly SecondDecision["reasonCode"][];
  readonly reason: (code: SecondDecision["reasonCode"]) => string;
  readonly outcomeAsked: string;
  readonly reasonAsked: (outcome: Outcome) => string;
  readonly outcomeMissing: string;
  readonly reasonMissing: string;
};
type Shown = { readonly words: Words; readonly both: (look: SecondLook) => ReactNode };

const outcomes: readonly Outcome[] = ["no-match", "confirmed", "cannot-tell"];

/** The next alert that waits for a second look; both sides (`both`) are in clear, so a purpose is asked first. */
export function SecondLooksScreen({ words, both }: Shown) {
  const t = useTexts(qualityTexts);
  const { purpose } = usePurpose();
  const query = useQuery(secondLooksQuery(purpose));
  return (
    <Page
      title={t("looks.title")}
      trail={[{ label: words.alerts, link: (label) => <Link to="/alerts">{label}</Link> }]}
    >
      <PurposeGate>
        {() => <Answer query={query}>{(looks) => <Next looks={looks} words={words} both={both} />}</Answer>}
      </PurposeGate>
    </Page>
  );
}

function Next({ looks: { waiting, decided }, ...shown }: Shown & { looks: SecondLooks }) {
  const t = useTexts(qualityTexts);
  const { language } = useSurroundings();
  const { purpose } = usePurpose();
  const [next] = waiting;
  const query = useQuery({ ...secondLookQuery(next?.id ?? "", purpose), enabled: next !== undefined });
  if (next === undefined)
    return (
      <Notice icon="check" title={t("looks.none")}>
        {t("looks.none.text")}
      </Notice>
    );
  return (
    <div className={styles["page"]}>
      <p className={styles["lead"]}>
        {t("looks.text")}{" "}
        {t("looks.left", {
          waiting: formatNumber(waiting.length, language),
          decided: formatNumber(decided, language),
        })}
      </p>
      <Answer query={query} rows={10}>
        {(look) => <Look key={look.id} look={look} {...shown} />}
      </Answer>
    </div>
  );
}

function Look({ look, words, both }: Shown & { look: SecondLook }) {
  const t = useTexts(qualityTexts);
  return (
    <div className={styles["look"]}>
      <div className={styles["page"]}>
        <p>
          <SeverityMark severity={look.band}>
            <Strength value={look.strength} />
          </SeverityMark>{" "}
          <bdi>{look.entry.listTitle}</bdi>
        </p>
        {both(look)}
      </div>
      <Panel title={t("looks.decision")}>
        <LookForm id={look.id} words={words} />
      </Panel>
    </div>
  );
}

function LookForm({ id, words }: { id: string; words: Words }) {
  const t = useTexts(qualityTexts);
  const { purpose } = usePurpose();
  const queries = useQueryClient();
  const own = useId();
  const form = useRef<HTMLFormElement>(null);
  useSubmitKeys(form);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [code, setCode] = useState<SecondDecision["reasonCode"] | null>(null);
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);
  const [attempt, setAttempt] = useState(0);
  const ids = { outcome: `${own}outcome`, code: `${own}code` };
  const deciding = useMutation({
    mutationFn: (decision: SecondDecision) => decideSecondLook(id, decision, purpose),
    onSuccess: (looks) => {
      queries.setQueryData(secondLooksQuery(purpose).queryKey, looks);
      say(t("looks.recorded"));
    },
  });
  const codes: readonly SecondDecision["reasonCode"][] = outcome === null ? [] : words.reasons(outcome);
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (deciding.isPending) return;
    if (outcome === null || code === null) {
      setProblems(
        outcome === null
          ? [{ field: ids.outcome, text: words.outcomeMissing }]
          : [{ field: ids.code, text: words.reasonMissing }],
      );
      setAttempt((before) => before + 1);
      return;
    }
    setProblems([]);
    deciding.mutate({ outcome, reasonCode: code });
  };
  return (
    <form ref={form} className={styles["form"]} noValidate onSubmit={send}>
      <ErrorSummary problems={problems} attempt={attempt} />
      {deciding.error === null ? null : (
        <RefusalNotice
          problem={deciding.error}
          say={(problem) => problemText(problem, t)}
          onReload={() => void queries.invalidateQueries({ queryKey: ["second-looks"] })}
        />
      )}
      <Choices
        id={ids.outcome}
        legend={words.outcomeAsked}
        offered={outcomes.map((value) => ({
          value,
          label: words.outcome(value),
          hint: t(`looks.hint.${value}`),
          grave: value === "confirmed",
        }))}
        chosen={outcome}
        onChoose={(value) => {
          setOutcome(value);
          setCode(null);
        }}
        error={problemAt(problems, ids.outcome)}
      />
      {outcome === null ? null : (
        <Radio.Group
          label={words.reasonAsked(outcome)}
          withAsterisk
          error={problemAt(problems, ids.code)}
          value={code}
          onChange={(value) => setCode(codes.find((one) => one === value) ?? null)}
        >
          <div className={styles["codes"]}>
            {codes.map((one, index) => (
              <Radio
                key={one}
                {...(index === 0 ? { id: ids.code } : {})}
                size="sm"
                value={one}
                label={words.reason(one)}
              />
            ))}
          </div>
        </Radio.Group>
      )}
      <Button type="submit" loading={deciding.isPending} fullWidth rightSection={<kbd>Ctrl ↵</kbd>}>
        {t("looks.submit")}
      </Button>
      <p className={styles["dim"]}>{t("looks.blind")}</p>
    </form>
  );
}
