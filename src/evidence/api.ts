export { attestedFault, readAttested, type Attested } from "./attested.ts";
export { documentRoutes } from "./document-routes.ts";
export { keepDocument, provenEntries, proofOf, proofOfEntry, type DocumentServices } from "./documents.ts";
export { checkDossier } from "./dossier.ts";
export { dossierRoutes } from "./dossier-routes.ts";
export { evidenceJobs } from "./jobs.ts";
export { statisticsRoutes, type StatisticsServices } from "./statistics-routes.ts";
export { riskCodes } from "./risk-codes.ts";
export { countDays } from "./statistics.ts";
