// Outages of channels and fallback channels over HTTP: for the watch floor, the desk, who runs the system, and for carriers.
import { displayNames, guarded } from "#access";
import { loadCarriers } from "#carriers";
import { refuse, sendRefusal, systemActor, type HttpServer, type Refusal, type Transaction } from "#platform";
import { closed, Uuid } from "#vocabulary";
import { admitting, senderOf, type PushServices } from "./carrier-routes.ts";
import {
  CarrierOutages,
  ChannelOutages,
  FallbackDecision,
  NewChannelOutage,
  NewFallback,
  type ChannelOutage,
} from "./channel-outage-contract.ts";
import { reportTemplate } from "./channel-outage-report.ts";
import {
  channelOutage,
  channelOutages,
  fallbackRows,
  standInsOf,
  type OutageRow,
} from "./channel-outage-store.ts";
import {
  decideFallback,
  endChannelOutage,
  endFallback,
  openChannelOutage,
  proposeFallback,
} from "./channel-outages.ts";

const shown = 50;
const byId = closed({ id: Uuid });
const noSuchOutage = refuse("no-such-channel-outage", "There is no such outage of a channel.", 404);

/** Adds the routes; the gate must be open. */
export function channelOutageRoutes(server: HttpServer, services: PushServices): void {
  const { database } = services;
  guarded(
    server,
    {
      method: "GET",
      url: "/api/channel-outages",
      action: "view-outages",
      summary: "Outages of channels, and the register of fallback channels",
      schema: { response: { 200: ChannelOutages } },
    },
    (_request, actor) => database.transaction(actor, outagesNow),
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/channel-outages",
      action: "manage-carriers",
      summary: "Open an outage of channels",
      schema: { body: NewChannelOutage, response: { 200: ChannelOutages } },
    },
    ({ body }, actor) =>
      database.transaction(actor, async (tx) => shownAfter(tx, await openChannelOutage(tx, body))),
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/channel-outages/:id/end",
      action: "manage-carriers",
      summary: "End an outage of channels",
      schema: { params: byId, response: { 200: ChannelOutages } },
    },
    ({ params }, actor) =>
      database.transaction(actor, async (tx) => shownAfter(tx, await endChannelOutage(tx, params.id))),
  );
  guarded(
    server,
    {
      method: "GET",
      url: "/api/channel-outages/:id/report",
      action: "view-outages",
      summary: "The report of an outage for a carrier to fill in",
      schema: { params: byId },
    },
    async ({ params }, actor, reply) => {
      const text = await database.transaction(actor, (tx) => templateOf(tx, params.id, null));
      return typeof text === "string" ? reply.type("text/plain; charset=utf-8").send(text) : text;
    },
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/fallback-channels",
      action: "propose-fallback",
      summary: "Propose a fallback channel of a carrier",
      schema: { body: NewFallback, response: { 200: ChannelOutages } },
    },
    ({ body }, actor) =>
      database.transaction(actor, async (tx) => shownAfter(tx, await proposeFallback(tx, body))),
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/fallback-channels/:id/decision",
      action: "set-outage-policy",
      stepUp: true,
      summary: "Approve or refuse a fallback channel, as a second person",
      schema: { params: byId, body: FallbackDecision, response: { 200: ChannelOutages } },
    },
    ({ params, body }, actor) =>
      database.transaction(actor, async (tx) => shownAfter(tx, await decideFallback(tx, params.id, body))),
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/fallback-channels/:id/end",
      action: "propose-fallback",
      summary: "End a fallback channel",
      schema: { params: byId, response: { 200: ChannelOutages } },
    },
    ({ params }, actor) =>
      database.transaction(actor, async (tx) => shownAfter(tx, await endFallback(tx, params.id))),
  );
  carrierSide(server, services);
}

function carrierSide(server: HttpServer, services: PushServices): void {
  const { database } = services;
  const onRequest = admitting(services);
  server.route({
    method: "GET",
    url: "/v1/outages",
    onRequest,
    schema: { summary: "Outages of channels, for carriers", response: { 200: CarrierOutages } },
    handler: (request) =>
      database.transaction(systemActor("intake"), async (tx) => {
        const { id: carrierId } = senderOf(request);
        const outages: CarrierOutages["outages"] = [];
        for (const row of await channelOutages(tx, { carrierId, limit: shown })) {
          outages.push({
            id: row.outage_id,
            channels: row.channels,
            beganAt: row.began_at.toISOString(),
            endedAt: row.ended_at?.toISOString() ?? null,
            text: row.text,
            standIns: row.ended_at === null ? await standInsOf(tx, carrierId, row.channels) : [],
          });
        }
        return { outages };
      }),
  });
  server.route({
    method: "GET",
    url: "/v1/outages/:id/report",
    onRequest,
    schema: { summary: "The report of an outage for the carrier to fill in", params: byId },
    handler: async (request, reply) => {
      const { id: carrierId, code } = senderOf(request);
      const { id } = request.params as { id: string };
      const text = await database.transaction(systemActor("intake"), (tx) =>
        templateOf(tx, id, { id: carrierId, code }),
      );
      if (typeof text !== "string") return sendRefusal(text, request, reply);
      return reply.type("text/plain; charset=utf-8").send(text);
    },
  });
}

/** The template; of a carrier only of what touches it. */
async function templateOf(
  tx: Transaction,
  id: string,
  carrier: { readonly id: string; readonly code: string } | null,
): Promise<string | Refusal> {
  const row = await channelOutage(tx, id);
  if (row === null || (carrier !== null && row.carrier_id !== null && row.carrier_id !== carrier.id))
    return noSuchOutage;
  const names = new Map((await loadCarriers(tx)).map((one) => [one.id, one.code]));
  return reportTemplate({
    id,
    carrier: carrier?.code ?? (row.carrier_id === null ? null : (names.get(row.carrier_id) ?? null)),
    channels: row.channels,
    beganAt: row.began_at,
    endedAt: row.ended_at,
    byFallback: row.by_fallback,
    confirmed: row.confirmed,
    copiesDeleted: row.copies_deleted,
  });
}

async function shownAfter(
  tx: Transaction,
  outcome: string | null | Refusal,
): Promise<ChannelOutages | Refusal> {
  return outcome === null || typeof outcome === "string" ? outagesNow(tx) : outcome;
}

async function outagesNow(tx: Transaction): Promise<ChannelOutages> {
  const outages = await channelOutages(tx, { carrierId: null, limit: shown });
  const fallbacks = await fallbackRows(tx, 200);
  const carriers = await loadCarriers(tx);
  const codeOf = new Map(carriers.map(({ id, code }) => [id, code]));
  const names = await displayNames(tx, [
    ...outages.map((row) => row.opened_by),
    ...fallbacks.flatMap((row) => [row.proposed_by, ...(row.decided_by === null ? [] : [row.decided_by])]),
  ]);
  const by = (id: string) => ({ id, name: names.get(id) ?? id });
  return {
    outages: outages.map((row) =>
      wired(row, row.carrier_id === null ? null : (codeOf.get(row.carrier_id) ?? null), by),
    ),
    fallbacks: fallbacks.map((row) => ({
      id: row.fallback_id,
      carrierId: row.carrier_id,
      carrier: codeOf.get(row.carrier_id) ?? "",
      main: row.main_channel,
      channel: row.channel,
      security: row.security,
      validUntil: row.valid_until.toISOString(),
      state: row.state,
      proposedBy: by(row.proposed_by),
      proposedAt: row.proposed_at.toISOString(),
      decidedBy: row.decided_by === null ? null : by(row.decided_by),
      decidedAt: row.decided_at?.toISOString() ?? null,
    })),
    carriers: carriers.map(({ id, code }) => ({ id, code })),
  };
}

const wired = (
  row: OutageRow,
  carrier: string | null,
  by: (id: string) => { id: string; name: string },
): ChannelOutage => ({
  id: row.outage_id,
  carrier,
  channels: row.channels,
  kind: row.kind,
  beganAt: row.began_at.toISOString(),
  endedAt: row.ended_at?.toISOString() ?? null,
  text: row.text,
  openedBy: by(row.opened_by),
  byFallback: row.by_fallback,
  confirmed: row.confirmed,
  copiesDeleted: row.copies_deleted,
});
