// What a calibration promises and what was found, what it would change on recent traffic, and whether names are treated alike.
import {
  Code,
  formatNumber,
  formatRate,
  formatShare,
  SeverityMark,
  useSurroundings,
  useTexts,
} from "#design/ui";
import type { Model, ModelFairness, ModelFigures } from "../contract.ts";
import { calibrationTexts } from "./calibration-texts.ts";
import { qualityTexts } from "./quality-texts.ts";
import { Scrolling } from "./shares.tsx";
import styles from "./quality.module.css";

export function ModelFiguresPart({ model: { figures, curve } }: { model: Model }) {
  const t = useTexts(calibrationTexts);
  if (figures === null) return null;
  return (
    <>
      <p className={styles["dim"]}>
        {t("calibration.method")}: {t(`calibration.method.${figures.method}`)}. {t("told.votes")}:{" "}
        <Code>{String(figures.told.votes)}</Code>
      </p>
      <h3 className={styles["part"]}>{t("reliability.title")}</h3>
      <p className={styles["lead"]}>{t("reliability.text")}</p>
      <div className={styles["beside"]}>
        <Diagram figures={figures} />
        <Errors figures={figures} />
      </div>
      <Bins figures={figures} />
      <Bands figures={figures} />
      <Evenness fairness={figures.fairness} />
      <Curve curve={curve} />
    </>
  );
}

/** Where the picture begins and how far it goes, in its own units. */
const edge = 34;
const side = 240;

/** Promised probability to the side, share found upward; as large as there are votes. The numbers stand in the table. */
function Diagram({ figures: { before, after } }: { figures: ModelFigures }) {
  const t = useTexts(calibrationTexts);
  const { language } = useSurroundings();
  const at = (share: number): number => share * side;
  const dots = (of: ModelFigures["before"], kind: "before" | "after") =>
    of.bins.map(({ from, count, promised, found }) =>
      promised === null || found === null ? null : (
        <circle
          key={`${kind} ${from}`}
          className={styles["dot"]}
          data-of={kind}
          cx={edge + at(promised)}
          cy={10 + side - at(found)}
          r={Math.min(9, 3 + Math.sqrt(count) / 2)}
        />
      ),
    );
  return (
    <figure className={styles["diagram"]} aria-label={t("reliability.picture")}>
      <svg viewBox={`0 0 ${edge + side + 22} ${side + 36}`} aria-hidden="true" direction="ltr">
        <rect className={styles["field"]} x={edge} y={10} width={side} height={side} />
        <line className={styles["ideal"]} x1={edge} y1={10 + side} x2={edge + side} y2={10} />
        {[0, 0.5, 1].map((share) => (
          <g key={share} className={styles["scale"]}>
            <text x={edge + at(share)} y={side + 28} textAnchor="middle">
              {formatShare(share, language)}
            </text>
            <text x={edge - 5} y={14 + side - at(share)} textAnchor="end">
              {formatShare(share, language)}
            </text>
          </g>
        ))}
        {dots(before, "before")}
        {dots(after, "after")}
      </svg>
      <figcaption className={styles["dim"]}>
        <span className={styles["key"]} data-of="before" /> {t("reliability.now")}{" "}
        <span className={styles["key"]} data-of="after" /> {t("reliability.then")}
      </figcaption>
    </figure>
  );
}

function Errors({ figures: { before, after } }: { figures: ModelFigures }) {
  const t = useTexts(calibrationTexts);
  const { language } = useSurroundings();
  const figure = (value: number) => (
    <td className={styles["figure"]}>
      <strong>{formatNumber(value, language, 3)}</strong>
    </td>
  );
  return (
    <Scrolling label={t("reliability.title")}>
      <table className={styles["table"]} data-narrow="">
        <thead>
          <tr>
            <th scope="col">{t("reliability.measure")}</th>
            <th scope="col">{t("reliability.now")}</th>
            <th scope="col">{t("reliability.then")}</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">{t("reliability.error")}</th>
            {figure(before.error)}
            {figure(after.error)}
          </tr>
          <tr>
            <th scope="row">{t("reliability.brier")}</th>
            {figure(before.brier)}
            {figure(after.brier)}
          </tr>
        </tbody>
      </table>
    </Scrolling>
  );
}

function Bins({ figures: { before, after } }: { figures: ModelFigures }) {
  const t = useTexts(calibrationTexts);
  const { language } = useSurroundings();
  const cell = (bin: ModelFigures["before"]["bins"][number] | undefined) => (
    <td className={styles["figure"]}>
      {bin === undefined || bin.found === null || bin.promised === null ? (
        "–"
      ) : (
        <bdi>
          {formatShare(bin.promised, language)} → {formatShare(bin.found, language)} (
          {formatNumber(bin.count, language)})
        </bdi>
      )}
    </td>
  );
  return (
    <Scrolling label={t("reliability.caption")}>
      <table className={styles["table"]}>
        <caption>{t("reliability.caption")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("reliability.bin")}</th>
            <th scope="col">{t("reliability.now")}</th>
            <th scope="col">{t("reliability.then")}</th>
          </tr>
        </thead>
        <tbody>
          {before.bins.map((bin, at) => (
            <tr key={bin.from}>
              <th scope="row">
                <bdi>
                  {formatShare(bin.from, language)} – {formatShare(bin.to, language)}
                </bdi>
              </th>
              {cell(bin)}
              {cell(after.bins[at])}
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolling>
  );
}

function Bands({ figures: { bands, days, travellers } }: { figures: ModelFigures }) {
  const t = useTexts(calibrationTexts);
  const tq = useTexts(qualityTexts);
  const { language } = useSurroundings();
  const number = (value: number): string => formatNumber(value, language);
  const caption = t("bands.caption", { days: number(days), travellers: number(travellers) });
  return (
    <Scrolling label={caption}>
      <table className={styles["table"]}>
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{tq("column.band")}</th>
            <th scope="col">{t("reliability.now")}</th>
            <th scope="col">{t("reliability.then")}</th>
            <th scope="col">{t("bands.enter")}</th>
            <th scope="col">{t("bands.leave")}</th>
          </tr>
        </thead>
        <tbody>
          {bands.map((row) => (
            <tr key={row.band}>
              <th scope="row">{tq.code("band", row.band)}</th>
              <td className={styles["figure"]}>{number(row.before)}</td>
              <td className={styles["figure"]}>{number(row.after)}</td>
              <td className={styles["figure"]}>{number(row.enter)}</td>
              <td className={styles["figure"]}>{number(row.leave)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolling>
  );
}

function Evenness({ fairness }: { fairness: ModelFairness }) {
  const t = useTexts(calibrationTexts);
  const tq = useTexts(qualityTexts);
  const { language } = useSurroundings();
  const share = ({ share: value }: ModelFairness["all"]["foundBefore"]): string =>
    value === null ? "–" : formatShare(value, language);
  const rate = ({ share: value }: ModelFairness["all"]["foundBefore"]): string =>
    value === null ? "–" : formatRate(value * 1000, language);
  const cells = (of: ModelFairness["all"]) => (
    <>
      <td className={styles["figure"]}>
        <bdi>{t("evenness.to", { before: share(of.foundBefore), after: share(of.foundAfter) })}</bdi>
      </td>
      <td className={styles["figure"]}>
        <bdi>{t("evenness.to", { before: rate(of.alertedBefore), after: rate(of.alertedAfter) })}</bdi>
      </td>
    </>
  );
  return (
    <Scrolling label={t("evenness.caption")}>
      <table className={styles["table"]}>
        <caption>{t("evenness.caption")}</caption>
        <thead>
          <tr>
            <th scope="col">{tq("column.origin")}</th>
            <th scope="col">{t("evenness.found")}</th>
            <th scope="col">{t("evenness.alerted")}</th>
            <th scope="col">
              <span className="spoken">{tq("column.remark")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {fairness.origins.map((origin) => (
            <tr key={origin.origin}>
              <th scope="row">{tq.code("origin", origin.origin)}</th>
              {cells(origin)}
              <td className={styles["remark"]}>
                {origin.beyond.map((what) => (
                  <SeverityMark key={what} severity="possible" quiet>
                    {t(`beyond.${what}`)}
                  </SeverityMark>
                ))}
              </td>
            </tr>
          ))}
          <tr className={styles["total"]}>
            <th scope="row">{tq("all")}</th>
            {cells(fairness.all)}
            <td aria-hidden="true" />
          </tr>
        </tbody>
      </table>
    </Scrolling>
  );
}

function Curve({ curve }: { curve: Model["curve"] }) {
  const t = useTexts(calibrationTexts);
  const { language } = useSurroundings();
  return (
    <details>
      <summary>{t("curve.caption")}</summary>
      <Scrolling label={t("curve.caption")}>
        <table className={styles["table"]}>
          <caption className="spoken">{t("curve.caption")}</caption>
          <thead>
            <tr>
              <th scope="col">{t("curve.bits")}</th>
              <th scope="col">{t("reliability.now")}</th>
              <th scope="col">{t("reliability.then")}</th>
            </tr>
          </thead>
          <tbody>
            {curve.map(({ bits, standing, fitted }) => (
              <tr key={bits}>
                <th scope="row">
                  <bdi>{formatNumber(bits, language, 2)}</bdi>
                </th>
                <td className={styles["figure"]}>{formatNumber(standing, language, 3)}</td>
                <td className={styles["figure"]}>{formatNumber(fitted, language, 3)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolling>
    </details>
  );
}
