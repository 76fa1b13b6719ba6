// What stands beside the editor: the rule in words, what is wrong with it, and a try on past traffic.
import { Button, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useId, useState } from "react";
import {
  clockParts,
  Icon,
  Loading,
  Panel,
  ProblemNotice,
  problemText,
  serverNow,
  SeverityShape,
  useDesignTexts,
  useMay,
  useSurroundings,
} from "#design/ui";
import type { BackTest, CriterionDetail } from "../contract.ts";
import { TestFigures, Failure } from "./BackTestFigures.tsx";
import styles from "./criteria.module.css";
import { keyNear } from "./draft.ts";
import { useLexicon } from "./lexicon.tsx";
import { startBackTest } from "./queries.ts";
import { RuleWords } from "./RuleWords.tsx";
import { useBackTest } from "./use-back-test.ts";
import type { RuleEditing } from "./use-rule-editing.ts";

type Props = {
  readonly detail: CriterionDetail | null;
  readonly rule: RuleEditing;
  readonly touched: boolean;
  readonly save: () => Promise<CriterionDetail | null>;
};

export function EditorSide(props: Props) {
  const { t } = useLexicon();
  const { rule } = props;
  return (
    <div className={styles["side"]}>
      <Panel title={t("words.heading")}>
        {rule.shown === null ? (
          <p className={styles["dim"]}>{t("words.unreadable")}</p>
        ) : (
          <RuleWords rule={rule.shown} />
        )}
      </Panel>
      <Panel title={t("faults.heading")}>
        <FaultCount rule={rule} />
      </Panel>
      <TryPanel {...props} />
    </div>
  );
}

function FaultCount({ rule }: { rule: RuleEditing }) {
  const { t } = useLexicon();
  const { reading, now, mode } = rule;
  if (reading === null)
    return rule.unread === null ? <Loading rows={1} /> : <ProblemNotice problem={rule.unread} />;
  const lacking = new Set(mode === "forms" ? now.lacking.map(({ key }) => key) : []);
  const faults = reading.faults.filter((fault) => {
    const key = keyNear(now.keyAt, fault.path);
    return mode === "text" || key === undefined || !lacking.has(key);
  });
  const refused = faults.filter(({ severity }) => severity === "refused").length;
  const cautions = faults.length - refused;
  return (
    <ul className={styles["counts"]}>
      {lacking.size === 0 ? null : (
        <li>
          <Icon name="info" size={13} />
          {t("faults.lacking", { count: lacking.size })}
        </li>
      )}
      {refused === 0 ? null : (
        <li data-severity="refused">
          <SeverityShape severity="error" />
          {t("faults.refusals", { count: refused })}
        </li>
      )}
      {cautions === 0 ? null : (
        <li data-severity="caution">
          <SeverityShape severity="warning" />
          {t("faults.cautions", { count: cautions })}
        </li>
      )}
      {faults.length === 0 && lacking.size === 0 ? (
        <li data-severity="none">
          <Icon name="check" size={13} />
          {t("faults.none")}
        </li>
      ) : null}
    </ul>
  );
}

/** The day so many days ago where the unit is. */
function useDayBefore(days: number): string {
  const { zone } = useSurroundings();
  const parts = clockParts(serverNow() - days * 86_400_000, zone);
  if (parts === undefined) return "";
  const two = (part: number) => String(part).padStart(2, "0");
  return `${parts.year}-${two(parts.month)}-${two(parts.day)}`;
}

function TryPanel({ detail, rule, touched, save }: Props) {
  const { t } = useLexicon();
  const mayTest = useMay("test-criterion");
  const queries = useQueryClient();
  const [test, setTest] = useState<BackTest | null>(null);
  const usable = rule.reading?.usable === true && rule.now.lacking.length === 0;
  if (!mayTest) return null;
  return (
    <Panel title={t("try.heading")}>
      <div className={styles["form"]}>
        <p className={styles["dim"]}>{t("try.text")}</p>
        {usable ? null : <p className={styles["lacking"]}>{t("try.unusable")}</p>}
        <BackTestForm
          submit={t(touched || detail === null ? "try.saveAndRun" : "try.run")}
          disabled={!usable}
          run={async (from, until) => {
            const saved = await save();
            if (saved === null) return;
            setTest(await startBackTest(saved.id, saved.shown.version, { from, until }));
            await queries.invalidateQueries({ queryKey: ["criterion", saved.id] });
          }}
        />
        {test === null || detail === null ? null : <TryResult id={detail.id} test={test.id} />}
      </div>
    </Panel>
  );
}

/** Asks for the days to test on. */
export function BackTestForm({
  submit,
  disabled = false,
  run,
}: {
  submit: string;
  disabled?: boolean;
  run: (from: string, until: string) => Promise<void>;
}) {
  const { t } = useLexicon();
  const common = useDesignTexts();
  const first = useDayBefore(30);
  const last = useDayBefore(1);
  const own = useId();
  const [from, setFrom] = useState(first);
  const [until, setUntil] = useState(last);
  const [running, setRunning] = useState(false);
  const [problem, setProblem] = useState<Error | null>(null);
  return (
    <form
      noValidate
      className={styles["form"]}
      onSubmit={(event) => {
        event.preventDefault();
        if (running || disabled) return;
        setRunning(true);
        setProblem(null);
        run(from, until)
          .catch((error: unknown) => setProblem(error instanceof Error ? error : new Error(String(error))))
          .finally(() => setRunning(false));
      }}
    >
      <div className={styles["line"]}>
        <TextInput
          id={`${own}from`}
          type="date"
          label={t("try.from")}
          max={until}
          value={from}
          onChange={(event) => setFrom(event.currentTarget.value)}
        />
        <TextInput
          id={`${own}until`}
          type="date"
          label={t("try.until")}
          min={from}
          value={until}
          onChange={(event) => setUntil(event.currentTarget.value)}
        />
      </div>
      {problem === null ? null : (
        <p role="alert" className={styles["wrong"]}>
          {problemText(problem, t, common)}
        </p>
      )}
      <Button type="submit" size="sm" variant="default" loading={running} disabled={disabled}>
        {submit}
      </Button>
    </form>
  );
}

/** What came out, as soon as it is there. */
function TryResult({ id, test }: { id: string; test: string }) {
  const { t } = useLexicon();
  const query = useBackTest(id, test);
  if (query.data === undefined)
    return query.error === null ? <Loading rows={2} /> : <ProblemNotice problem={query.error} />;
  if (query.data.state === "running") return <output className={styles["dim"]}>{t("test.running")}</output>;
  return (
    <div className={styles["form"]}>
      {query.data.result === null ? <Failure test={query.data} /> : <TestFigures test={query.data} brief />}
      <Link to="/criterion/$criterionId" params={{ criterionId: id }} search={{ part: "tests" }}>
        {t("try.whole")}
      </Link>
    </div>
  );
}
