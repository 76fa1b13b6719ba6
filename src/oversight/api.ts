export { checkLedger, parseAnchor, type Anchor, type LedgerReport } from "./verification.ts";
export { oversightRoutes } from "./routes.ts";
export { openLedger } from "./store.ts";
export { addHeadKey, headKeys } from "./head-keys.ts";
export { readHeads, type PublishedHeads } from "./head.ts";
export { proofFault, proveConsistency, proveInclusion, type Proof } from "./proof.ts";
export { proofRoutes } from "./proof-routes.ts";
export { headPlaces, headsFileIn, ledgerJobs, publishHead, type HeadPlaces } from "./publishing.ts";
