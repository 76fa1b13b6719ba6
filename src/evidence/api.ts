export { attestedFault, hashOf, readAttested, type Attested } from "./attested.ts";
export { documentRoutes } from "./document-routes.ts";
export {
  documentPage,
  keepDocument,
  provenEntries,
  proofOf,
  proofOfEntry,
  type DocumentServices,
} from "./documents.ts";
export { checkDossier, checkRuleDossier } from "./dossier.ts";
export { dossierRoutes } from "./dossier-routes.ts";
export { evidenceJobs } from "./jobs.ts";
export { goingLiveRoutes } from "./going-live-routes.ts";
export { modulesOff } from "./going-live.ts";
export { statisticsRoutes, type StatisticsServices } from "./statistics-routes.ts";
export { riskCodes } from "./risk-codes.ts";
export { countDays } from "./statistics.ts";
