// The screens of this slice.
export { ExchangeScreen } from "./Exchange.tsx";
export { PartsProvider, type Parts } from "./parts.tsx";
export { ReceivedScreen } from "./Received.tsx";
