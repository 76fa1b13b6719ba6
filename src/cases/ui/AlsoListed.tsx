// Further entries that are the same listed person: what each says, and why the traveller may be it.
import { Code, Panel, SeverityMark, Strength, useTexts } from "#design/ui";
import type { AlertDetail } from "../contract.ts";
import { ListedDates } from "./AlertSides.tsx";
import { AlertWhy } from "./AlertWhy.tsx";
import { casesTexts } from "./cases-texts.ts";
import styles from "./cases.module.css";

/** Absent where the listed person stands in one entry only. */
export function AlsoListed({ alert }: { alert: Pick<AlertDetail, "alsoListed" | "engineVersion"> }) {
  const t = useTexts(casesTexts);
  if (alert.alsoListed.length === 0) return null;
  return (
    <Panel title={t("also.title")}>
      <p className={styles["dim"]}>{t("also.text")}</p>
      {alert.alsoListed.map((one) => (
        <AlsoEntry key={one.entry.id} one={one} engine={alert.engineVersion} />
      ))}
    </Panel>
  );
}

function AlsoEntry({ one, engine }: { one: AlertDetail["alsoListed"][number]; engine: string }) {
  const t = useTexts(casesTexts);
  const { entry } = one;
  return (
    <details className={styles["also"]}>
      <summary>
        <SeverityMark severity={one.band} quiet>
          <Strength value={one.strength} />
        </SeverityMark>
        <strong>
          <bdi>{entry.listTitle}</bdi>
        </strong>
        <bdi translate="no">{entry.matchedName}</bdi>
        <span className={styles["dim"]}>
          {t("alert.entryReference", { reference: entry.reference ?? entry.id, version: entry.listVersion })}
        </span>
      </summary>
      {entry.changedSince ? (
        <p className={styles["warning"]}>{t("alert.changedSince", { version: entry.listVersion })}</p>
      ) : null}
      <dl className={styles["alsoFacts"]}>
        <dt>{t("side.birthDate")}</dt>
        <dd>
          <ListedDates dates={entry.birthDates} />
        </dd>
        {entry.category === null ? null : (
          <>
            <dt>{t("side.category")}</dt>
            <dd>
              {t.code("category", entry.category)}{" "}
              {entry.programme === null ? null : <bdi>{entry.programme}</bdi>}
            </dd>
          </>
        )}
        {entry.documents.length === 0 ? null : (
          <>
            <dt>{t("side.documents")}</dt>
            <dd>
              {entry.documents.map((document) => (
                <Code key={`${document.type ?? ""} ${document.number}`}>{document.number}</Code>
              ))}
            </dd>
          </>
        )}
        {entry.instructions === null ? null : (
          <>
            <dt>{t("alert.instructions")}</dt>
            <dd>
              <bdi>{entry.instructions}</bdi>
            </dd>
          </>
        )}
      </dl>
      <AlertWhy of={one} engine={engine} profile={null} />
    </details>
  );
}
