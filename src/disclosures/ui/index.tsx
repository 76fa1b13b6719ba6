// The screens of this slice.
export { ActForm, textOf, type Field } from "./ActForm.tsx";
export { Content as PackageContentShown } from "./package-parts.tsx";
export { AuthoritiesScreen } from "./Authorities.tsx";
export { OwnRequestScreen } from "./OwnRequest.tsx";
export { OwnRequestsScreen } from "./Own.tsx";
export { Referrals, type ReferableAlert } from "./Referrals.tsx";
export { RequestFileScreen } from "./RequestFile.tsx";
export { RequestsScreen } from "./Requests.tsx";
