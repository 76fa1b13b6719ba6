// The screens of this slice.
export { CaseKeeping } from "./CaseKeeping.tsx";
export { PersonKeeping } from "./PersonKeeping.tsx";
export { RetentionScreen } from "./Retention.tsx";
