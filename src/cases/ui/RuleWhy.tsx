// Why a rule matched: what holds with its values, what adds and what lowers points, and how common such a match is.
import { formatNumber, formatRate, NoneShown, Panel, useSurroundings, useTexts } from "#design/ui";
import type { CriterionAlertDetail } from "../contract.ts";
import { casesTexts } from "./cases-texts.ts";
import styles from "./cases.module.css";

/** What the fields of rules and their values are called in the reader's language. */
export type FieldWords = {
  readonly label: (field: string) => string;
  readonly value: (field: string, value: string | number | boolean) => string;
};
type Statement = CriterionAlertDetail["because"][number];
type Weight = CriterionAlertDetail["adds"][number];

/** The evidence as it was when the alert was raised, and the base rate beside it. */
export function RuleWhy({ alert, words }: { alert: CriterionAlertDetail; words: FieldWords }) {
  const t = useTexts(casesTexts);
  return (
    <>
      <Panel title={t("ra.holds")}>
        <ul className={styles["statements"]}>
          {alert.because.map((statement) => (
            <Holding key={statement.text} statement={statement} words={words} />
          ))}
        </ul>
      </Panel>
      <div className={styles["ruleSides"]}>
        <Panel title={t("ra.adds")}>
          <Weights weights={alert.adds} sign="+" />
        </Panel>
        <Panel title={t("ra.lowers")}>
          <Weights weights={alert.lowers} sign="−" />
        </Panel>
      </div>
      <Panel title={t("ra.base")}>
        <BaseRate of={alert.baseRate} />
      </Panel>
    </>
  );
}

function Holding({ statement, words }: { statement: Statement; words: FieldWords }) {
  const t = useTexts(casesTexts);
  const { language } = useSurroundings();
  return (
    <li>
      <ul className={styles["names"]}>
        {statement.values.map(({ field, value }) => (
          <li key={field}>
            {words.label(field)}:{" "}
            <strong>{value === null ? <NoneShown /> : <bdi>{words.value(field, value)}</bdi>}</strong>
          </li>
        ))}
        {statement.counted === null ? null : (
          <li>
            {t("ra.counted")} <strong>{formatNumber(statement.counted, language)}</strong>
          </li>
        )}
      </ul>
      <span className={styles["dim"]}>
        {t(statement.holds ? "ra.words" : "ra.words.not")}{" "}
        <bdi dir="ltr" translate="no">
          {statement.text}
        </bdi>
      </span>
    </li>
  );
}

function Weights({ weights, sign }: { weights: readonly Weight[]; sign: "+" | "−" }) {
  const t = useTexts(casesTexts);
  const { language } = useSurroundings();
  if (weights.length === 0) return <p className={styles["dim"]}>{t("ra.weights.none")}</p>;
  return (
    <ul className={styles["statements"]}>
      {weights.map(({ text, points, state }) => (
        <li key={text}>
          <bdi dir="ltr">
            {sign}
            {formatNumber(points, language)}
          </bdi>{" "}
          <bdi>{text}</bdi>:{" "}
          {state === "true" ? <strong>{t("ra.state.true")}</strong> : t(`ra.state.${state}`)}
        </li>
      ))}
    </ul>
  );
}

function BaseRate({ of: { per10000, reviewed, confirmed } }: { of: CriterionAlertDetail["baseRate"] }) {
  const t = useTexts(casesTexts);
  const { language } = useSurroundings();
  const number = (value: number) => formatNumber(value, language);
  return (
    <>
      <p>
        {per10000 === null
          ? t("ra.base.unknown")
          : t("ra.base.rate", { all: number(10_000), matched: formatRate(per10000, language) })}
      </p>
      <p>
        {reviewed === 0
          ? t("ra.base.unreviewed")
          : t("ra.base.reviewed", { reviewed: number(reviewed), confirmed: number(confirmed) })}
      </p>
      <p className={styles["dim"]}>{t("ra.base.note")}</p>
    </>
  );
}
