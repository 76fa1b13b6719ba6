export { conformanceCases } from "./cases.ts";
export type { ConformanceCase } from "./case.ts";
export { certificationRoutes, type CertificationServices } from "./routes.ts";
export { parallelRunRoutes } from "./parallel-run-routes.ts";
