// The screens of this slice.
export { ApprovalScreen } from "./Approval.tsx";
export { ApprovalsScreen } from "./Approvals.tsx";
export { JointDecisionsOf } from "./JointDecisions.tsx";
export { PersonUnmasking } from "./PersonUnmasking.tsx";
