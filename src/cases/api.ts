export type { AlertFlight } from "./alert-store.ts";
export type { AlertState, WithdrawalReason } from "./alert.ts";
export { raiseAlerts, withdrawAlerts, type Raised, type ScreenedBy } from "./raising.ts";
export type { ScreenedPerson } from "./raising-plan.ts";
