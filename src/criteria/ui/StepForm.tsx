// The form of one step: what whoever takes it must say, and what they must have looked at.
import { Button, Select, Textarea } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useId, useRef, useState, type FormEvent, type ReactNode } from "react";
import {
  At,
  Choices,
  Code,
  ErrorSummary,
  formatRate,
  problemAt,
  RefusalNotice,
  say,
  useDesignTexts,
  useSubmitKeys,
  useSurroundings,
  useTexts,
  type FieldProblem,
} from "#design/ui";
import type { BackTest, CriterionDetail, DisparityLine, NextStep } from "../contract.ts";
import { criteriaSentences, refusalText } from "./criteria-sentences.ts";
import styles from "./criteria.module.css";
import { GroupName } from "./DisparityTable.tsx";
import { RatioShown } from "./intervals.tsx";
import { useLexicon } from "./lexicon.tsx";
import { takeStep } from "./queries.ts";
import { RuleWords } from "./RuleWords.tsx";
import { testsOf } from "./steps.ts";

type Props = { readonly detail: CriterionDetail; readonly next: NextStep; readonly onDone: () => void };

const verdicts = ["positive", "negative"] as const;
/** Steps that say nothing but that they are taken. */
const silent: readonly NextStep["step"][] = ["specified", "shadow-started"];
const groupKey = ({ by, group }: Pick<DisparityLine, "by" | "group">): string => `${by} ${group}`;
/** As the server has it: the least that counts as a reason. */
const least = 3;

export function StepForm({ detail, next, onDone }: Props) {
  const { t } = useLexicon();
  const common = useDesignTexts();
  const sentences = useTexts(criteriaSentences);
  const queries = useQueryClient();
  const own = useId();
  const form = useRef<HTMLFormElement>(null);
  useSubmitKeys(form);
  const tests = testsOf(detail);
  const [text, setText] = useState("");
  const [verdict, setVerdict] = useState<(typeof verdicts)[number] | null>(null);
  const [testId, setTestId] = useState<string | null>(tests[0]?.id ?? null);
  const [explained, setExplained] = useState<Readonly<Record<string, string>>>({});
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);
  const [attempt, setAttempt] = useState(0);
  const [problem, setProblem] = useState<Error | null>(null);
  const [sending, setSending] = useState(false);
  const { step } = next;
  const speaks = !silent.includes(step);
  const toExplain = step === "bias-reported" ? linesToExplain(detail) : [];
  const id = { text: `${own}text`, verdict: `${own}verdict`, test: `${own}test`, forAll: `${own}all` };
  const [forAll, setForAll] = useState("");
  const unsure = toExplain.filter(({ verdict }) => verdict === "unsure");
  const together = unsure.length > 1;
  const explanationOf = (line: DisparityLine): string => {
    const own = (explained[groupKey(line)] ?? "").trim();
    return own === "" && together && line.verdict === "unsure" ? forAll.trim() : own;
  };
  const idOf = (line: DisparityLine) => `${own}${groupKey(line)}`;

  const body = (): object => {
    const { revision } = detail;
    const said = text.trim();
    if (!speaks) return { revision };
    if (step === "tested") return { revision, testId, text: said };
    if (step === "opinion-given") return { revision, verdict, text: said };
    if (step === "approved" || step === "first-approved")
      return { revision, fingerprint: detail.shown.fingerprint, text: said };
    if (step !== "bias-reported") return { revision, text: said };
    const explanations = toExplain.map((line) => ({
      by: line.by,
      group: line.group,
      text: explanationOf(line),
    }));
    return { revision, text: said, explanations };
  };
  const lacking = (): readonly FieldProblem[] => [
    ...(step === "opinion-given" && verdict === null
      ? [{ field: id.verdict, text: t("step.verdict.lacking") }]
      : []),
    ...(step === "tested" && testId === null ? [{ field: id.test, text: t("step.test.lacking") }] : []),
    ...toExplain
      .filter((line) => explanationOf(line).length < least)
      .map((line) => ({
        field: together && line.verdict === "unsure" ? id.forAll : idOf(line),
        text: t("step.explain.lacking"),
      }))
      .filter(({ field }, at, all) => all.findIndex((one) => one.field === field) === at),
    ...(speaks && text.trim().length < least ? [{ field: id.text, text: t("step.text.lacking") }] : []),
  ];
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (sending) return;
    const found = lacking();
    setProblems(found);
    setProblem(null);
    if (found.length > 0) {
      setAttempt((before) => before + 1);
      return;
    }
    setSending(true);
    try {
      await takeStep(detail.id, detail.shown.version, next.path, body());
      await queries.invalidateQueries({ queryKey: ["criterion", detail.id] });
      void queries.invalidateQueries({ queryKey: ["criteria"] });
      say(t(`step.done.${step}`));
      onDone();
    } catch (error) {
      setProblem(error instanceof Error ? error : new Error(String(error)));
    } finally {
      setSending(false);
    }
  };

  const explain = (line: DisparityLine) => (
    <Textarea
      key={groupKey(line)}
      id={idOf(line)}
      label={
        <ExplainLabel line={line}>
          <GroupName line={line} />
        </ExplainLabel>
      }
      description={t(`verdict.${line.verdict}.hint`)}
      autosize
      minRows={1}
      maxLength={4_000}
      value={explained[groupKey(line)] ?? ""}
      error={problemAt(problems, idOf(line))}
      onChange={(event) => {
        const { value } = event.currentTarget;
        setExplained((before) => ({ ...before, [groupKey(line)]: value }));
      }}
    />
  );

  return (
    <form ref={form} noValidate className={styles["form"]} onSubmit={(event) => void submit(event)}>
      <ErrorSummary problems={problems} attempt={attempt} />
      {problem === null ? null : (
        <RefusalNotice
          problem={problem}
          say={(told) => refusalText(told, sentences, t, common)}
          onReload={() => {
            setProblem(null);
            void queries.invalidateQueries({ queryKey: ["criterion", detail.id] });
          }}
        />
      )}
      <p className={styles["dim"]}>{t(`step.hint.${step}`)}</p>
      {step === "approved" || step === "first-approved" ? <ToApprove detail={detail} /> : null}
      {step === "tested" ? (
        <TestChoice
          id={id.test}
          tests={tests}
          chosen={testId}
          onChoose={setTestId}
          error={problemAt(problems, id.test)}
        />
      ) : null}
      {step === "opinion-given" ? (
        <Choices
          id={id.verdict}
          legend={t("step.verdict")}
          offered={verdicts.map((value) => ({
            value,
            label: t(`verdict.opinion.${value}`),
            hint: t(`verdict.opinion.${value}.hint`),
            grave: value === "negative",
          }))}
          chosen={verdict}
          onChoose={setVerdict}
          error={problemAt(problems, id.verdict)}
        />
      ) : null}
      {toExplain.filter(({ verdict: found }) => !together || found === "alarm").map(explain)}
      {together ? (
        <>
          <Textarea
            id={id.forAll}
            label={t("step.explain.unsure", { count: unsure.length })}
            description={t("verdict.unsure.hint")}
            autosize
            minRows={2}
            maxLength={4_000}
            value={forAll}
            error={problemAt(problems, id.forAll)}
            onChange={(event) => setForAll(event.currentTarget.value)}
          />
          <details className={styles["each"]}>
            <summary>{t("step.explain.each")}</summary>
            {unsure.map(explain)}
          </details>
        </>
      ) : null}
      {speaks ? (
        <Textarea
          id={id.text}
          label={t(`step.text.${step}`)}
          rows={4}
          maxLength={4_000}
          value={text}
          error={problemAt(problems, id.text)}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      ) : null}
      <Button type="submit" loading={sending} {...(next.action === "stop-criterion" ? { color: "red" } : {})}>
        {t(`step.do.${step}`)}
      </Button>
    </form>
  );
}

function linesToExplain({ backTests, shown }: CriterionDetail): readonly DisparityLine[] {
  const test = backTests.find(({ id }) => id === shown.test?.testId);
  return (test?.result?.disparity ?? []).filter(({ verdict }) => verdict !== "within");
}

function ExplainLabel({ line, children }: { line: DisparityLine; children: ReactNode }) {
  const { t } = useLexicon();
  return (
    <>
      {t(`by.${line.by}`)}: {children} <RatioShown line={line} />
    </>
  );
}

function TestChoice({
  id,
  tests,
  chosen,
  onChoose,
  error,
}: {
  id: string;
  tests: readonly BackTest[];
  chosen: string | null;
  onChoose: (id: string | null) => void;
  error: string | undefined;
}) {
  const { t } = useLexicon();
  const { language } = useSurroundings();
  return (
    <Select
      id={id}
      label={t("step.test")}
      description={tests.length === 0 ? t("step.test.none") : undefined}
      error={error}
      allowDeselect={false}
      data={tests.map((test) => ({
        value: test.id,
        label: t("step.test.one", {
          from: test.from,
          until: test.until,
          per10000: test.result?.per10000 == null ? "–" : formatRate(test.result.per10000, language),
          alarms: test.result?.alarms ?? 0,
        }),
      }))}
      value={chosen}
      onChange={onChoose}
    />
  );
}

/** What is approved is what was read: the rule in words, its text's print, and what others have said. */
function ToApprove({ detail: { shown } }: { detail: CriterionDetail }) {
  const { t } = useLexicon();
  return (
    <div className={styles["toApprove"]}>
      {shown.rule === null ? null : <RuleWords rule={shown.rule} />}
      <p>
        {t("step.fingerprint")} <Code>{shown.fingerprint?.slice(0, 16)}</Code>
      </p>
      {shown.opinion === null ? null : (
        <p>
          {t("step.opinion")} <bdi>{shown.opinion.signed.by.name}</bdi>,{" "}
          <At instant={shown.opinion.signed.at} day="always" />: <bdi>{shown.opinion.signed.text}</bdi>
        </p>
      )}
    </div>
  );
}
