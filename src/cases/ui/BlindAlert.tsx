// An alert without what was decided, for a second person; and the words of decisions for the pages that app puts together.
import { Panel, useTexts } from "#design/ui";
import type { Outcome, reasonCodes, AlertDetail } from "../contract.ts";
import { AlertSides } from "./AlertSides.tsx";
import { AlertWhy } from "./AlertWhy.tsx";
import { AlsoListed } from "./AlsoListed.tsx";
import { casesTexts } from "./cases-texts.ts";
import { reasons } from "./DecisionForm.tsx";

type Code = (typeof reasonCodes)[Outcome][number];

/** Both sides and the reasons; no link leads to what would tell the decision. */
export function BlindAlert({
  alert,
}: {
  alert: Pick<
    AlertDetail,
    | "traveller"
    | "entry"
    | "strength"
    | "threshold"
    | "engineVersion"
    | "profile"
    | "evidence"
    | "notCompared"
    | "wouldChange"
    | "alsoListed"
  >;
}) {
  const t = useTexts(casesTexts);
  const { traveller, entry, evidence } = alert;
  return (
    <>
      <AlertSides alert={{ traveller, entry, evidence }} />
      <Panel title={t("alert.why")}>
        <AlertWhy of={alert} engine={alert.engineVersion} profile={alert.profile} />
      </Panel>
      <AlsoListed alert={alert} />
    </>
  );
}

/** How alerts and decisions are spoken of. */
export function useAlertWords() {
  const t = useTexts(casesTexts);
  return {
    alerts: t("queue.title"),
    category: (code: string) => t.code("category", code),
    outcome: (outcome: Outcome) => t(`decision.${outcome}`),
    reasons: (outcome: Outcome): readonly Code[] => reasons[outcome],
    reason: (code: Code) => t(`code.${code}`),
    outcomeAsked: t("decision.outcome"),
    reasonAsked: (outcome: Outcome) => t(outcome === "cannot-tell" ? "decision.datum" : "decision.code"),
    outcomeMissing: t("decision.noneChosen"),
    reasonMissing: t("decision.codeMissing"),
  };
}
