// Parts of a message as the list and the inspector show it.
import type { ReceiptRow } from "../contract.ts";
import { Code, Icon, SeverityShape, useTexts } from "#design/ui";
import styles from "./intake.module.css";
import { intakeTexts } from "./intake-texts.ts";

/** What became of the message: a sign and the word, the whole sentence on hover. */
export function StateWord({ state }: { state: ReceiptRow["state"] }) {
  const t = useTexts(intakeTexts);
  return (
    <span className={styles["state"]} data-state={state} title={t(`state.${state}.hint`)}>
      {state === "processed" ? <Icon name="check" size={13} /> : null}
      {state === "refused" ? <SeverityShape severity="error" /> : null}
      {state === "quarantined" ? <SeverityShape severity="warning" /> : null}
      {state === "duplicate" ? <Icon name="copy" size={13} /> : null}
      {t(`state.${state}`)}
    </span>
  );
}

/** The message's type as it names itself, and its version. */
export function KindCode({ receipt }: { receipt: Pick<ReceiptRow, "kind" | "version"> }) {
  const t = useTexts(intakeTexts);
  return (
    <span title={t.code("kind", receipt.kind)}>
      <Code>{receipt.kind}</Code>{" "}
      {receipt.version === null ? null : (
        <span className={styles["dim"]}>
          <Code>{receipt.version}</Code>
        </span>
      )}
    </span>
  );
}

/** A flight's designator, carrier and number apart: J2 132. */
export function FlightCode({ designator }: { designator: string }) {
  return <Code>{designator.replace(/^([A-Z0-9]{2}[A-Z]?)(\d)/, "$1 $2")}</Code>;
}

/** Errors and warnings as shape, number and word. */
export function FindingCounts({ errors, warnings }: { errors: number; warnings: number }) {
  const t = useTexts(intakeTexts);
  if (errors + warnings === 0) return <span className={styles["dim"]}>{t("findings.none")}</span>;
  return (
    <span className={styles["counts"]}>
      {errors === 0 ? null : (
        <span>
          <SeverityShape severity="error" /> {t("findings.errors", { count: errors })}
        </span>
      )}
      {warnings === 0 ? null : (
        <span>
          <SeverityShape severity="warning" /> {t("findings.warnings", { count: warnings })}
        </span>
      )}
    </span>
  );
}
