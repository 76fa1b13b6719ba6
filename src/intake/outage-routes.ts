// The outage policy and the log of outages over HTTP.
import { displayNames, guarded } from "#access";
import { jointRows } from "#approvals";
import { DEFAULT_OUTBOUND, NOTICES } from "#messages";
import { refuse, type Database, type HttpServer, type Transaction } from "#platform";
import { flightKey } from "#records";
import { closed, threatLevels, Uuid, type LegalProfile } from "#vocabulary";
import { NewOutageSetting, OutageFlights, OutagePolicy, Outages, OutagesQuery } from "./outage-contract.ts";
import { askOutagePolicy, outagePolicyItem, policiesOf, settingInForce } from "./outage-policy.ts";
import { settingVersions } from "./outage-policy-store.ts";
import { flightsOfOutage, outageNow, outagesOf, type OutageRow } from "./outage-store.ts";

const versionsShown = 50;
const longestMs = 400 * 86_400_000;
const dayMs = 86_400_000;

const periodWrong = refuse(
  "period-malformed",
  "The period must begin before it ends and have 400 days at most.",
  400,
);

/** Adds the routes; the gate must be open. */
export function outageRoutes(
  server: HttpServer,
  services: { readonly database: Database; readonly profile: LegalProfile },
): void {
  const { database, profile } = services;
  guarded(
    server,
    {
      method: "GET",
      url: "/api/outage-policy",
      action: "view-outages",
      summary: "What carriers are told while screening is away",
      schema: { response: { 200: OutagePolicy } },
    },
    (_request, actor) => database.transaction(actor, (tx) => policyNow(tx, profile)),
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/outage-policy",
      action: "ask-outage-policy",
      summary: "Ask for another threat level, or for what carriers are told at each; a second person agrees",
      schema: { body: NewOutageSetting, response: { 200: OutagePolicy } },
    },
    ({ body }, actor) =>
      database.transaction(
        actor,
        async (tx) => (await askOutagePolicy(tx, profile, body)) ?? policyNow(tx, profile),
      ),
  );
  guarded(
    server,
    {
      method: "GET",
      url: "/api/outages",
      action: "view-outages",
      summary: "When screening was away, and whom it touched",
      schema: { querystring: OutagesQuery, response: { 200: Outages } },
    },
    ({ query }, actor) =>
      database.transaction(actor, async (tx) => {
        const [from, to] = [Date.parse(query.from), Date.parse(query.to) + dayMs];
        if (!(to > from && to - from <= longestMs)) return periodWrong;
        return { outages: (await outagesOf(tx, new Date(from), new Date(to))).map(wireOutage) };
      }),
  );
  guarded(
    server,
    {
      method: "GET",
      url: "/api/outages/:id/flights",
      action: "view-outages",
      summary: "The flights of an outage",
      schema: { params: closed({ id: Uuid }), response: { 200: OutageFlights } },
    },
    ({ params }, actor) =>
      database.transaction(actor, async (tx) => ({
        flights: (await flightsOfOutage(tx, params.id)).map((row) => ({
          key: flightKey({ date: row.flight_date, id: row.flight_id }),
          designator: row.designator ?? "",
          departsAt: row.departs_at?.toISOString() ?? null,
          policies: row.policies,
          travellers: row.travellers,
          answers: row.answers,
          screenedAt: row.screened_at?.toISOString() ?? null,
        })),
      })),
  );
}

async function policyNow(tx: Transaction, profile: LegalProfile): Promise<OutagePolicy> {
  const [kept, away, asked] = await Promise.all([
    settingVersions(tx, versionsShown),
    outageNow(tx),
    jointRows(tx, outagePolicyItem, 1),
  ]);
  const waiting = asked.find(({ state }) => state === "asked");
  const { level, policies } = settingInForce(profile, kept[0] ?? null);
  const names = await displayNames(tx, [
    ...kept.flatMap((version) => [version.set_by, version.agreed_by ?? version.set_by]),
    ...(waiting === undefined ? [] : [waiting.asked_by]),
  ]);
  const named = (id: string) => ({ id, name: names.get(id) ?? id });
  const { normal, heightened, severe } = profile.outage;
  const { code, authority } = DEFAULT_OUTBOUND.OK;
  return {
    level,
    policies: { ...policies },
    inForce: policies[level],
    profile: {
      name: `${profile.name} ${profile.version}`,
      usual: { normal: normal.usual, heightened: heightened.usual, severe: severe.usual },
      permitted: {
        normal: [...normal.permitted],
        heightened: [...heightened.permitted],
        severe: [...severe.permitted],
      },
    },
    says: {
      board: { code, text: NOTICES.limited },
      "check-documents": {
        code: authority?.CHECK_DOCUMENTS ?? code,
        text: NOTICES["limited-documents"],
      },
    },
    versions: kept.map((version) => ({
      id: version.policy_id,
      level: version.threat_level,
      policies: version.policies,
      reason: version.reason,
      setBy: named(version.set_by),
      agreedBy: version.agreed_by === null ? null : named(version.agreed_by),
      setAt: version.set_at.toISOString(),
    })),
    waiting:
      waiting === undefined
        ? null
        : {
            level: threatLevels.find((one) => one === waiting.content["level"]) ?? "normal",
            policies: policiesOf(waiting.content),
            reason: waiting.reason,
            askedBy: named(waiting.asked_by),
            askedAt: waiting.asked_at.toISOString(),
            expiresAt: waiting.expires_at.toISOString(),
          },
    away: away === null ? null : wireOutage(away),
  };
}

function wireOutage(row: OutageRow) {
  const { policies, flights, travellers, answers, left } = row;
  return {
    id: row.outage_id,
    startedAt: row.started_at.toISOString(),
    endedAt: row.ended_at?.toISOString() ?? null,
    policies,
    flights,
    travellers,
    answers,
    left,
  };
}
