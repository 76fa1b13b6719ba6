export type { AlertFlight } from "./alert-store.ts";
export { directivesAbout, type AskedTraveller, type ReleasedDirective } from "./directive.ts";
export {
  directiveById,
  isDecidedOn,
  releasedOfFlight,
  setTold,
  type DirectiveRow,
} from "./directive-store.ts";
export { escalate, type EscalationRaised } from "./directives.ts";
export type { AlertState, WithdrawalReason } from "./alert.ts";
export { blindAlert, type BlindAlert } from "./blind.ts";
export { repeatsSince } from "./clearing-store.ts";
export {
  alertsByWeek,
  costliestEntries,
  decidedAlerts,
  decidedCounts,
  decisionsByWeek,
  hoursAtRanks,
  keptAlerts,
  reviewedPairs,
  type DecidedCount,
  type HourRank,
  type ReviewedPair,
  type WeekDecisions,
  type WeekStrengths,
} from "./measure-store.ts";
export { caseJobs, type CaseJobServices } from "./jobs.ts";
export { openAlertCounts, openAlertsByPerson } from "./open-alerts.ts";
export { raiseAlerts, withdrawAlerts, type Raised, type Raising } from "./raising.ts";
export type { ScreenedBy } from "#screening";
export { awaitNcb, awaitsNcb, callUponSafety, ncbAnswered } from "./awaiting-ncb.ts";
export { askForRescreening } from "./rescreen-all.ts";
export { rescreenFlight, type RescreenServices } from "./rescreening.ts";
export type { ScreenedPerson } from "./raising-plan.ts";
export { reviewedPersons } from "./criterion-alerts.ts";
export { askForKeys } from "./watch-keys.ts";
export { screenTraffic, type ScreenedTraveller } from "./traffic.ts";
export type { CaseServices } from "./case-services.ts";
export { casesRoutes } from "./routes.ts";
export { replayAlert, repeatListing, type Repeatable, type Replayed } from "./replay.ts";
export { courtFileOf, type CourtFile } from "./court-file.ts";
export {
  replayRuleAlert,
  ruleCourtFileOf,
  type ReplayedMatch,
  type RuleCourtFile,
} from "./rule-court-file.ts";
export { keepHitsAsProfileSays } from "./hit-keeping.ts";
export { confirmedAlert, standingOf, type ConfirmedAlert } from "./confirmed-store.ts";
export { adverseWording, personProtected } from "./category-store.ts";
export { isAlertMasked, placesOfAlert, placesOfCase, type PlaceOfGround } from "./ground-store.ts";
export { casesExpiring } from "./expiring.ts";
export { askToScreenFlight } from "./alert-store.ts";
