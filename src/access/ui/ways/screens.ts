// The screens of the ways in, in one file to fetch: small, and nobody needs them on a first visit but who signs in by them.
export { EnrolScreen } from "./MakePasskey.tsx";
export { SignInWays } from "./SignInWays.tsx";
export { StepUpDialog } from "./StepUp.tsx";
export { WaysScreen } from "./WaysScreen.tsx";
