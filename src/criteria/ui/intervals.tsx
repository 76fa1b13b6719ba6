// Figures with what is not known of them: shares and ratios with their intervals, said and drawn.
import { formatNumber, formatRate, formatShare, NoneShown, useSurroundings, useTexts } from "#design/ui";
import type { DisparityLine, Share } from "../contract.ts";
import { criteriaTexts } from "./criteria-texts.ts";
import styles from "./criteria.module.css";

/** A share with its interval of 95 %: `40% (12–77%), 4 of 10`; `floor`: what it must not fall under. */
export function ShareShown({
  share,
  brief = false,
  floor = null,
}: {
  share: Share;
  brief?: boolean;
  floor?: number | null;
}) {
  const t = useTexts(criteriaTexts);
  const { language } = useSurroundings();
  const { value, low, high, count, of } = share;
  if (value === null || low === null || high === null) return <NoneShown />;
  return (
    <span className={styles["share"]}>
      <bdi dir="ltr">
        <strong>{formatShare(value, language)}</strong>{" "}
        <span className={styles["dim"]}>
          {formatShare(low, language)}–{formatShare(high, language)}
          {floor === null ? null : ` ≥ ${formatShare(floor, language)}`}
        </span>
      </bdi>
      {brief ? null : (
        <span className={styles["dim"]}>
          {t("share.of", { count: formatNumber(count, language), of: formatNumber(of, language) })}
        </span>
      )}
    </span>
  );
}

/** A figure of 10,000 travellers, with its interval where it has one. */
export function Per10000({
  value,
  low = null,
  high = null,
}: {
  value: number | null;
  low?: number | null;
  high?: number | null;
}) {
  const { language } = useSurroundings();
  if (value === null) return <NoneShown />;
  return (
    <bdi dir="ltr">
      <strong>{formatRate(value, language)}</strong>
      {low === null || high === null ? null : (
        <span className={styles["dim"]}>
          {" "}
          {formatRate(low, language)}–{formatRate(high, language)}
        </span>
      )}
    </bdi>
  );
}

/** Ratios from a quarter to fourfold, evenly for less and more. */
const reach = Math.log(4);
const placeOf = (ratio: number): number =>
  ratio <= 0 ? 0 : Math.min(100, Math.max(0, (Math.log(ratio) / reach + 1) * 50));

/**
 * A ratio drawn with its interval over the band from 0.8 to 1.25 that gives no alarm; the numbers stand beside it. Less is on
 * the left in every language, as on a ruler.
 */
export function RatioDrawn({ line }: { line: DisparityLine }) {
  const { ratio, low, high, verdict } = line;
  if (ratio === null || low === null || high === null) return <NoneShown />;
  const from = placeOf(low);
  const to = placeOf(high);
  return (
    <svg
      className={styles["ratio"]}
      viewBox="0 0 100 20"
      preserveAspectRatio="none"
      aria-hidden="true"
      data-verdict={verdict}
    >
      <rect
        className={styles["band"]}
        x={placeOf(0.8)}
        y="0"
        width={placeOf(1.25) - placeOf(0.8)}
        height="20"
      />
      <line className={styles["one"]} x1="50" x2="50" y1="0" y2="20" />
      <line className={styles["reach"]} x1={from} x2={Math.max(to, from + 0.5)} y1="10" y2="10" />
      <line className={styles["value"]} x1={placeOf(ratio)} x2={placeOf(ratio)} y1="3" y2="17" />
    </svg>
  );
}

/** The ratio in figures: `1.32 (1.10–1.58)`. */
export function RatioShown({ line: { ratio, low, high } }: { line: DisparityLine }) {
  const { language } = useSurroundings();
  if (ratio === null) return <NoneShown />;
  const two = (value: number) => formatNumber(value, language, 2);
  return (
    <bdi dir="ltr">
      <strong>{two(ratio)}</strong>
      {low === null || high === null ? null : (
        <span className={styles["dim"]}>
          {" "}
          {two(low)}–{two(high)}
        </span>
      )}
    </bdi>
  );
}
