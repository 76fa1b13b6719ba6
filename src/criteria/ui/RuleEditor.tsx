// The rule as forms or as text of one tree, with the way from one to the other.
import { Button, SegmentedControl } from "@mantine/core";
import { useState } from "react";
import { Panel, ProblemNotice } from "#design/ui";
import styles from "./criteria.module.css";
import { useLexicon } from "./lexicon.tsx";
import { RuleForms } from "./RuleForms.tsx";
import { RuleText } from "./RuleText.tsx";
import type { RuleEditing } from "./use-rule-editing.ts";

const textField = "rule-text";

export function RuleEditor({ rule, demanding }: { rule: RuleEditing; demanding: boolean }) {
  const { t } = useLexicon();
  const [stuck, setStuck] = useState(false);
  const [problem, setProblem] = useState<Error | null>(null);
  const [going, setGoing] = useState(false);
  const { mode } = rule;
  const go = async (to: string) => {
    if (to === mode || going) return;
    setProblem(null);
    setGoing(true);
    try {
      const gone = await (to === "text" ? rule.toText() : rule.toForms());
      setStuck(!gone);
      if (!gone) document.getElementById(textField)?.focus();
    } catch (error) {
      setProblem(error instanceof Error ? error : new Error(String(error)));
    } finally {
      setGoing(false);
    }
  };
  return (
    <Panel
      title={t("rule.heading")}
      aside={
        <SegmentedControl
          size="xs"
          aria-label={t("editor.mode")}
          value={mode}
          data={[
            { value: "forms", label: t("editor.forms") },
            { value: "text", label: t("editor.text") },
          ]}
          onChange={(to) => void go(to)}
        />
      }
    >
      {problem === null ? null : <ProblemNotice problem={problem} />}
      {mode === "text" && stuck ? (
        <div className={styles["stuck"]} role="alert">
          <p>{t("text.stuck")}</p>
          <Button
            size="xs"
            variant="default"
            onClick={() => {
              setStuck(false);
              rule.discardText();
            }}
          >
            {t("text.discard")}
          </Button>
        </div>
      ) : null}
      {mode === "text" ? (
        <RuleText
          id={textField}
          text={rule.text}
          faults={rule.reading?.faults ?? []}
          onChange={rule.setText}
        />
      ) : (
        <RuleForms work={rule} now={rule.now} faults={rule.reading?.faults ?? []} demanding={demanding} />
      )}
    </Panel>
  );
}
