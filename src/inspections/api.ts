export { inspectionJobs, tellOverdue } from "./jobs.ts";
export { inspectionRoutes, type InspectionServices } from "./routes.ts";
export { countInspections } from "./store.ts";
