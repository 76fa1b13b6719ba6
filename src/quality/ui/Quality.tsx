// How well screening and its review do: figures with their counts and their uncertainty, for those who oversee it.
import { Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import {
  Answer,
  At,
  Figure,
  Figures,
  formatMonth,
  formatNumber,
  formatRate,
  Page,
  Panel,
  useMay,
  useSurroundings,
  useTexts,
} from "#design/ui";
import type { Quality } from "../contract.ts";
import { DriftPart } from "./Drift.tsx";
import { EntriesPart } from "./Entries.tsx";
import { MeasurementPart } from "./Measurement.tsx";
import { qualityTexts } from "./quality-texts.ts";
import { qualityQuery } from "./queries.ts";
import { SamplesPart } from "./Samples.tsx";
import { GroupTable, intervalText, Scrolling, ShareCells, ShareTable, shareText } from "./shares.tsx";
import styles from "./quality.module.css";

const spans = [30, 90, 180, 365] as const;

/** The console at its address. `category`: what the categories of list entries are called. */
export function QualityScreen({ category }: { category: (code: string) => string }) {
  const t = useTexts(qualityTexts);
  const [days, setDays] = useState(90);
  const query = useQuery(qualityQuery(days));
  const mayLook = useMay("review-sample");
  const maySeeModels = useMay("view-models");
  return (
    <Page
      title={t("title")}
      prints
      actions={
        <>
          {mayLook ? <Link to="/second-looks">{t("looks.title")}</Link> : null}
          {maySeeModels ? <Link to="/calibration">{t("calibration.title")}</Link> : null}
        </>
      }
    >
      <div className={styles["page"]}>
        <div className={styles["period"]}>
          <Select
            label={t("period")}
            allowDeselect={false}
            value={String(days)}
            data={spans.map((span) => ({ value: String(span), label: t("period.days", { number: span }) }))}
            onChange={(value) => value !== null && setDays(Number(value))}
          />
        </div>
        <Answer query={query} rows={10}>
          {(quality) => <Figured quality={quality} days={days} category={category} />}
        </Answer>
      </div>
    </Page>
  );
}

function Figured({
  quality,
  days,
  category,
}: {
  quality: Quality;
  days: number;
  category: (code: string) => string;
}) {
  const t = useTexts(qualityTexts);
  const { language } = useSurroundings();
  const { precision } = quality;
  const band = (group: string): string => t.code("band", group);
  return (
    <>
      <p className={styles["dim"]}>
        {t("span")} <At instant={quality.since} /> – <At instant={quality.until} />.{" "}
        {t("floor", { number: quality.floor })}
      </p>
      <Summary quality={quality} />
      <Panel title={t("precision.title")}>
        <p className={styles["lead"]}>{t("precision.text")}</p>
        <GroupTable
          caption={t("precision.category")}
          first={t("column.category")}
          groups={precision.byCategory}
          name={(group) => (group === "" ? t("category.none") : category(group))}
        />
        <GroupTable
          caption={t("precision.band")}
          first={t("column.band")}
          groups={precision.byBand}
          name={band}
        />
        <GroupTable
          caption={t("precision.list")}
          first={t("column.list")}
          groups={precision.byList}
          name={(list) => list}
        />
        <GroupTable
          caption={t("precision.month")}
          first={t("column.month")}
          groups={precision.byMonth}
          name={(month) => formatMonth(month, language)}
        />
      </Panel>
      <RulesPart rules={quality.rules} />
      <TimePart time={quality.time} />
      <DriftPart drift={quality.drift} />
      <MeasurementPart measurement={quality.measurement} />
      <SamplesPart samples={quality.samples} days={days} />
      <EntriesPart days={days} />
    </>
  );
}

function Summary({ quality }: { quality: Quality }) {
  const t = useTexts(qualityTexts);
  const { language } = useSurroundings();
  const { precision, cannotTell, time, repeats, measurement } = quality;
  const number = (value: number): string => formatNumber(value, language);
  const told = (share: Quality["cannotTell"]) => (
    <>
      <bdi>{intervalText(share, "share", language)}</bdi> ·{" "}
      <bdi>{t("of", { part: number(share.count), whole: number(share.of) })}</bdi>
    </>
  );
  return (
    <Figures large>
      <Figure name={t("precision.all")} hint={t("precision.text")} note={told(precision.all)}>
        {shareText(precision.all.share, "share", language)}
      </Figure>
      {measurement === null ? null : (
        <Figure name={t("recall.all")} hint={t("measurement.text")} note={told(measurement.recall)}>
          {shareText(measurement.recall.share, "share", language)}
        </Figure>
      )}
      <Figure name={t("cannotTell")} note={told(cannotTell)}>
        {shareText(cannotTell.share, "share", language)}
      </Figure>
      <Figure
        name={t("time.median")}
        note={
          time.all.low === null || time.all.high === null ? (
            t("few")
          ) : (
            <bdi>
              {formatRate(time.all.low, language)} – {formatRate(time.all.high, language)}
            </bdi>
          )
        }
      >
        {time.all.median === null ? "–" : t("hours", { number: formatRate(time.all.median, language) })}
      </Figure>
      <Figure
        name={t("repeats")}
        hint={t("repeats.hint")}
        attention={repeats.repeats > 0}
        note={t("repeats.note", {
          alerts: number(repeats.alerts),
          suppressed: number(repeats.suppressed),
        })}
      >
        {number(repeats.repeats)}
      </Figure>
    </Figures>
  );
}

/** Matches of rules are reviewed by themselves: each rule's own page has the rest. */
function RulesPart({ rules }: { rules: Quality["rules"] }) {
  const t = useTexts(qualityTexts);
  return (
    <Panel title={t("rules.title")}>
      <p className={styles["lead"]}>{t("rules.text")}</p>
      <ShareTable caption={t("rules.caption")} first={t("column.rule")}>
        {rules.map(({ id, code, title, precision }) => (
          <tr key={id}>
            <th scope="row">
              <Link to="/criterion/$criterionId" params={{ criterionId: id }}>
                {code}
              </Link>{" "}
              <bdi>{title}</bdi>
            </th>
            <ShareCells share={precision} />
          </tr>
        ))}
        {rules.length === 0 ? (
          <tr>
            <td colSpan={6}>{t("rules.none")}</td>
          </tr>
        ) : null}
      </ShareTable>
    </Panel>
  );
}

function TimePart({ time }: { time: Quality["time"] }) {
  const t = useTexts(qualityTexts);
  const { language } = useSurroundings();
  const hours = (value: number | null): string => (value === null ? "–" : formatRate(value, language));
  const rows = [
    { name: t("all"), ...time.all },
    ...time.byBand.map((one) => ({ ...one, name: t.code("band", one.band) })),
  ];
  return (
    <Panel title={t("time.title")}>
      <Scrolling label={t("time.caption")}>
        <table className={styles["table"]}>
          <caption>{t("time.caption")}</caption>
          <thead>
            <tr>
              <th scope="col">{t("column.band")}</th>
              <th scope="col">{t("time.median")}</th>
              <th scope="col">{t("column.interval")}</th>
              <th scope="col">{t("time.ninetieth")}</th>
              <th scope="col">{t("time.decided")}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.name}>
                <th scope="row">{row.name}</th>
                <td className={styles["figure"]}>
                  <strong>{hours(row.median)}</strong>
                </td>
                <td className={styles["figure"]}>
                  <bdi>{row.low === null ? "–" : `${hours(row.low)} – ${hours(row.high)}`}</bdi>
                </td>
                <td className={styles["figure"]}>{hours(row.ninetieth)}</td>
                <td className={styles["figure"]}>{formatNumber(row.count, language)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolling>
    </Panel>
  );
}
