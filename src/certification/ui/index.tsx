// The screens of this slice.
export { ConformancePart } from "./Conformance.tsx";
