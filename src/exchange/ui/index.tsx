// The screens of this slice.
export { EnquiryPanel } from "./Enquiries.tsx";
export { ExchangeScreen } from "./Exchange.tsx";
export { PartsProvider, type Parts } from "./parts.tsx";
export { ReceivedScreen } from "./Received.tsx";
