// The screens of this slice.
export { RetentionScreen } from "./Retention.tsx";
