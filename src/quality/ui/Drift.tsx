// Whether the last whole week differs from those before it by more than chance.
import { formatNumber, formatPartialDate, Panel, SeverityMark, useSurroundings, useTexts } from "#design/ui";
import type { Drift } from "../contract.ts";
import { qualityTexts } from "./quality-texts.ts";
import { intervalText, Scrolling, shareText, type Scale } from "./shares.tsx";
import styles from "./quality.module.css";

type Verdict = Drift["strengths"]["verdict"];

export function DriftPart({ drift }: { drift: Drift }) {
  const t = useTexts(qualityTexts);
  const { language } = useSurroundings();
  const total = (of: "now" | "before"): number => drift.strengths.bins.reduce((sum, bin) => sum + bin[of], 0);
  return (
    <Panel title={t("drift.title")}>
      <p className={styles["lead"]}>
        {t("drift.text", { week: formatPartialDate(drift.week, language), number: drift.weeksBefore })}
      </p>
      <Scrolling label={t("drift.caption")}>
        <table className={styles["table"]}>
          <caption>{t("drift.caption")}</caption>
          <thead>
            <tr>
              <th scope="col">{t("drift.measure")}</th>
              <th scope="col">{t("drift.now")}</th>
              <th scope="col">{t("drift.before")}</th>
              <th scope="col">{t("drift.verdict")}</th>
            </tr>
          </thead>
          <tbody>
            <ComparedRow name={t("drift.alertRate")} compared={drift.alertRate} scale="rate" />
            <ComparedRow name={t("drift.cannotTell")} compared={drift.cannotTell} scale="share" />
            <tr>
              <th scope="row">{t("drift.strengths")}</th>
              <td>{t("drift.alerts", { number: formatNumber(total("now"), language) })}</td>
              <td>{t("drift.alerts", { number: formatNumber(total("before"), language) })}</td>
              <td>
                <VerdictMark verdict={drift.strengths.verdict} />
              </td>
            </tr>
          </tbody>
        </table>
      </Scrolling>
      <Strengths bins={drift.strengths.bins} totals={{ now: total("now"), before: total("before") }} />
      <Weeks weeks={drift.weeks} />
    </Panel>
  );
}

function ComparedRow({
  name,
  compared: { now, before, verdict },
  scale,
}: {
  name: string;
  compared: Drift["alertRate"];
  scale: Scale;
}) {
  const t = useTexts(qualityTexts);
  const { language } = useSurroundings();
  const cell = (share: Drift["alertRate"]["now"]) => (
    <td>
      <strong>
        <bdi>{shareText(share.share, scale, language)}</bdi>
      </strong>{" "}
      <span className={styles["dim"]}>
        <bdi>{intervalText(share, scale, language)}</bdi> ·{" "}
        <bdi>
          {t("of", { part: formatNumber(share.count, language), whole: formatNumber(share.of, language) })}
        </bdi>
      </span>
    </td>
  );
  return (
    <tr>
      <th scope="row">{name}</th>
      {cell(now)}
      {cell(before)}
      <td>
        <VerdictMark verdict={verdict} />
      </td>
    </tr>
  );
}

function VerdictMark({ verdict }: { verdict: Verdict }) {
  const t = useTexts(qualityTexts);
  const text = t(`verdict.${verdict}`);
  return verdict === "changed" ? (
    <span className={styles["changed"]}>
      <SeverityMark severity="possible" quiet>
        {text}
      </SeverityMark>
    </span>
  ) : (
    <span className={styles["dim"]}>{text}</span>
  );
}

function Strengths({
  bins,
  totals,
}: {
  bins: Drift["strengths"]["bins"];
  totals: { readonly now: number; readonly before: number };
}) {
  const t = useTexts(qualityTexts);
  const { language } = useSurroundings();
  const part = (count: number, of: number): number => (of === 0 ? 0 : count / of);
  const most = Math.max(
    0.01,
    ...bins.flatMap(({ now, before }) => [part(now, totals.now), part(before, totals.before)]),
  );
  const cell = (count: number, of: number, kind: "now" | "before") => (
    <>
      <td className={styles["figure"]}>
        {formatNumber(count, language)}{" "}
        <span className={styles["dim"]}>{of === 0 ? "" : shareText(count / of, "share", language)}</span>
      </td>
      <td className={styles["chart"]} aria-hidden="true">
        <span
          className={styles["bar"]}
          data-of={kind}
          style={{ inlineSize: `${(part(count, of) / most) * 100}%` }}
        />
      </td>
    </>
  );
  return (
    <Scrolling label={t("strengths.caption")}>
      <table className={styles["table"]}>
        <caption>{t("strengths.caption")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("strengths.bin")}</th>
            <th scope="col" colSpan={2}>
              {t("drift.now")}
            </th>
            <th scope="col" colSpan={2}>
              {t("drift.before")}
            </th>
          </tr>
        </thead>
        <tbody>
          {bins.map(({ from, to, now, before }) => (
            <tr key={from}>
              <th scope="row">
                <bdi>
                  {formatNumber(from, language, 2)} – {formatNumber(to, language, 2)}
                </bdi>
              </th>
              {cell(now, totals.now, "now")}
              {cell(before, totals.before, "before")}
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolling>
  );
}

/** Alerts of each week as columns, and the same in a table. */
function Weeks({ weeks }: { weeks: Drift["weeks"] }) {
  const t = useTexts(qualityTexts);
  const { language } = useSurroundings();
  const number = (value: number): string => formatNumber(value, language);
  const rate = ({ alerts, persons }: Drift["weeks"][number]): number | null =>
    persons === 0 ? null : alerts / persons;
  const most = Math.max(0, ...weeks.map((week) => rate(week) ?? 0));
  return (
    <>
      {most === 0 ? null : (
        <div className={styles["columns"]} aria-hidden="true">
          {weeks.map((week) => (
            <span key={week.week} style={{ blockSize: `${((rate(week) ?? 0) / most) * 100}%` }} />
          ))}
        </div>
      )}
      <Scrolling label={t("weeks.caption")}>
        <table className={styles["table"]}>
          <caption>{t("weeks.caption")}</caption>
          <thead>
            <tr>
              <th scope="col">{t("weeks.week")}</th>
              <th scope="col">{t("weeks.alerts")}</th>
              <th scope="col">{t("weeks.persons")}</th>
              <th scope="col">{t("column.rate")}</th>
              <th scope="col">{t("weeks.decided")}</th>
              <th scope="col">{t("cannotTell")}</th>
            </tr>
          </thead>
          <tbody>
            {weeks.map((week) => (
              <tr key={week.week}>
                <th scope="row">{formatPartialDate(week.week, language)}</th>
                <td className={styles["figure"]}>{number(week.alerts)}</td>
                <td className={styles["figure"]}>{number(week.persons)}</td>
                <td className={styles["figure"]}>{shareText(rate(week), "rate", language)}</td>
                <td className={styles["figure"]}>{number(week.decided)}</td>
                <td className={styles["figure"]}>{number(week.cannotTell)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolling>
    </>
  );
}
