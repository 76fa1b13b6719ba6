export { rightsRoutes, type RightsRoutesServices } from "./routes.ts";
export type { NoticeFacts } from "./public-notice.ts";
export { rightsExpiring } from "./expiring.ts";
export { redressBits } from "./redress.ts";
export { rightsSealed } from "./sealed.ts";
export { compileHistory, type HistoryServices } from "./history.ts";
