// What is wrong with one part of a rule: in the reader's language, with the clause it rests on and how to mend it.
import { sentenceOf, SeverityShape, useSurroundings, useTexts } from "#design/ui";
import type { WireFault } from "../contract.ts";
import { criteriaSentences } from "./criteria-sentences.ts";
import { criteriaTexts } from "./criteria-texts.ts";
import styles from "./criteria.module.css";

/** The faults of one part, the refusals first. */
export function FaultLines({ faults, id }: { faults: readonly WireFault[]; id?: string }) {
  if (faults.length === 0) return null;
  const ordered = faults.toSorted(
    (one, other) => Number(one.severity === "caution") - Number(other.severity === "caution"),
  );
  return (
    <ul className={styles["faults"]} {...(id === undefined ? {} : { id })}>
      {ordered.map((fault) => (
        <li key={`${fault.code} ${fault.path} ${fault.text}`} data-severity={fault.severity}>
          <SeverityShape severity={fault.severity === "refused" ? "error" : "warning"} size={13} />
          <FaultText fault={fault} />
        </li>
      ))}
    </ul>
  );
}

/** What is wrong, how to mend it, and by which clause. */
export function FaultText({ fault }: { fault: WireFault }) {
  const t = useTexts(criteriaTexts);
  const sentences = useTexts(criteriaSentences);
  const { language } = useSurroundings();
  // English is what the server says itself.
  const own =
    language === "en" ? [] : fault.said.map((one) => sentenceOf(sentences, { ...one, text: fault.text }));
  const worded = own.length > 0 && own.every((sentence) => sentence !== null);
  return (
    <span>
      <span className="spoken">
        {t(fault.severity === "refused" ? "faults.refused" : "faults.caution")}:{" "}
      </span>
      {worded ? (
        own.join(" ")
      ) : (
        <span lang="en" dir="ltr">
          {fault.text} {fault.mend}
        </span>
      )}
      {fault.clause === null ? null : (
        <span className={styles["clause"]}>
          {t("faults.clause")}{" "}
          <bdi lang="en" dir="ltr">
            {fault.clause}
          </bdi>
        </span>
      )}
    </span>
  );
}
