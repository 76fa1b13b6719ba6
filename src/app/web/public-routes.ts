// The root of all addresses, and the pages that are open to everyone.
import type { QueryClient } from "@tanstack/react-query";
import { createRootRouteWithContext, createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { Crash, NoPage } from "./Crash.tsx";
import { Root } from "./Root.tsx";

export type RouterContext = { readonly queries: QueryClient };

export const root = createRootRouteWithContext<RouterContext>()({
  component: Root,
  notFoundComponent: NoPage,
  errorComponent: Crash,
});

/** Open to everyone: carriers check what they send before they are connected. */
export const check = createRoute({
  getParentRoute: () => root,
  path: "/check",
  component: lazyRouteComponent(() => import("./CarrierPages.tsx"), "CheckRoute"),
});

/** For carriers that send by hand, with a token of theirs. */
export const send = createRoute({
  getParentRoute: () => root,
  path: "/send",
  component: lazyRouteComponent(() => import("./CarrierPages.tsx"), "SendRoute"),
});

/** For carriers that show by themselves that their messages are right. */
export const certify = createRoute({
  getParentRoute: () => root,
  path: "/certify",
  component: lazyRouteComponent(() => import("./CarrierPages.tsx"), "CertifyRoute"),
});

/** For everyone whose data come here. */
export const privacy = createRoute({
  getParentRoute: () => root,
  path: "/privacy",
  component: lazyRouteComponent(() => import("./CarrierPages.tsx"), "PrivacyRoute"),
});

/** For everyone who holds the unit to its ledger. */
export const ledgerHeads = createRoute({
  getParentRoute: () => root,
  path: "/ledger-heads",
  component: lazyRouteComponent(() => import("./CarrierPages.tsx"), "LedgerHeadsRoute"),
});
