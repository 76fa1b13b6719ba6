// The screens of this slice.
export { MessageCheckPage } from "./MessageCheck.tsx";
export { MessageListScreen } from "./MessageList.tsx";
export { MessageScreen } from "./MessageInspector.tsx";
