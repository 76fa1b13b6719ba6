// Why the content of a message is not shown, in words, and what can be done.
import { Link } from "@tanstack/react-router";
import type { ReceiptDetail } from "../contract.ts";
import { Notice, PurposeQuestion, useMay, usePurpose, useTexts } from "#design/ui";
import styles from "./intake.module.css";
import { intakeTexts } from "./intake-texts.ts";

/** In place of the source. Asks for the purpose where that is all that is missing. */
export function SourceAbsent({ detail }: { detail: ReceiptDetail }) {
  const t = useTexts(intakeTexts);
  const { offered } = usePurpose();
  const maySee = useMay(detail.receipt.state === "quarantined" ? "view-quarantine" : "view-source");
  const why = detail.sourceAbsent ?? "";
  if (why === "duplicate" || why === "part") {
    return (
      <Notice
        icon="copy"
        title={t(`absent.${why}.title`)}
        action={
          detail.duplicateOf === null ? undefined : (
            <Link to="/m/$receiptId" params={{ receiptId: detail.duplicateOf }}>
              {t(`absent.${why}.open`)}
            </Link>
          )
        }
      >
        {t(`absent.${why}`)}
      </Notice>
    );
  }
  if (why !== "refused" && !maySee) {
    return (
      <Notice icon="purpose" title={t("absent.title")}>
        {t(detail.receipt.state === "quarantined" ? "absent.quarantine" : "absent.not-permitted")}
      </Notice>
    );
  }
  if (why === "purpose-needed") {
    if (offered.length === 0) {
      return (
        <Notice icon="purpose" title={t("absent.title")}>
          {t("absent.no-purpose")}
        </Notice>
      );
    }
    return (
      <div className={styles["question"]}>
        <PurposeQuestion />
      </div>
    );
  }
  return (
    <Notice icon={why === "refused" ? "close" : "retention"} title={t("absent.title")}>
      {t.code("absent", why)}
    </Notice>
  );
}
