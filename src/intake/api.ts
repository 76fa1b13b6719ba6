export { pushRoutes } from "./carrier-routes.ts";
export { deliveriesSince, type Deliveries } from "./deliveries-store.ts";
export type { Sender } from "./judge.ts";
export { deleteExpired, messagesOfFlight } from "./read-store.ts";
export { folderFileBytesMax, watchFolders, type FolderWatch } from "./folder.ts";
export { receive, type Delivery, type IntakeServices, type Received, type Screener } from "./receive.ts";
export { intakeRoutes } from "./routes.ts";
