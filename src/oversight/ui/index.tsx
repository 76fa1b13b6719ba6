// The screens of this slice.
export { BreachesScreen, BreachReportScreen, BreachScreen } from "./Breaches.tsx";
export { OversightScreen } from "./Oversight.tsx";
export { LedgerScreen } from "./Ledger.tsx";
export { SubjectHistoryScreen } from "./SubjectHistory.tsx";
export { PublicHeadsPage } from "./PublicHeads.tsx";
