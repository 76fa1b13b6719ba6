// The screens of this slice.
export { PrivacyPage } from "./PrivacyPage.tsx";
export { RightsDeskScreen } from "./RightsDesk.tsx";
export { ExecutionsScreen } from "./Executions.tsx";
export { RecordBeside } from "./RecordBeside.tsx";
export { RightsRequestScreen } from "./RightsRequest.tsx";
