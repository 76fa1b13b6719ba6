export {
  approvalState,
  askApproval,
  requireApproval,
  type ApprovalAsked,
  type ApprovalGrant,
  type ApprovalStanding,
} from "./asking.ts";
export { askJointly, withdrawJointly, type JointHindrances, type OnAgreement } from "./joint.ts";
export { isJointlyAgreed, jointRows, type JointRow } from "./joint-store.ts";
export { clocksOf, usualClocks, type ApprovalClocks } from "./clocks.ts";
export { approvalJobs } from "./jobs.ts";
export { approvalRoutes, type ApprovalServices } from "./routes.ts";
export { unmaskedFor } from "./unmasking.ts";
export type { Unmasked } from "./contract.ts";
export { grantedTo } from "./store.ts";
