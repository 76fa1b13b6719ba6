// The screens of this slice.
export { AlertQueueScreen } from "./AlertQueue.tsx";
export { AlertReviewScreen } from "./AlertReview.tsx";
export { BlindAlert, useAlertWords } from "./BlindAlert.tsx";
export { CaseListScreen } from "./CaseList.tsx";
export { CaseScreen } from "./CasePage.tsx";
export { ClearingsScreen } from "./Clearings.tsx";
export { Directives } from "./Directives.tsx";
export { FlightDirectives } from "./FlightDirectives.tsx";
export { PersonAlerts } from "./PersonAlerts.tsx";
export { RuleAlertScreen, type FieldWords } from "./RuleAlert.tsx";
export { WatchNotices } from "./WatchNotices.tsx";
