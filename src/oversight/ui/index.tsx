// The screens of this slice.
export { LedgerScreen } from "./Ledger.tsx";
