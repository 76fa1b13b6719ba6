// The screens of this slice.
export { LawScreen } from "./Law.tsx";
