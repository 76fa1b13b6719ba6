// The screens of this slice.
export { MessageCheckPage } from "./MessageCheck.tsx";
export { EvidencePart } from "./EvidencePart.tsx";
export { QualityPart } from "./Quality.tsx";
export { useQualityColumns } from "./quality-columns.tsx";
export { MessageListScreen } from "./MessageList.tsx";
export { MessageScreen } from "./MessageInspector.tsx";
export { PushRequestsOfFlight } from "./PushRequests.tsx";
