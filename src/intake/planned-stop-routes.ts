// Planned stops over HTTP: for the watch floor and the officer who announces them, and for carriers.
import { displayNames, guarded } from "#access";
import { systemActor, type HttpServer, type Transaction } from "#platform";
import { closed, Uuid } from "#vocabulary";
import { admitting, type PushServices } from "./carrier-routes.ts";
import { CarrierStops, NewPlannedStop, PlannedStops } from "./planned-stop-contract.ts";
import { comingStops, pastStops, type KeptStop } from "./planned-stop-store.ts";
import { announceStop, endExcuse, excuseStops, noticeHours, withdraw } from "./planned-stops.ts";

const pastShown = 50;

/** Adds the routes; the gate must be open. */
export function plannedStopRoutes(server: HttpServer, services: PushServices): void {
  const { database } = services;
  guarded(
    server,
    {
      method: "GET",
      url: "/api/planned-stops",
      action: "view-outages",
      summary: "Planned stops of channels",
      schema: { response: { 200: PlannedStops } },
    },
    (_request, actor) => database.transaction(actor, stopsNow),
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/planned-stops",
      action: "set-outage-policy",
      summary: "Announce a planned stop of channels",
      schema: { body: NewPlannedStop, response: { 200: PlannedStops } },
    },
    async ({ body }, actor) => {
      const refused = await database.transaction(actor, (tx) => announceStop(tx, body));
      if (refused !== undefined) return refused;
      await excuseStops(services);
      return database.transaction(actor, stopsNow);
    },
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/planned-stops/:id/withdrawal",
      action: "set-outage-policy",
      summary: "Call off a planned stop, or end it now",
      schema: { params: closed({ id: Uuid }), response: { 200: PlannedStops } },
    },
    async ({ params }, actor) => {
      const stop = await database.transaction(actor, (tx) => withdraw(tx, params.id));
      if ("refused" in stop) return stop;
      await endExcuse(services, stop);
      return database.transaction(actor, stopsNow);
    },
  );
  server.route({
    method: "GET",
    url: "/v1/planned-stops",
    onRequest: admitting(services),
    schema: { summary: "Planned stops of channels, for carriers", response: { 200: CarrierStops } },
    handler: async () => ({
      stops: (await database.transaction(systemActor("intake"), comingStops)).map((stop) => ({
        ...said(stop),
        announcedAt: stop.announced_at.toISOString(),
      })),
    }),
  });
}

const said = ({ stop_id: id, from_at: from, until_at: until, channels, text }: KeptStop) => ({
  id,
  from: from.toISOString(),
  until: until.toISOString(),
  channels,
  text,
});

async function stopsNow(tx: Transaction): Promise<PlannedStops> {
  const [coming, over] = await Promise.all([comingStops(tx), pastStops(tx, pastShown)]);
  const names = await displayNames(
    tx,
    [...coming, ...over].map((stop) => stop.announced_by),
  );
  const wire = (stop: KeptStop) => ({
    ...said(stop),
    announcedBy: { id: stop.announced_by, name: names.get(stop.announced_by) ?? stop.announced_by },
    announcedAt: stop.announced_at.toISOString(),
    withdrawnAt: stop.withdrawn_at?.toISOString() ?? null,
  });
  return { coming: coming.map(wire), over: over.map(wire), noticeHours };
}
