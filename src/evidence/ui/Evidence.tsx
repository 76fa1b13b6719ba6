// What the unit shows of itself: figures from the ledger, documents that are checked without it, impact assessments.
import { useState } from "react";
import { Page, TabBar, useTexts } from "#design/ui";
import { AssessmentsPart } from "./AssessmentsPart.tsx";
import { DocumentsPart } from "./DocumentsPart.tsx";
import { evidenceTexts } from "./evidence-texts.ts";
import { ModulesPart } from "./ModulesPart.tsx";
import { StatisticsPart } from "./StatisticsPart.tsx";

type Part = "statistics" | "documents" | "assessments" | "modules";

/** The page at its address. */
export function EvidenceScreen() {
  const t = useTexts(evidenceTexts);
  const [part, setPart] = useState<Part>("statistics");
  return (
    <Page title={t("evidence.title")} prints>
      <TabBar
        label={t("evidence.parts")}
        chosen={part}
        onChoose={setPart}
        tabs={[
          { id: "statistics", label: t("evidence.statistics"), content: <StatisticsPart /> },
          { id: "documents", label: t("evidence.documents"), content: <DocumentsPart /> },
          { id: "assessments", label: t("evidence.assessments"), content: <AssessmentsPart /> },
          { id: "modules", label: t("evidence.modules"), content: <ModulesPart /> },
        ]}
      />
    </Page>
  );
}
