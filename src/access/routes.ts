// Accounts over HTTP, what the sign-in page needs, and live events.
import { streamEvents, type HttpServer, type LiveFeed } from "#platform";
import type { Action } from "./actions.ts";
import { accountRoutes } from "./account-routes.ts";
import { emergencyRoutes } from "./emergency-routes.ts";
import { processorRoutes } from "./processor-routes.ts";
import { Installation } from "./contract.ts";
import { gateOf, guarded, sessionOf } from "./gate.ts";
import { demonstrationAccounts } from "./people.ts";
import { actionsOf } from "./policies.ts";
import { sessionRoutes } from "./session-routes.ts";
import { standingRoutes } from "./standing-routes.ts";
import { singleSignOnRoutes } from "./single-sign-on-routes.ts";
import { waysRoutes } from "./ways-routes.ts";
import { isEnrolling, strengthNeeded } from "./sign-in-policy.ts";

/** What the sign-in page shows before anyone is signed in. */
export type InstallationFacts = Pick<Installation, "unit" | "zone" | "version">;

/** Adds the routes; the gate must be open (`openGate`). */
export function accessRoutes(server: HttpServer, facts: InstallationFacts): void {
  const gate = gateOf(server);
  sessionRoutes(server, gate);
  waysRoutes(server, gate);
  singleSignOnRoutes(server, gate);
  accountRoutes(server);
  standingRoutes(server);
  emergencyRoutes(server);
  processorRoutes(server);
  server.get(
    "/api/installation",
    { schema: { summary: "What the sign-in page needs", response: { 200: Installation } } },
    async () => ({
      ...facts,
      ...(gate.signIn?.singleSignOn === undefined ? {} : { singleSignOn: gate.signIn.singleSignOn.label }),
      demonstration: gate.demonstration,
      accounts: gate.demonstration
        ? demonstrationAccounts.map(({ name, displayName, password, roles }) => ({
            name,
            displayName,
            password,
            roles: [...roles],
          }))
        : [],
    }),
  );
}

/** Which topic of live events needs which action. An event of another topic reaches nobody. */
const topicActions: Readonly<Record<string, Action>> = {
  approval: "view-approvals",
  "joint-decision": "view-joint-decisions",
  penalty: "view-penalty-proposals",
  release: "view-releases",
  flight: "view-board",
  module: "view-evidence",
  alert: "view-alerts",
  case: "view-cases",
  watchlist: "view-watchlists",
  proposal: "view-watchlists",
  criterion: "view-criteria",
  "criterion-alert": "view-alerts",
  receipt: "view-receipts",
  carrier: "view-carriers",
  outage: "view-outages",
  directive: "view-alerts",
  escalation: "view-alerts",
  outgoing: "view-alerts",
  schedule: "view-carriers",
  clearing: "view-clearings",
  quality: "view-quality",
  model: "view-models",
  profile: "view-law",
  offence: "view-offences",
  "flight-selection": "view-flight-selection",
  "rights-request": "view-rights-requests",
  breach: "view-breaches",
  referral: "view-referrals",
  request: "view-requests",
  package: "view-requests",
  recall: "view-requests",
  authority: "view-authorities",
  exchange: "view-exchange",
  notice: "view-notices",
  person: "view-people",
  emergency: "view-people",
  inspection: "view-inspections",
};

/**
 * GET /api/live: server-sent events, one line of JSON each ({"topic":…,"subject":…}), only of what the person may see;
 * ends with the session.
 */
export function liveRoutes(
  server: HttpServer,
  feed: LiveFeed,
  options: { readonly heartbeatMs?: number } = {},
): void {
  const gate = gateOf(server);
  guarded(
    server,
    { method: "GET", url: "/api/live", action: "be-signed-in", summary: "Live events (text/event-stream)" },
    async (request, actor, reply) => {
      // A session that may only make a way in hears of nothing.
      const enrolling = isEnrolling(actor.session.strength, strengthNeeded(gate));
      const may = enrolling || actor.session.person.passwordOnce ? [] : actionsOf(actor, gate);
      streamEvents(request, reply, {
        ...options,
        feed,
        allowed: (topic) => {
          const action = topicActions[topic];
          return action !== undefined && may.includes(action);
        },
        // Without touching the session: an open screen alone does not keep somebody signed in.
        stillAllowed: async () => (await sessionOf(gate, request)) !== undefined,
      });
      return reply;
    },
  );
}
