// What changed, when, by which message: the history of a flight or of a person on it, newest first.
import type { Change } from "../contract.ts";
import { At, Notice, useTexts } from "#design/ui";
import styles from "./records.module.css";
import { recordsTexts } from "./records-texts.ts";

/** The changes, newest first; each names its fields before and after. */
export function ChangeList({ changes }: { changes: readonly Change[] }) {
  const t = useTexts(recordsTexts);
  if (changes.length === 0) return <Notice icon="clock" title={t("flight.history.empty")} />;
  return (
    <ol className={styles["changes"]}>
      {changes.toReversed().map((change, index) => (
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
  const text = value === null ? "" : wordsOf(value);
  if (value === null || text === "") return <span className={styles["field"]}>–</span>;
  if (field === "state") return <span>{t.code("traveller", value, t.code("state", value))}</span>;
  return <bdi translate="no">{text}</bdi>;
}

/** A value as words: what is kept as a structure (bags, documents) gives its values, one after the other. */
function wordsOf(value: string): string {
  if (!/^[[{]/.test(value)) return value.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)$/, "$1 $2");
  try {
    const parsed: unknown = JSON.parse(value);
    return (Array.isArray(parsed) ? parsed : [parsed]).map((one) => valuesOf(one).join(" ")).join(", ");
  } catch {
    // No structure after all, only words that begin with a bracket.
    return value;
  }
}

function valuesOf(part: unknown): readonly string[] {
  if (part === null || part === undefined || part === "") return [];
  if (typeof part === "object") return Object.values(part).flatMap(valuesOf);
  return typeof part === "string" || typeof part === "number" || typeof part === "boolean"
    ? [String(part)]
    : [];
}
