export { actions, type Action } from "./actions.ts";
export { gateOf, guarded, openGate, sessionOf, type GateSettings, type SignedIn } from "./gate.ts";
export { actionsOf, decide, preparePolicies, purposesOf, type Decision, type Item } from "./policies.ts";
export { displayNames, type Person } from "./store.ts";
export { roles, type Role } from "./contract.ts";
