// Parts of a person on a flight as list and page show them.
import type { PersonPage } from "../contract.ts";
import { formatDay, Icon, useSurroundings, useTexts } from "#design/ui";
import styles from "./records.module.css";
import { recordsTexts } from "./records-texts.ts";

/** Which sources know the person: a filled mark for each that does. */
export function SourceMarks({ sources }: { sources: readonly ("api" | "pnr")[] }) {
  const t = useTexts(recordsTexts);
  return (
    <span className={styles["sources"]}>
      {sources.map((source) => (
        <span key={source}>{t(`source.${source}`)}</span>
      ))}
    </span>
  );
}

/** Expected, on board, not boarded, withdrawn. */
export function TravellerState({ state }: { state: string }) {
  const t = useTexts(recordsTexts);
  return <span className={styles[`traveller-${state}`]}>{t.code("traveller", state)}</span>;
}

/** Passenger, crew, in transit: a passenger, being the rule, stands back. */
export function RoleWord({ role }: { role: string }) {
  const t = useTexts(recordsTexts);
  return <span className={role === "passenger" ? styles["usual"] : undefined}>{t.code("role", role)}</span>;
}

/** How long the record still lives, and what happens then. */
export function Retention({ retention }: { retention: PersonPage["retention"] }) {
  const t = useTexts(recordsTexts);
  const { language } = useSurroundings();
  const [year = 0, month = 1, day = 1] = retention.due.split("-").map(Number);
  const date = formatDay({ year, month, day }, language);
  const text = retention.effect === "mask" ? t("retention.mask", { date }) : t("retention.delete", { date });
  return (
    <span className={styles["retention"]} title={retention.rule}>
      <Icon name="retention" size={13} /> {text}
    </span>
  );
}
