// How a version runs: its shadow beside the test, its volume by day against its bounds, and what reviews have made of its matches.
import {
  Figure,
  Figures,
  formatDay,
  formatNumber,
  formatRate,
  Icon,
  Panel,
  SeverityShape,
  useSurroundings,
} from "#design/ui";
import type { CriterionVersion, Shadow } from "../contract.ts";
import { DayOf } from "./criterion-parts.tsx";
import styles from "./criteria.module.css";
import { Per10000, ShareShown } from "./intervals.tsx";
import { useLexicon } from "./lexicon.tsx";

export function RunningPart({ version }: { version: CriterionVersion }) {
  const { t } = useLexicon();
  const { language } = useSurroundings();
  const { metrics, shadow, dossier, standing } = version;
  const number = (value: number) => <bdi dir="ltr">{formatNumber(value, language)}</bdi>;
  if (metrics === null && shadow === null) return <p className={styles["part"]}>{t("running.none")}</p>;
  return (
    <div className={styles["part"]}>
      {shadow === null ? null : <ShadowPanel shadow={shadow} />}
      {metrics === null ? null : (
        <Panel title={t("running.heading")}>
          <Figures>
            {standing === null ? null : (
              <Figure
                name={t("running.lastDay")}
                hint={t("column.lastDay.hint")}
                note={t("running.lastDay.note", {
                  perDay: formatNumber(standing.declared.perDay, language),
                  most: formatNumber(standing.lastDay.most, language),
                  perFlight: formatNumber(standing.declared.perFlight, language),
                })}
                attention={standing.over.includes("volume")}
              >
                {number(standing.lastDay.matches)}
              </Figure>
            )}
            <Figure
              name={t("running.matches")}
              note={t("running.evaluated", { count: formatNumber(metrics.evaluated, language) })}
            >
              {number(metrics.matches)}
            </Figure>
            <Figure
              name={t("test.per10000")}
              note={t("running.cap", { cap: formatRate(dossier.limits.per10000, language) })}
            >
              <Per10000 value={metrics.per10000} />
            </Figure>
            <Figure
              name={t("running.precision")}
              hint={t("column.precision.hint")}
              note={t("running.floor", {
                floor: formatNumber(dossier.limits.precisionFloor * 100, language),
                reviews: formatNumber(standing?.declared.reviewsNeeded ?? 200, language),
              })}
              attention={standing?.over.includes("precision") === true}
            >
              <ShareShown share={metrics.precision} />
            </Figure>
            <Figure
              name={t("running.open")}
              note={t("running.reviewed", { count: formatNumber(metrics.reviewed, language) })}
            >
              {number(metrics.open)}
            </Figure>
          </Figures>
        </Panel>
      )}
      <VolumeTable version={version} />
    </div>
  );
}

function ShadowPanel({ shadow }: { shadow: Shadow }) {
  const { t } = useLexicon();
  const { language } = useSurroundings();
  const { within } = shadow;
  return (
    <Panel title={t("shadow.heading")}>
      <div className={styles["form"]}>
        <p className={styles["dim"]}>
          {t("shadow.text")} <DayOf instant={shadow.since} /> – <DayOf instant={shadow.until} />
        </p>
        <Figures>
          <Figure
            name={t("shadow.volume")}
            note={t("test.matches", {
              matches: formatNumber(shadow.matches, language),
              travellers: formatNumber(shadow.evaluated, language),
            })}
          >
            <Per10000 value={shadow.per10000} />
          </Figure>
          <Figure name={t("shadow.test")} note={t("shadow.test.note")}>
            <Per10000 value={shadow.backTestPer10000} />
          </Figure>
        </Figures>
        <p
          className={styles["verdict"]}
          data-verdict={within === null ? "none" : within ? "within" : "alarm"}
        >
          {within === null ? (
            <Icon name="clock" size={13} />
          ) : within ? (
            <Icon name="check" size={13} />
          ) : (
            <SeverityShape severity="error" />
          )}
          {t(within === null ? "shadow.unknown" : within ? "shadow.within" : "shadow.differs")}
        </p>
      </div>
    </Panel>
  );
}

/** The last days first; the bar reaches to the bound. */
function VolumeTable({ version: { volume, dossier } }: { version: CriterionVersion }) {
  const { t } = useLexicon();
  const { language } = useSurroundings();
  if (volume.length === 0) return null;
  const { perDay, perFlight } = dossier.limits;
  const top = Math.max(perDay, ...volume.map(({ matches }) => matches));
  return (
    <Panel title={t("volume.heading")} flush>
      <table className={styles["table"]}>
        <caption className="spoken">{t("volume.heading")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("volume.day")}</th>
            <th scope="col">{t("disparity.matches")}</th>
            <th scope="col">{t("volume.mostPerFlight")}</th>
            <th scope="col">{t("disparity.travellers")}</th>
          </tr>
        </thead>
        <tbody>
          {volume
            .toSorted((one, other) => other.day.localeCompare(one.day))
            .map((day) => {
              const [year = 0, month = 0, date = 0] = day.day.split("-").map(Number);
              const over = day.matches > perDay || day.mostPerFlight > perFlight;
              return (
                <tr key={`${day.day} ${day.shadow}`} data-over={over}>
                  <th scope="row">
                    {formatDay({ year, month, day: date }, language, true)}
                    {day.shadow ? <span className={styles["dim"]}> {t("state.shadow")}</span> : null}
                  </th>
                  <td>
                    <span className={styles["bar"]} style={{ width: `${(day.matches / top) * 60}%` }} />{" "}
                    <bdi dir="ltr">{formatNumber(day.matches, language)}</bdi>
                    {over ? (
                      <span className={styles["lacking"]}>
                        {" "}
                        <SeverityShape severity="error" /> {t("volume.over")}
                      </span>
                    ) : null}
                  </td>
                  <td>
                    <bdi dir="ltr">{formatNumber(day.mostPerFlight, language)}</bdi>
                  </td>
                  <td>
                    <bdi dir="ltr">{formatNumber(day.evaluated, language)}</bdi>
                  </td>
                </tr>
              );
            })}
        </tbody>
      </table>
      <p className={styles["foot"]}>
        {t("volume.bounds", {
          perDay: formatNumber(perDay, language),
          perFlight: formatNumber(perFlight, language),
        })}
      </p>
    </Panel>
  );
}
