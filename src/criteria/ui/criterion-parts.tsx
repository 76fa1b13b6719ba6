// Parts of a rule as several screens show them: its state, its outcome, its alarms, its days.
import {
  clockParts,
  formatDay,
  formatNumber,
  Icon,
  NoneShown,
  SeverityShape,
  useSurroundings,
  useTexts,
  type IconName,
} from "#design/ui";
import type { CriterionRow, CriterionState, Standing } from "../contract.ts";
import { criteriaTexts } from "./criteria-texts.ts";
import styles from "./criteria.module.css";
import { Told } from "./Told.tsx";

const icons: Partial<Readonly<Record<CriterionState, IconName>>> = {
  active: "check",
  approved: "check",
  shadow: "clock",
  suspended: "remove",
  retired: "close",
};

export function StateWord({ state }: { state: CriterionState }) {
  const t = useTexts(criteriaTexts);
  return (
    <span className={styles["state"]} data-state={state}>
      <Icon name={icons[state] ?? "person"} size={13} />
      {t(`state.${state}`)}
    </span>
  );
}

export function OutcomeWord({ outcome }: { outcome: CriterionRow["outcome"] }) {
  const t = useTexts(criteriaTexts);
  return <span title={t(`outcome.${outcome}.hint`)}>{t(`outcome.${outcome}`)}</span>;
}

type Alarm = "overdue" | "disparity" | "stopped" | "volume" | "precision";

/** What somebody must look at. */
export function alarmsOf(
  row: Pick<CriterionRow, "overdue" | "disparityAlarms" | "stopped" | "state" | "standing">,
): readonly Alarm[] {
  return [
    ...(row.state === "suspended" && row.stopped !== null ? (["stopped"] as const) : []),
    ...(row.overdue ? (["overdue"] as const) : []),
    ...(row.standing?.over ?? []),
    ...((row.disparityAlarms ?? 0) > 0 && row.state !== "retired" ? (["disparity"] as const) : []),
  ];
}

export function Alarms({ row }: { row: CriterionRow }) {
  const t = useTexts(criteriaTexts);
  const alarms = alarmsOf(row);
  if (alarms.length === 0) return <NoneShown />;
  return (
    <span className={styles["alarms"]}>
      {alarms.map((alarm) => (
        <span key={alarm} data-alarm={alarm}>
          <SeverityShape severity={alarm === "disparity" ? "warning" : "error"} />
          {alarm === "stopped" ? (
            <Stopped stopped={row.stopped} />
          ) : alarm === "disparity" ? (
            t("alarm.disparity", { count: row.disparityAlarms ?? 0 })
          ) : (
            t(`alarm.${alarm}`)
          )}
        </span>
      ))}
    </span>
  );
}

/** Matches of the last 24 hours, of those declared for a day. */
export function LastDay({ standing: { lastDay, declared, over } }: { standing: Standing }) {
  const { language } = useSurroundings();
  return (
    <bdi dir="ltr" className={over.includes("volume") ? styles["lacking"] : undefined}>
      <strong>{formatNumber(lastDay.matches, language)}</strong>
      <span className={styles["dim"]}> / {formatNumber(declared.perDay, language)}</span>
    </bdi>
  );
}

/** Why it was stopped: what the system found, or what a person said. */
export function Stopped({ stopped }: { stopped: CriterionRow["stopped"] }) {
  if (stopped === null) return null;
  return stopped.because === null ? (
    <bdi>{stopped.reason}</bdi>
  ) : (
    <Told because={stopped.because} text={stopped.reason} />
  );
}

/** The day of an instant where the unit is. */
export function DayOf({ instant }: { instant: string | null }) {
  const { language, zone } = useSurroundings();
  const parts = instant === null ? undefined : clockParts(instant, zone);
  if (instant === null || parts === undefined) return <NoneShown />;
  return (
    <time dateTime={instant} title={`${formatDay(parts, language)} ${parts.time}`}>
      {formatDay(parts, language)}
    </time>
  );
}
