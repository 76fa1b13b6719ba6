export { rightsRoutes, type RightsRoutesServices } from "./routes.ts";
export type { NoticeFacts } from "./public-notice.ts";
