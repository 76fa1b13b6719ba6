export type { DisclosureServices, OutsideApproval } from "./disclosure-services.ts";
export { disclosureJobs } from "./jobs.ts";
export { bodyOutside } from "./outside.ts";
export { packagesOpened, packagesSealed } from "./package-store.ts";
export { disclosureRoutes } from "./routes.ts";
export { recallPersons } from "./recalling.ts";
