// What the marks in the source mean, how many there are, and the way from one removed passage to the next.
import type { ReceiptDetail } from "../contract.ts";
import { Icon, SeverityShape, useDesignTexts, useTexts } from "#design/ui";
import styles from "./intake.module.css";
import { intakeTexts } from "./intake-texts.ts";
import { cutReason, cutReasons, type Chosen, type CutReason } from "./marking.ts";

type Source = NonNullable<ReceiptDetail["source"]>;

/** Only the marks that occur in this message. */
export function Legend({
  source,
  findings,
  chosen,
  onChoose,
}: {
  source: Source;
  findings: ReceiptDetail["findings"];
  chosen: Chosen | null;
  onChoose: (chosen: Chosen) => void;
}) {
  const t = useTexts(intakeTexts);
  const common = useDesignTexts();
  const severities = (["error", "warning", "info"] as const).filter((severity) =>
    findings.some((finding) => finding.severity === severity),
  );
  const removed = cutReasons
    .map((reason) => ({ reason, cuts: cutsOf(source, reason) }))
    .filter(({ cuts }) => cuts.length > 0);
  if (severities.length + removed.length === 0) return null;
  return (
    <ul className={styles["legend"]} aria-label={t("inspector.marked")}>
      {severities.map((severity) => (
        <li key={severity} className={styles["key"]}>
          <SeverityShape severity={severity} size={10} />
          {common(`severity.${severity}`)}
        </li>
      ))}
      {removed.map(({ reason, cuts }) => (
        <li key={reason}>
          <button
            type="button"
            className={styles["cutKey"]}
            title={t(`cut.${reason}.hint`)}
            aria-pressed={chosen?.kind === "cut" && cuts.includes(chosen.index)}
            onClick={() => onChoose({ kind: "cut", index: nextOf(cuts, chosen) })}
          >
            <span className={styles["cutSample"]} aria-hidden="true" />
            {t("inspector.cutsOf", { reason: t(`cut.${reason}`), count: cuts.length })}
            <Icon name="down" size={11} />
            <span className="spoken">{t("inspector.cutsStep", { reason: t(`cut.${reason}.hint`) })}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function cutsOf(source: Source, reason: CutReason): readonly number[] {
  return source.cuts.flatMap((cut, index) => (cutReason(cut.reason) === reason ? [index] : []));
}

function nextOf(cuts: readonly number[], chosen: Chosen | null): number {
  const first = cuts[0] ?? 0;
  if (chosen?.kind !== "cut") return first;
  return cuts.find((index) => index > chosen.index) ?? first;
}
