// Two clocks: UTC and the unit's own zone.
import { clockParts, formatDay, useSurroundings, useTexts, useTicking, zoneOffset } from "#design/ui";
import { shellTexts } from "./shell-texts.ts";
import styles from "./shell.module.css";

/** Hours and minutes; seconds would only draw the eye. */
export function Clocks() {
  const t = useTexts(shellTexts);
  const { zone } = useSurroundings();
  return (
    <div className={styles["clocks"]}>
      <Clock label={t("clock.utc")} zone="UTC" />
      {zone === "UTC" ? null : (
        <Clock label={zone.split("/").at(-1)?.replaceAll("_", " ") ?? zone} zone={zone} />
      )}
    </div>
  );
}

function Clock({ label, zone }: { label: string; zone: string }) {
  const { language } = useSurroundings();
  const minute = useTicking((now) => Math.floor(now / 60_000));
  const parts = clockParts(minute * 60_000, zone);
  if (parts === undefined) return null;
  return (
    <span
      className={styles["clock"]}
      title={`${formatDay(parts, language)} ${zoneOffset(minute * 60_000, zone)}`}
    >
      <span>{label}</span>
      <time dateTime={new Date(minute * 60_000).toISOString()} dir="ltr">
        {parts.time}
      </time>
    </span>
  );
}
