export { actions, type Action } from "./actions.ts";
export { accessJobs, recordRefusedId, tellFurtherDenials } from "./denials.ts";
export {
  gateOf,
  guarded,
  openGate,
  registeredRoutes,
  type RegisteredRoute,
  type GateSettings,
  type SignedIn,
} from "./gate.ts";
export type { GroundBook, Kept, KeptBook, Shown, Shows, Standing } from "./ground.ts";
export {
  maskings,
  recordClasses,
  type Masking,
  type RecordClass,
  type RecordShown,
} from "./record-classes.ts";
export {
  addPerson,
  changeRoles,
  closeAccount,
  commandLine,
  demonstrationAccounts,
  findPerson,
  prepareAccounts,
  resetPassword,
} from "./people.ts";
export { askForAccount, commandWaits, handOver } from "./account-requests.ts";
export { openEnrolment } from "./enrolment.ts";
export { accessRoutes, liveRoutes, type InstallationFacts } from "./routes.ts";
export {
  actionsOf,
  decide,
  preparePolicies,
  purposesOf,
  recordsShownTo,
  type Decision,
  type Item,
} from "./policies.ts";
export { deleteExpired, displayNames, endAhead, type Person } from "./store.ts";
export { roles, type Role } from "./contract.ts";
export { personsNamed } from "./people-store.ts";
export { expiryOf } from "./session.ts";
