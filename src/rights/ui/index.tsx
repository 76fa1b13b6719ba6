// The screens of this slice.
export { PrivacyPage } from "./PrivacyPage.tsx";
export { RightsDeskScreen } from "./RightsDesk.tsx";
export { RightsRequestScreen } from "./RightsRequest.tsx";
