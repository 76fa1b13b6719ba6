export { checkLedger, parseAnchor, type Anchor, type LedgerReport } from "./verification.ts";
export { oversightRoutes } from "./routes.ts";
export { openLedger } from "./store.ts";
