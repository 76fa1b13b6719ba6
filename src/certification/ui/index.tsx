// The screens of this slice.
export { CertificationState, ConformancePart } from "./Conformance.tsx";
