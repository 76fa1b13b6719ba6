// What a test on past traffic gave: volume with its interval, expected alerts a day, precision, overlap, weeks, disparity.
import { Link } from "@tanstack/react-router";
import {
  Code,
  Figure,
  Figures,
  formatDay,
  formatNumber,
  formatRate,
  Icon,
  Sentence,
  useSurroundings,
  useTexts,
} from "#design/ui";
import type { BackTest, BackTestResult } from "../contract.ts";
import { criteriaTexts } from "./criteria-texts.ts";
import { criteriaSentences } from "./criteria-sentences.ts";
import styles from "./criteria.module.css";
import { DisparityTable } from "./DisparityTable.tsx";
import { Per10000, ShareShown } from "./intervals.tsx";

/** Why a test gave nothing. */
export function Failure({ test }: { test: BackTest }) {
  const t = useTexts(criteriaTexts);
  const { failure } = test;
  return (
    <p className={styles["wrong"]}>
      {t("test.failed")}{" "}
      {failure === null ? null : (
        <Sentence texts={criteriaSentences} said={{ ...failure, text: failure.code }} />
      )}
    </p>
  );
}

/** Days from the first to the last, both counted. */
export function daysOf({ from, until }: Pick<BackTest, "from" | "until">): number {
  return Math.round((Date.parse(until) - Date.parse(from)) / 86_400_000) + 1;
}

/** The figures of a test that is done; `brief`: those that decide whether to go on. */
export function TestFigures({ test, brief = false }: { test: BackTest; brief?: boolean }) {
  const t = useTexts(criteriaTexts);
  const { language } = useSurroundings();
  const { result } = test;
  if (result === null) return null;
  const number = (value: number) => formatNumber(value, language);
  return (
    <>
      <Figures>
        <Figure
          name={t("test.perDay")}
          hint={t("test.perDay.hint")}
          note={t("test.perDay.note", {
            most: number(result.mostPerDay),
            perFlight: number(result.mostPerFlight),
          })}
        >
          <bdi dir="ltr">{formatRate(result.matches / Math.max(1, daysOf(test)), language)}</bdi>
        </Figure>
        <Figure
          name={t("test.per10000")}
          note={t("test.matches", { matches: number(result.matches), travellers: number(result.travellers) })}
        >
          <Per10000 value={result.per10000} low={result.low} high={result.high} />
        </Figure>
        <Figure
          name={t("test.alarms")}
          attention={result.alarms > 0}
          note={t(result.alarms > 0 ? "test.alarms.some" : "test.alarms.none")}
        >
          {number(result.alarms)}
        </Figure>
        {brief ? null : <MoreFigures result={result} />}
      </Figures>
      {brief ? null : (
        <>
          <Overlap result={result} />
          <Weeks result={result} />
          <DisparityTable lines={result.disparity} />
          <Reproducible test={test} />
        </>
      )}
    </>
  );
}

function MoreFigures({ result }: { result: BackTestResult }) {
  const t = useTexts(criteriaTexts);
  const { language } = useSurroundings();
  return (
    <>
      <Figure name={t("test.precision")} hint={t("test.precision.hint")} note={t("test.precision.note")}>
        <ShareShown share={result.precision} />
      </Figure>
      <Figure name={t("test.recall")} hint={t("test.recall.hint")} note={t("test.recall.note")}>
        <ShareShown share={result.recall} />
      </Figure>
      <Figure name={t("test.undecided")} hint={t("test.undecided.hint")} note={t("test.undecided.note")}>
        <bdi dir="ltr">{formatNumber(result.undecided, language)}</bdi>
      </Figure>
    </>
  );
}

function Overlap({ result: { overlap } }: { result: BackTestResult }) {
  const t = useTexts(criteriaTexts);
  if (overlap.length === 0) return <p className={styles["dim"]}>{t("test.overlap.none")}</p>;
  return (
    <>
      <p>{t("test.overlap")}</p>
      <ul className={styles["lines"]}>
        {overlap.map(({ id, code, version, share }) => (
          <li key={`${id} ${version}`}>
            <Link to="/criterion/$criterionId" params={{ criterionId: id }}>
              <Code>{code}</Code>
            </Link>{" "}
            <ShareShown share={share} />
          </li>
        ))}
      </ul>
    </>
  );
}

/** Matches by week as bars of one scale, each with its number. */
function Weeks({ result: { weeks } }: { result: BackTestResult }) {
  const t = useTexts(criteriaTexts);
  const { language } = useSurroundings();
  const rateOf = ({ matches, travellers }: BackTestResult["weeks"][number]) =>
    travellers === 0 ? 0 : (matches / travellers) * 10_000;
  const most = Math.max(...weeks.map(rateOf), 0.001);
  if (weeks.length < 2) return null;
  return (
    <table className={styles["weeks"]}>
      <caption>{t("test.weeks")}</caption>
      <thead>
        <tr>
          <th scope="col">{t("test.week")}</th>
          <th scope="col">{t("disparity.matches")}</th>
          <th scope="col">{t("test.per10000")}</th>
        </tr>
      </thead>
      <tbody>
        {weeks.map((week) => {
          const [year = 0, month = 0, day = 0] = week.from.split("-").map(Number);
          return (
            <tr key={week.from}>
              <th scope="row">{formatDay({ year, month, day }, language, true)}</th>
              <td>
                <bdi dir="ltr">{formatNumber(week.matches, language)}</bdi>
              </td>
              <td>
                <span className={styles["bar"]} style={{ width: `${(rateOf(week) / most) * 60}%` }} />{" "}
                <bdi dir="ltr">{formatRate(rateOf(week), language)}</bdi>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** By what the same result can be had again. */
function Reproducible({ test: { dataset, hits, repeats } }: { test: BackTest }) {
  const t = useTexts(criteriaTexts);
  return (
    <p className={styles["dim"]}>
      {t("test.dataset")} <Code dim>{dataset?.slice(0, 16)}</Code> · {t("test.hits")}{" "}
      <Code dim>{hits?.slice(0, 16)}</Code>
      {repeats === null ? null : (
        <span className={styles["repeat"]}>
          {" "}
          {repeats.sameHits === true ? <Icon name="check" size={13} /> : null}{" "}
          {t(
            repeats.sameData === false
              ? "test.repeat.otherData"
              : repeats.sameHits === true
                ? "test.repeat.same"
                : "test.repeat.differs",
          )}
        </span>
      )}
    </p>
  );
}
