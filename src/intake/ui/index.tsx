// The screens of this slice.
export { MessageListScreen } from "./MessageList.tsx";
export { MessageScreen } from "./MessageInspector.tsx";
