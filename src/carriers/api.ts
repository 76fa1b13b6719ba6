export { isOwnSender, mayFlyAs, type Carrier } from "./carrier.ts";
export {
  addCarrier,
  assignFolder,
  authenticateCarrier,
  carrierForFolder,
  issueToken,
  suspendCarrier,
  withdrawCredential,
  type Issued,
  type NewCarrier,
} from "./register.ts";
export { carrierRoutes } from "./routes.ts";
export { carrierForSender, loadCarrierByCode, watchedFolders } from "./store.ts";
