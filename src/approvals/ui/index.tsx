// The screens of this slice.
export { ApprovalScreen } from "./Approval.tsx";
export { ApprovalsScreen } from "./Approvals.tsx";
export { JointDecisions, JointDecisionsOf } from "./JointDecisions.tsx";
export { PersonUnmasking } from "./PersonUnmasking.tsx";
