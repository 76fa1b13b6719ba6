// The screens of this slice.
export { LedgerScreen } from "./Ledger.tsx";
export { SubjectHistoryScreen } from "./SubjectHistory.tsx";
export { PublicHeadsPage } from "./PublicHeads.tsx";
