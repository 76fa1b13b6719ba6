// The screens of this slice.
export { PenaltiesScreen } from "./Penalties.tsx";
export { PenaltyScreen } from "./Penalty.tsx";
export { ProposalsScreen } from "./Proposals.tsx";
