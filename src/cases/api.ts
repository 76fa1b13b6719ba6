export type { AlertFlight } from "./alert-store.ts";
export type { AlertState, WithdrawalReason } from "./alert.ts";
export { caseJobs, type CaseJobServices } from "./jobs.ts";
export { openAlertCounts, openAlertsByPerson } from "./open-alerts.ts";
export { raiseAlerts, withdrawAlerts, type Raised, type Raising } from "./raising.ts";
export type { ScreenedBy } from "#screening";
export type { ScreenedPerson } from "./raising-plan.ts";
export { casesRoutes, type CaseServices } from "./routes.ts";
