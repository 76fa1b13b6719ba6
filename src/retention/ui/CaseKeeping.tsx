// On a case's page: when its data are due, and what keeps them longer.
import { useQuery } from "@tanstack/react-query";
import { At, Panel, useTexts } from "#design/ui";
import { caseKeepingQuery } from "./queries.ts";
import { retentionTexts } from "./retention-texts.ts";

/** Nothing until it is known. */
export function CaseKeeping({ caseId }: { caseId: string }) {
  const t = useTexts(retentionTexts);
  const found = useQuery(caseKeepingQuery(caseId)).data;
  if (found === undefined) return null;
  return (
    <Panel title={t("keeping.title")}>
      <p>
        {t("keeping.case")} <At instant={found.dueAt} day="always" />.
        {found.keptUntil === null ? null : (
          <>
            {" "}
            {t("keeping.until")} <At instant={found.keptUntil} day="always" />.
          </>
        )}
        {found.heldUntil === null ? null : (
          <>
            {" "}
            {t("keeping.held")} <At instant={found.heldUntil} day="always" />.
          </>
        )}
      </p>
    </Panel>
  );
}
