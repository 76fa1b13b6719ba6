export { carrierPenaltyRoutes } from "./carrier-routes.ts";
export { penaltiesExpiring } from "./expiring.ts";
export { penaltyHindrances } from "./proposing.ts";
export { penaltyProposalRoutes } from "./authority-routes.ts";
export { penaltyRoutes, type PenaltyServices } from "./routes.ts";
