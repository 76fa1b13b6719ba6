// Tests on past traffic of a version: a new one, the results, and the same test once more.
import { Button, Select } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { At, Panel, problemText, useDesignTexts, useMay } from "#design/ui";
import type { BackTest, CriterionDetail } from "../contract.ts";
import { Failure, TestFigures } from "./BackTestFigures.tsx";
import styles from "./criteria.module.css";
import { BackTestForm } from "./EditorSide.tsx";
import { useLexicon } from "./lexicon.tsx";
import { startBackTest } from "./queries.ts";
import { useBackTest } from "./use-back-test.ts";

export function TestsPart({ detail }: { detail: CriterionDetail }) {
  const { t } = useLexicon();
  const queries = useQueryClient();
  const mayTest = useMay("test-criterion");
  const tests = detail.backTests.toSorted(
    (one, other) => Date.parse(other.askedAt) - Date.parse(one.askedAt),
  );
  const [chosen, setChosen] = useState<string | null>(null);
  const shown = chosen ?? tests[0]?.id ?? null;
  const start = async (from: string, until: string, repeats?: string) => {
    const test = await startBackTest(detail.id, detail.shown.version, {
      from,
      until,
      ...(repeats === undefined ? {} : { repeats }),
    });
    setChosen(test.id);
    await queries.invalidateQueries({ queryKey: ["criterion", detail.id] });
  };
  return (
    <div className={styles["part"]}>
      {mayTest && detail.shown.rule !== null ? (
        <Panel title={t("try.heading")}>
          <div className={styles["form"]}>
            <p className={styles["dim"]}>{t("try.text")}</p>
            <BackTestForm submit={t("try.run")} run={(from, until) => start(from, until)} />
          </div>
        </Panel>
      ) : null}
      {shown === null ? (
        <p className={styles["dim"]}>{t("tests.none")}</p>
      ) : (
        <Panel
          title={t("tests.result")}
          aside={
            tests.length < 2 ? undefined : (
              <Select
                size="xs"
                w={260}
                aria-label={t("tests.choose")}
                allowDeselect={false}
                value={shown}
                data={tests.map((test) => ({
                  value: test.id,
                  label: t("tests.one", { from: test.from, until: test.until, version: test.version }),
                }))}
                onChange={setChosen}
              />
            )
          }
        >
          <Result key={shown} detail={detail} id={shown} again={mayTest ? start : null} />
        </Panel>
      )}
    </div>
  );
}

type Again = (from: string, until: string, repeats: string) => Promise<void>;

function Result({ detail, id, again }: { detail: CriterionDetail; id: string; again: Again | null }) {
  const { t } = useLexicon();
  const common = useDesignTexts();
  const known = detail.backTests.find((test) => test.id === id);
  const query = useBackTest(detail.id, id);
  const [problem, setProblem] = useState<Error | null>(null);
  const test = query.data ?? known;
  if (test === undefined) return <p className={styles["dim"]}>{t("test.running")}</p>;
  return (
    <div className={styles["form"]}>
      <Asked test={test} current={test.fingerprint === detail.shown.fingerprint} />
      {test.state === "running" ? <output>{t("test.running")}</output> : null}
      {test.state === "failed" ? <Failure test={test} /> : null}
      <TestFigures test={test} />
      {test.state === "done" && again !== null && test.fingerprint === detail.shown.fingerprint ? (
        <>
          {problem === null ? null : (
            <p role="alert" className={styles["wrong"]}>
              {problemText(problem, t, common)}
            </p>
          )}
          <div className={styles["line"]}>
            <Button
              size="xs"
              variant="default"
              onClick={() => {
                setProblem(null);
                again(test.from, test.until, test.id).catch((error: unknown) =>
                  setProblem(error instanceof Error ? error : new Error(String(error))),
                );
              }}
            >
              {t("test.repeat")}
            </Button>
            <span className={styles["dim"]}>{t("test.repeat.hint")}</span>
          </div>
        </>
      ) : null}
    </div>
  );
}

function Asked({ test, current }: { test: BackTest; current: boolean }) {
  const lexicon = useLexicon();
  const { t } = lexicon;
  return (
    <p>
      {t("test.days", { from: lexicon.day(test.from), until: lexicon.day(test.until) })}{" "}
      <span className={styles["dim"]}>
        <bdi>{test.askedBy.name}</bdi>, <At instant={test.askedAt} day="always" />
      </span>
      {current ? null : <span className={styles["lacking"]}> {t("test.otherText")}</span>}
    </p>
  );
}
