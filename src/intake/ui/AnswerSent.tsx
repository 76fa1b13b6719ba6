// The answer the carrier was sent, one segment a line.
import type { ReceiptDetail } from "../contract.ts";
import { Notice, PurposeQuestion, useMay, usePurpose, useTexts } from "#design/ui";
import styles from "./intake.module.css";
import { intakeTexts } from "./intake-texts.ts";
import { segmentLines } from "./marks.ts";

/** A region that scrolls must take the focus, or the keyboard cannot scroll it (WCAG 2.1.1). */
const scrolls = { tabIndex: 0 };

/** The CUSRES as sent, or why there is none. */
export function AnswerSent({ detail }: { detail: ReceiptDetail }) {
  const t = useTexts(intakeTexts);
  const { offered } = usePurpose();
  const maySee = useMay("view-source");
  if (detail.answerAbsent === "purpose-needed" && maySee && offered.length > 0) {
    return (
      <div className={styles["question"]}>
        <PurposeQuestion />
      </div>
    );
  }
  if (detail.answer === null && detail.answerAbsent !== "none") {
    const why = detail.answerAbsent === "key-changed" ? "absent.key-changed" : "answer.not-permitted";
    return (
      <Notice icon="purpose" title={t("absent.title")}>
        {t(why)}
      </Notice>
    );
  }
  if (detail.answer === null) {
    return (
      <Notice icon="messages" title={t("answer.none.title")}>
        {t(detail.receipt.kind === "PAXLST" ? "answer.none.PAXLST" : "answer.none.other")}
      </Notice>
    );
  }
  const lines = segmentLines(detail.answer);
  return (
    <section
      className={styles["source"]}
      aria-label={t("answer.title")}
      dir="ltr"
      lang="zxx"
      translate="no"
      {...scrolls}
    >
      <ol className={styles["lines"]}>
        {lines.map((line, index) => (
          <li key={index}>
            <span className={styles["number"]}>{index + 1}</span>
            <span className={styles["gutter"]} />
            <code>
              <span className={styles["tag"]}>{line.slice(0, 3)}</span>
              <span>{line.slice(3)}</span>
            </code>
          </li>
        ))}
      </ol>
    </section>
  );
}
