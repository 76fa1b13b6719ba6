// The screens of this slice.
export { ReleaseNotice } from "./ReleaseNotice.tsx";
export { SoftwareScreen } from "./Software.tsx";
