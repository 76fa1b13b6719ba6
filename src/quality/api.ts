export { qualityJobs } from "./jobs.ts";
export { modelRoutes } from "./model-routes.ts";
export { qualityRoutes } from "./routes.ts";
