export { checkChain, parseAnchor, type ChainReport, type Head } from "./chain.ts";
export { oversightRoutes } from "./routes.ts";
export { openChain } from "./store.ts";
