// What changed, when, by which message: the history of a flight or of a person on it, newest first.
import type { Change } from "../contract.ts";
import { At, Notice, useTexts } from "#design/ui";
import styles from "./records.module.css";
import { recordsTexts } from "./records-texts.ts";

/** The changes as a list; each names its fields before and after. */
export function ChangeList({ changes }: { changes: readonly Change[] }) {
  const t = useTexts(recordsTexts);
  if (changes.length === 0) return <Notice icon="clock" title={t("flight.history.empty")} />;
  return (
    <ol className={styles["changes"]}>
      {changes.map((change, index) => (
        <li key={`${change.at} ${index}`}>
          <At instant={change.at} seconds />
          <span className={styles["what"]}>
            {t.code("subject", change.subjectKind)}: {t.code("change", change.what)}
          </span>
          <ul>
            {change.fields.map((field) => (
              <li key={field.field}>
                {change.what === "linked" ? (
                  t.code("link", field.field)
                ) : (
                  <>
                    <span className={styles["field"]}>{t.code("field", field.field)}</span>{" "}
                    <Said value={field.before} field={field.field} />
                    <span className={styles["arrow"]}> → </span>
                    <Said value={field.after} field={field.field} />
                  </>
                )}
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ol>
  );
}

function Said({ value, field }: { value: string | null; field: string }) {
  const t = useTexts(recordsTexts);
  if (value === null || value === "") return <span className={styles["field"]}>–</span>;
  if (field === "state") return <span>{t.code("traveller", value, t.code("state", value))}</span>;
  return <bdi translate="no">{value.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)$/, "$1 $2")}</bdi>;
}
