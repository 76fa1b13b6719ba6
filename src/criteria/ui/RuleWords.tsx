// What a rule looks for, in plain words: the tree as nested lists, what raises and what lowers beside it.
import type { Rule, Weight } from "../contract.ts";
import styles from "./criteria.module.css";
import { useLexicon } from "./lexicon.tsx";
import { saidOf, type Said } from "./wording.ts";

/** The whole rule in the reader's language. */
export function RuleWords({ rule }: { rule: Rule }) {
  const lexicon = useLexicon();
  const { t } = lexicon;
  const said = saidOf(rule.when, rule, lexicon);
  return (
    <div className={styles["words"]}>
      <p>
        {t(rule.outcome === "suspect" ? "words.suspect" : "words.protect")}{" "}
        {said.kind === "group" ? t(`words.${said.join}`) : t("words.all")}
      </p>
      <Lines parts={said.kind === "group" ? said.parts : [said]} />
      <Weights rule={rule} kind="adds" />
      <Weights rule={rule} kind="lowers" />
      <p className={styles["dim"]}>{t("words.points", { when: 10, at: rule.matchAt })}</p>
    </div>
  );
}

function Lines({ parts }: { parts: readonly Said[] }) {
  const { t } = useLexicon();
  return (
    <ul>
      {parts.map((part, index) => (
        <li key={index}>
          {part.kind === "line" ? (
            part.text
          ) : (
            <>
              {t(`words.${part.join}`)}
              <Lines parts={part.parts} />
            </>
          )}
        </li>
      ))}
    </ul>
  );
}

function Weights({ rule, kind }: { rule: Rule; kind: "adds" | "lowers" }) {
  const lexicon = useLexicon();
  const { t } = lexicon;
  const weights = rule[kind];
  if (weights.length === 0) return null;
  return (
    <>
      <p>{t(`words.${kind}`)}</p>
      <ul>
        {weights.map((weight: Weight) => {
          const said = saidOf(weight.condition, rule, lexicon);
          return (
            <li key={`${weight.text} ${weight.points}`}>
              <bdi dir="ltr" className={styles["points"]}>
                {kind === "adds" ? "+" : "−"}
                {lexicon.number(weight.points)}
              </bdi>{" "}
              <strong>
                <bdi>{weight.text}</bdi>
              </strong>
              {said.kind === "line" ? (
                <>: {said.text}</>
              ) : (
                <>
                  : {t(`words.${said.join}`)}
                  <Lines parts={said.parts} />
                </>
              )}
            </li>
          );
        })}
      </ul>
    </>
  );
}
