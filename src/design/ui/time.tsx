// Instants and countdowns as the screens show them: absolute and relative together, the zone always said.
import { clockParts, formatDay, formatPartialDate, spanOf, zoneOffset } from "./format.ts";
import { NoneShown } from "./severity.tsx";
import { useDesignTexts, useSurroundings } from "./surroundings.tsx";
import type { Translate } from "./texts.ts";
import { useTicking } from "./ticking.ts";
import styles from "./time.module.css";

type SpanTexts = Translate<"span.minutes" | "span.hours" | "span.days" | "span.past" | "span.now">;

/** A stretch of time in words: `43 min`, `1 h 05`, `12 min ago`. Below ten minutes minutes and seconds, `9:41`. */
export function spanText(milliseconds: number, t: SpanTexts): string {
  const span = spanOf(milliseconds);
  const rest = String(span.rest).padStart(2, "0");
  if (span.unit === "seconds") {
    if (span.past && span.whole === 0) return t("span.now");
    if (span.past) return t("span.past", { span: t("span.minutes", { whole: span.whole }) });
    return `${span.whole}:${rest}`;
  }
  const text =
    span.unit === "minutes"
      ? t("span.minutes", { whole: span.whole })
      : span.unit === "hours"
        ? t("span.hours", { whole: span.whole, rest })
        : t("span.days", { whole: span.whole, rest: span.rest });
  return span.past ? t("span.past", { span: text }) : text;
}

/** Time left to an instant, counting silently; `urgent` marks what is near. */
export function Countdown({ to, urgentMinutes = 60 }: { to: string; urgentMinutes?: number }) {
  const t = useDesignTexts();
  const instant = Date.parse(to);
  const text = useTicking((now) => spanText(instant - now, t));
  const tone = useTicking((now) =>
    instant < now ? "past" : instant - now < urgentMinutes * 60_000 ? "near" : "far",
  );
  return (
    <time dateTime={to} className={`${styles["countdown"]} ${styles[tone]}`}>
      {text}
    </time>
  );
}

/** An instant in the unit's zone, or in another one: `14:02 +04`, with the day unless it is today. Hover gives UTC. */
export function At({
  instant,
  zone,
  day = "unless-today",
  seconds = false,
}: {
  instant: string;
  zone?: string | null | undefined;
  day?: "always" | "never" | "unless-today";
  seconds?: boolean;
}) {
  const { language, zone: unitZone } = useSurroundings();
  const shownZone = zone ?? unitZone;
  const today = useTicking((now) => dayKey(now, shownZone));
  const parts = clockParts(instant, shownZone);
  if (parts === undefined) return <NoneShown />;
  const utc = clockParts(instant, "UTC");
  const withDay =
    day === "always" || (day === "unless-today" && dayKey(Date.parse(instant), shownZone) !== today);
  // Half a year off and more the month alone could be that of another year.
  const far = Math.abs(Date.parse(instant) - Date.parse(today)) > 183 * 86_400_000;
  return (
    <time
      dateTime={instant}
      className={styles["at"]}
      title={utc === undefined ? undefined : `${formatDay(utc, language)} ${utc.time}:${utc.seconds} UTC`}
    >
      {withDay ? `${formatDay(parts, language, !far)} ` : ""}
      <bdi dir="ltr">
        {parts.time}
        {seconds ? `:${parts.seconds}` : ""}
      </bdi>{" "}
      <bdi dir="ltr" className={styles["zone"]}>
        {zoneOffset(instant, shownZone)}
      </bdi>
    </time>
  );
}

/** A birth, issue or expiry date, as precise as it is known. */
export function PartialDate({ value }: { value: string | null }) {
  const { language } = useSurroundings();
  if (value === null || value === "") return <NoneShown />;
  return (
    <time dateTime={value} className={styles["at"]} title={value}>
      {formatPartialDate(value, language)}
    </time>
  );
}

function dayKey(instant: number, zone: string): string {
  const parts = clockParts(instant, zone);
  return parts === undefined ? "" : `${parts.year}-${parts.month}-${parts.day}`;
}
