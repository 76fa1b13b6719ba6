export { printOf, wrapFor } from "./envelope.ts";
export { exchangeExpiring } from "./expiring.ts";
export { exchangeJobs } from "./jobs.ts";
export { openLineTransport, type LineTransport } from "./lines/transport.ts";
export type { ExchangeServices, Post } from "./exchange-services.ts";
export { exchangeSealed } from "./exchange-store.ts";
export { exchangeRoutes } from "./routes.ts";
