// The HTTP routes of forecasts: what a version or a proposal would come to, before a second person decides on it.
import { Type } from "typebox";
import { actionsOf, gateOf, guarded, type SignedIn } from "#access";
import { isRefusal, refuse, type HttpServer, type Refusal, type Transaction } from "#platform";
import { flightKey } from "#records";
import { Uuid } from "#vocabulary";
import { ForecastAnswer, type Forecast } from "./contract.ts";
import {
  askForForecast,
  expectedByCategory,
  expectedByFlight,
  forecastOf,
  type ExpectedFlight,
  type ExpectedSum,
  type ForecastSubject,
} from "./forecast-store.ts";
import type { FetchServices } from "./fetching.ts";
import { proposalById } from "./proposal-store.ts";
import { noSuchProposal } from "./proposals.ts";
import { versionOf } from "./store.ts";
import { noSuchVersion } from "./versions.ts";

const ofVersion = Type.Object({ id: Uuid, version: Type.Integer({ minimum: 1 }) });
const ofProposal = Type.Object({ id: Uuid });
const flightsShown = 100;
const personsShown = 20;

/** What is asked about, and whether it still waits for its decision. */
type Asked = { readonly of: ForecastSubject; readonly waits: boolean };

/** Adds the routes of forecasts. */
export function forecastRoutes(server: HttpServer, services: FetchServices): void {
  routesOf(
    server,
    services,
    "/api/watchlists/:id/versions/:version/forecast",
    ofVersion,
    async (tx, params) => {
      const version = await versionOf(tx, params.id, params.version);
      if (version === null) return noSuchVersion;
      return { of: { listId: params.id, version: params.version }, waits: version.state === "draft" };
    },
  );
  routesOf(server, services, "/api/proposals/:id/forecast", ofProposal, async (tx, params) => {
    const proposal = await proposalById(tx, params.id);
    if (proposal === null) return noSuchProposal;
    const waits = proposal.state === "waiting" && proposal.emergency_until === null;
    return { of: { listId: proposal.list_id, proposalId: params.id }, waits };
  });
}

function routesOf<Params extends typeof ofVersion | typeof ofProposal>(
  server: HttpServer,
  { database }: FetchServices,
  url: string,
  params: Params,
  find: (tx: Transaction, params: Type.Static<Params>) => Promise<Asked | Refusal>,
): void {
  const common = { url, action: "view-watchlists" } as const;
  guarded(
    server,
    {
      ...common,
      method: "GET",
      summary: "The alerts that a change of a list would raise",
      schema: { params, response: { 200: ForecastAnswer } },
    },
    (request, actor) =>
      database.transaction(actor, async (tx) => {
        const asked = await find(tx, request.params as Type.Static<Params>);
        return isRefusal(asked) ? asked : answer(tx, server, actor, asked.of);
      }),
  );
  guarded(
    server,
    {
      ...common,
      method: "POST",
      summary: "Work out again which alerts a change of a list would raise",
      schema: { params, response: { 202: ForecastAnswer } },
    },
    async (request, actor, reply) => {
      const answered = await database.transaction(actor, async (tx) => {
        const asked = await find(tx, request.params as Type.Static<Params>);
        if (isRefusal(asked)) return asked;
        if (!asked.waits) return nothingToForecast;
        await askForForecast(tx, asked.of);
        tx.announce("watchlist", asked.of.listId);
        return answer(tx, server, actor, asked.of);
      });
      if (!isRefusal(answered)) reply.code(202);
      return answered;
    },
  );
}

const nothingToForecast = refuse(
  "nothing-to-forecast",
  "It has been decided on: what it came to stands with its alerts. Reload the page.",
);

async function answer(
  tx: Transaction,
  server: HttpServer,
  actor: SignedIn,
  of: ForecastSubject,
): Promise<ForecastAnswer> {
  const row = await forecastOf(tx, of);
  if (row === null) return { forecast: null };
  const [sums, flights] = [
    await expectedByCategory(tx, row.forecast_id),
    await expectedByFlight(tx, row.forecast_id, flightsShown + 1),
  ];
  const showsPersons = actionsOf(actor, gateOf(server)).includes("view-person");
  return {
    forecast: {
      state: row.state,
      askedAt: row.asked_at.toISOString(),
      finishedAt: row.finished_at?.toISOString() ?? null,
      flights: row.flights,
      flightsDone: row.flights_done,
      travellers: row.travellers,
      suppressed: row.suppressed,
      withdrawn: row.withdrawn,
      coming: windowOf(sums.filter(({ coming }) => coming)),
      past: windowOf(sums.filter(({ coming }) => !coming)),
      byFlight: flights.slice(0, flightsShown).map((flight) => wireFlight(flight, showsPersons)),
      more: flights.length > flightsShown,
    },
  };
}

function windowOf(sums: readonly ExpectedSum[]): Forecast["coming"] {
  return {
    alerts: sums.reduce((sum, { alerts }) => sum + alerts, 0),
    strong: sums.reduce((sum, { strong }) => sum + strong, 0),
    byCategory: sums.map(({ category, alerts }) => ({ category, alerts })),
  };
}

function wireFlight(row: ExpectedFlight, showsPersons: boolean): Forecast["byFlight"][number] {
  const flight = flightKey({ date: row.flight_date, id: row.flight_id });
  const { designator, origin, destination, coming, alerts } = row;
  const persons = showsPersons ? row.persons.slice(0, personsShown) : [];
  return {
    flight,
    designator,
    origin,
    destination,
    dueAt: row.due_at?.toISOString() ?? null,
    coming,
    alerts,
    persons: persons.map(({ person, entry, band, strength }) => ({
      person: `${flight}_${person}`,
      entryId: entry,
      band,
      strength,
    })),
  };
}
