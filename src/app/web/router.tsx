// Which screen stands at which address. Addresses carry ids only, never anything of a person.
import type { QueryClient } from "@tanstack/react-query";
import { createRoute, createRouter, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { DutyScreen, PeopleScreen, ProcessorsScreen, sessionQuery, WaysScreen } from "#access/ui";
import { homeFor } from "./navigation.ts";
import {
  alertStates,
  carrierParts,
  clearingStates,
  criterionStates,
  flightParts,
  listParts,
  proposalStates,
  type BoardSearch,
  type MessageSearch,
} from "./search-values.ts";
import { Crash, Nowhere, NoPage } from "./Crash.tsx";
import { oversightPages } from "./oversight-pages.ts";
import { certify, check, ledgerHeads, privacy, root, send } from "./public-routes.ts";
import { SignInRoute } from "./SignInRoute.tsx";

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  component: SignInRoute,
  validateSearch: (search): { to?: string; ended?: true; refused?: string } => ({
    // A path of this server: "//elsewhere" would be another's.
    ...(/^\/(?![/\\])/.test(String(search["to"])) ? { to: String(search["to"]) } : {}),
    ...(typeof search["refused"] === "string" && /^[a-z-]{1,40}$/.test(search["refused"])
      ? { refused: String(search["refused"]) }
      : {}),
    ...(search["ended"] === undefined ? {} : { ended: true }),
  }),
});

const signedIn = createRoute({
  getParentRoute: () => root,
  id: "signed-in",
  // Whoever signs in does not wait for it; with a session it comes beside the page itself.
  component: lazyRouteComponent(() => import("./Shell.tsx"), "Shell"),
  errorComponent: Crash,
  beforeLoad: async ({ context, location }) => {
    const session = await context.queries.ensureQueryData(sessionQuery);
    if (session === null) throw redirect({ to: "/sign-in", search: { to: location.href } });
  },
});

const start = createRoute({
  getParentRoute: () => signedIn,
  path: "/",
  component: Nowhere,
  beforeLoad: async ({ context }) => {
    const session = await context.queries.ensureQueryData(sessionQuery);
    const to = homeFor(new Set(session?.may));
    if (to !== undefined) throw redirect({ to, replace: true });
  },
});

const flights = createRoute({
  getParentRoute: () => signedIn,
  path: "/flights",
  component: lazyRouteComponent(() => import("./BoardRoute.tsx"), "BoardRoute"),
  validateSearch: (search): BoardSearch => ({
    ...(search["direction"] === "inbound" || search["direction"] === "outbound"
      ? { direction: search["direction"] }
      : {}),
    ...(typeof search["hours"] === "number" && search["hours"] > 0 && search["hours"] <= 168
      ? { hours: search["hours"] }
      : {}),
    ...(typeof search["find"] === "string" || typeof search["find"] === "number"
      ? { find: String(search["find"]).slice(0, 20) }
      : {}),
  }),
});

const flight = createRoute({
  getParentRoute: () => signedIn,
  path: "/f/$flightKey",
  component: lazyRouteComponent(() => import("./FlightRoute.tsx"), "FlightRoute"),
  validateSearch: (search): { part?: (typeof flightParts)[number] } => {
    const part = flightParts.find((one) => one === search["part"]);
    return part === undefined ? {} : { part };
  },
});

const person = createRoute({
  getParentRoute: () => signedIn,
  path: "/p/$personKey",
  component: lazyRouteComponent(() => import("./PersonRoute.tsx"), "PersonRoute"),
});

const alerts = createRoute({
  getParentRoute: () => signedIn,
  path: "/alerts",
  component: lazyRouteComponent(() => import("./BoardRoute.tsx"), "AlertsRoute"),
  validateSearch: (search): { kind?: "rules"; state?: "open" | (typeof alertStates)[number] } => {
    const state = alertStates.find((one) => one === search["state"]);
    return {
      ...(search["kind"] === "rules" ? { kind: "rules" } : {}),
      ...(state === undefined ? {} : { state }),
    };
  },
});

const alert = createRoute({
  getParentRoute: () => signedIn,
  path: "/a/$alertId",
  component: lazyRouteComponent(() => import("./AlertRoute.tsx"), "AlertRoute"),
});

const ruleAlert = createRoute({
  getParentRoute: () => signedIn,
  path: "/ra/$alertId",
  component: lazyRouteComponent(() => import("./RuleAlertRoute.tsx"), "RuleAlertRoute"),
});

const cases = createRoute({
  getParentRoute: () => signedIn,
  path: "/cases",
  component: lazyRouteComponent(() => import("#cases/ui"), "CaseListScreen"),
});

const clearings = createRoute({
  getParentRoute: () => signedIn,
  path: "/clearings",
  component: lazyRouteComponent(() => import("#cases/ui"), "ClearingsScreen"),
  validateSearch: (search): { state?: "in-force" | (typeof clearingStates)[number] } => {
    const state = clearingStates.find((one) => one === search["state"]);
    return state === undefined ? {} : { state };
  },
});

const oneCase = createRoute({
  getParentRoute: () => signedIn,
  path: "/c/$caseId",
  component: lazyRouteComponent(() => import("./DisclosureRoutes.tsx"), "CaseRoute"),
});

const requests = createRoute({
  getParentRoute: () => signedIn,
  path: "/requests",
  component: lazyRouteComponent(() => import("./DisclosureRoutes.tsx"), "RequestsRoute"),
});

const oneRequest = createRoute({
  getParentRoute: () => signedIn,
  path: "/q/$requestId",
  component: lazyRouteComponent(() => import("./DisclosureRoutes.tsx"), "RequestRoute"),
});

const exchange = createRoute({
  getParentRoute: () => signedIn,
  path: "/exchange",
  component: lazyRouteComponent(() => import("./ExchangeRoutes.tsx"), "ExchangeRoute"),
});

const oneReceived = createRoute({
  getParentRoute: () => signedIn,
  path: "/x/$receivedId",
  component: lazyRouteComponent(() => import("./ExchangeRoutes.tsx"), "ReceivedRoute"),
});

const authorities = createRoute({
  getParentRoute: () => signedIn,
  path: "/authorities",
  component: lazyRouteComponent(() => import("#disclosures/ui"), "AuthoritiesScreen"),
});

const messages = createRoute({
  getParentRoute: () => signedIn,
  path: "/messages",
  component: lazyRouteComponent(() => import("#intake/ui"), "MessageListScreen"),
  validateSearch: ({ state, kind, carrier, findings }): MessageSearch => ({
    ...(state === "processed" ||
    state === "refused" ||
    state === "quarantined" ||
    state === "duplicate" ||
    state === "part"
      ? { state }
      : {}),
    ...(typeof kind === "string" && /^[A-Z]{6,8}$/.test(kind) ? { kind } : {}),
    ...(/^[A-Z0-9]{2,3}$/.test(String(carrier)) ? { carrier: String(carrier) } : {}),
    ...(findings === true ? { findings } : {}),
  }),
});

const message = createRoute({
  getParentRoute: () => signedIn,
  path: "/m/$receiptId",
  component: lazyRouteComponent(() => import("#intake/ui"), "MessageScreen"),
  validateSearch: ({ part }): { part?: "answer" | "envelope" } =>
    part === "answer" || part === "envelope" ? { part } : {},
});

const carriers = createRoute({
  getParentRoute: () => signedIn,
  path: "/carriers",
  component: lazyRouteComponent(() => import("./CarrierRoutes.tsx"), "CarriersRoute"),
  validateSearch: ({ part }): { part?: "operation" | "agreement" } =>
    part === "operation" || part === "agreement" ? { part } : {},
});

const people = createRoute({
  getParentRoute: () => signedIn,
  path: "/people",
  component: PeopleScreen,
});

const processors = createRoute({
  getParentRoute: () => signedIn,
  path: "/processors",
  component: ProcessorsScreen,
});

const ownDuty = createRoute({
  getParentRoute: () => signedIn,
  path: "/me/duty",
  component: DutyScreen,
});

function WaysRoute() {
  return <WaysScreen refused={waysIn.useSearch().refused} />;
}

const waysIn = createRoute({
  getParentRoute: () => signedIn,
  path: "/me/access",
  component: WaysRoute,
  validateSearch: ({ refused }): { refused?: string } =>
    typeof refused === "string" && /^[a-z-]{1,40}$/.test(refused) ? { refused } : {},
});

const carrier = createRoute({
  getParentRoute: () => signedIn,
  path: "/carrier/$carrierId",
  component: lazyRouteComponent(() => import("./CarrierRoutes.tsx"), "CarrierRoute"),
  validateSearch: (search): { part?: (typeof carrierParts)[number] } => {
    const part = carrierParts.find((one) => one === search["part"]);
    return part === undefined ? {} : { part };
  },
});

const carrierReport = createRoute({
  getParentRoute: () => signedIn,
  path: "/carrier/$carrierId/report",
  component: lazyRouteComponent(() => import("./CarrierRoutes.tsx"), "CarrierReportRoute"),
  validateSearch: ({ month }): { month?: string } =>
    /^20\d\d-(0[1-9]|1[0-2])$/.test(String(month)) ? { month: String(month) } : {},
});

const schedules = createRoute({
  getParentRoute: () => signedIn,
  path: "/schedules",
  component: lazyRouteComponent(() => import("#carriers/ui"), "ScheduleScreen"),
});

const rightsDesk = createRoute({
  getParentRoute: () => signedIn,
  path: "/rights",
  component: lazyRouteComponent(() => import("#rights/ui"), "RightsDeskScreen"),
});

const rightsRequest = createRoute({
  getParentRoute: () => signedIn,
  path: "/rights/$requestId",
  component: lazyRouteComponent(() => import("#rights/ui"), "RightsRequestScreen"),
});

const outages = createRoute({
  getParentRoute: () => signedIn,
  path: "/outages",
  component: lazyRouteComponent(() => import("#intake/ui"), "OutagesScreen"),
});

const quality = createRoute({
  getParentRoute: () => signedIn,
  path: "/quality",
  component: lazyRouteComponent(() => import("./QualityRoutes.tsx"), "QualityRoute"),
});

const calibration = createRoute({
  getParentRoute: () => signedIn,
  path: "/calibration",
  component: lazyRouteComponent(() => import("#quality/ui"), "CalibrationScreen"),
});

const approvals = createRoute({
  getParentRoute: () => signedIn,
  path: "/approvals",
  component: lazyRouteComponent(() => import("#approvals/ui"), "ApprovalsScreen"),
});

/** One request, by its own id: nobody is named by it. */
const approval = createRoute({
  getParentRoute: () => signedIn,
  path: "/approvals/$approvalId",
  component: lazyRouteComponent(() => import("#approvals/ui"), "ApprovalScreen"),
});

const law = createRoute({
  getParentRoute: () => signedIn,
  path: "/law",
  component: lazyRouteComponent(() => import("#law/ui"), "LawScreen"),
});

const retention = createRoute({
  getParentRoute: () => signedIn,
  path: "/retention",
  component: lazyRouteComponent(() => import("#retention/ui"), "RetentionScreen"),
});

const secondLooks = createRoute({
  getParentRoute: () => signedIn,
  path: "/second-looks",
  component: lazyRouteComponent(() => import("./QualityRoutes.tsx"), "SecondLooksRoute"),
});

type LedgerSearch = {
  readonly [
    Name in "actor" | "action" | "subject" | "kind" | "purpose" | "ground" | "profile" | "from" | "to"
  ]?: string;
};

const ledger = createRoute({
  getParentRoute: () => signedIn,
  path: "/ledger",
  component: lazyRouteComponent(() => import("#oversight/ui"), "LedgerScreen"),
  validateSearch: (search): LedgerSearch => {
    const text = (value: unknown, pattern: RegExp): string | undefined =>
      typeof value === "string" && pattern.test(value) ? value : undefined;
    const day = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
    const found = {
      actor: typeof search["actor"] === "string" ? search["actor"].slice(0, 100) : undefined,
      action: text(search["action"], /^[a-z.-]{1,60}$/),
      subject: typeof search["subject"] === "string" ? search["subject"].slice(0, 120) : undefined,
      kind: text(search["kind"], /^[a-z-]{1,60}$/),
      purpose: text(search["purpose"], /^[A-Z_]{1,60}$/),
      ground: text(search["ground"], /^[a-z]+:[\w/.-]{1,110}$/i),
      profile: text(search["profile"], /^[\w .-]{1,60}$/),
      from: text(search["from"], day),
      to: text(search["to"], day),
    };
    return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
  },
});

const ledgerSubject = createRoute({
  getParentRoute: () => signedIn,
  path: "/ledger/subject",
  component: lazyRouteComponent(() => import("#oversight/ui"), "SubjectHistoryScreen"),
  // A request's number says nothing of a person; who it is about stands in the form only.
  validateSearch: ({ request }): { request?: string } =>
    typeof request === "string" && /^[\da-f-]{36}$/.test(request) ? { request } : {},
});

const evidence = createRoute({
  getParentRoute: () => signedIn,
  path: "/evidence",
  component: lazyRouteComponent(() => import("#evidence/ui"), "EvidenceScreen"),
});

const evidenceDocument = createRoute({
  getParentRoute: () => signedIn,
  path: "/evidence/$documentId",
  component: lazyRouteComponent(() => import("#evidence/ui"), "DocumentScreen"),
});

const inspections = createRoute({
  getParentRoute: () => signedIn,
  path: "/inspections",
  component: lazyRouteComponent(() => import("#inspections/ui"), "InspectionsScreen"),
});

const inspection = createRoute({
  getParentRoute: () => signedIn,
  path: "/inspections/$inspectionId",
  component: lazyRouteComponent(() => import("#inspections/ui"), "InspectionScreen"),
});

const penalties = createRoute({
  getParentRoute: () => signedIn,
  path: "/penalties",
  component: lazyRouteComponent(() => import("#penalties/ui"), "PenaltiesScreen"),
});

const penalty = createRoute({
  getParentRoute: () => signedIn,
  path: "/penalties/$penaltyId",
  component: lazyRouteComponent(() => import("#penalties/ui"), "PenaltyScreen"),
});

const penaltyProposals = createRoute({
  getParentRoute: () => signedIn,
  path: "/penalty-proposals",
  component: lazyRouteComponent(() => import("#penalties/ui"), "ProposalsScreen"),
});

const watchlists = createRoute({
  getParentRoute: () => signedIn,
  path: "/watchlists",
  component: lazyRouteComponent(() => import("#watchlists/ui"), "WatchlistsScreen"),
  validateSearch: (
    search,
  ): { part?: "proposals" | "thresholds"; state?: (typeof proposalStates)[number] } => {
    const part = (["proposals", "thresholds"] as const).find((one) => one === search["part"]);
    const state = proposalStates.find((one) => one === search["state"]);
    return {
      ...(part === undefined ? {} : { part }),
      ...(state === undefined ? {} : { state }),
    };
  },
});

const newWatchlist = createRoute({
  getParentRoute: () => signedIn,
  path: "/watchlists/new",
  component: lazyRouteComponent(() => import("#watchlists/ui"), "NewListScreen"),
});

const proposal = createRoute({
  getParentRoute: () => signedIn,
  path: "/watchlists/proposal/$proposalId",
  component: lazyRouteComponent(() => import("#watchlists/ui"), "ProposalScreen"),
});

const watchlist = createRoute({
  getParentRoute: () => signedIn,
  path: "/w/$listId",
  component: lazyRouteComponent(() => import("./WatchlistRoute.tsx"), "WatchlistRoute"),
  validateSearch: (search): { part?: (typeof listParts)[number] } => {
    const part = listParts.find((one) => one === search["part"]);
    return part === undefined ? {} : { part };
  },
});

const listVersion = createRoute({
  getParentRoute: () => signedIn,
  path: "/w/$listId/version/$version",
  component: lazyRouteComponent(() => import("#watchlists/ui"), "VersionScreen"),
});

const listEntry = createRoute({
  getParentRoute: () => signedIn,
  path: "/w/$listId/entry/$entryId",
  component: lazyRouteComponent(() => import("#watchlists/ui"), "EntryScreen"),
});

const propose = createRoute({
  getParentRoute: () => signedIn,
  path: "/w/$listId/propose",
  component: lazyRouteComponent(() => import("#watchlists/ui"), "ProposeScreen"),
  validateSearch: ({ entry }): { entry?: string } =>
    typeof entry === "string" && entry.length <= 80 ? { entry } : {},
});

const criteria = createRoute({
  getParentRoute: () => signedIn,
  path: "/criteria",
  component: lazyRouteComponent(() => import("#criteria/ui"), "CriteriaScreen"),
  validateSearch: (search): { state?: (typeof criterionStates)[number]; find?: string } => {
    const state = criterionStates.find((one) => one === search["state"]);
    return {
      ...(state === undefined ? {} : { state }),
      ...(typeof search["find"] === "string" || typeof search["find"] === "number"
        ? { find: String(search["find"]).slice(0, 100) }
        : {}),
    };
  },
});

const newCriterion = createRoute({
  getParentRoute: () => signedIn,
  path: "/criteria/new",
  component: lazyRouteComponent(() => import("#criteria/ui"), "NewCriterionScreen"),
});

const criterionParts = ["dossier", "tests", "running", "history"] as const;
type CriterionPart = "rule" | (typeof criterionParts)[number];

const criterion = createRoute({
  getParentRoute: () => signedIn,
  path: "/criterion/$criterionId",
  component: lazyRouteComponent(() => import("#criteria/ui"), "CriterionScreen"),
  validateSearch: (search): { part?: CriterionPart; version?: number } => {
    const part = criterionParts.find((one) => one === search["part"]);
    const version = Number(search["version"]);
    return {
      ...(part === undefined ? {} : { part }),
      ...(Number.isInteger(version) && version > 0 ? { version } : {}),
    };
  },
});

const editCriterion = createRoute({
  getParentRoute: () => signedIn,
  path: "/criterion/$criterionId/edit",
  component: lazyRouteComponent(() => import("#criteria/ui"), "EditCriterionScreen"),
});

/** Any other address: said inside the shell, so that one can go on from there. */
const elsewhere = createRoute({ getParentRoute: () => signedIn, path: "$", component: NoPage });

const routes = root.addChildren([
  signIn,
  check,
  send,
  certify,
  privacy,
  ledgerHeads,
  signedIn.addChildren([
    elsewhere,
    start,
    waysIn,
    people,
    processors,
    ownDuty,
    flights,
    flight,
    person,
    alerts,
    alert,
    ruleAlert,
    cases,
    clearings,
    oneCase,
    requests,
    exchange,
    oneReceived,
    oneRequest,
    authorities,
    watchlists,
    newWatchlist,
    proposal,
    watchlist,
    listVersion,
    listEntry,
    propose,
    criteria,
    newCriterion,
    criterion,
    editCriterion,
    messages,
    message,
    carriers,
    carrier,
    carrierReport,
    schedules,
    outages,
    rightsDesk,
    rightsRequest,
    ...oversightPages(signedIn),
    quality,
    calibration,
    law,
    retention,
    secondLooks,
    approvals,
    approval,
    evidence,
    evidenceDocument,
    penalties,
    penalty,
    penaltyProposals,
    inspections,
    inspection,
    ledger,
    ledgerSubject,
  ]),
]);

/** The router over the queries of this page. */
export function makeRouter(queries: QueryClient) {
  return createRouter({
    routeTree: routes,
    context: { queries },
    defaultPreload: "intent",
    // What is preloaded is not kept apart from the queries: those decide what is fresh.
    defaultPreloadStaleTime: 0,
    defaultPendingMs: 150,
    scrollRestoration: false,
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
