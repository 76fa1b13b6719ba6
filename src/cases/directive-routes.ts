// The HTTP routes of boarding directives and of what the duty officer does by hand.
import { Type } from "typebox";
import { agreementWith, carrierFlying, outboundOf } from "#carriers";
import { decide, displayNames, gateOf, guarded, type SignedIn } from "#access";
import { outboundText } from "#messages";
import { isRefusal, type HttpServer, type Refusal, type Transaction } from "#platform";
import { flightById, flightKey, partsOfKey } from "#records";
import { maskName, Uuid } from "#vocabulary";
import {
  Directive,
  DirectiveEnd,
  DirectiveProposal,
  DirectiveQuery,
  Directives,
  EscalationHandling,
  Escalations,
} from "./contract.ts";
import {
  directiveById,
  directiveRows,
  openEscalations,
  type DirectiveRow,
  type EscalationRow,
} from "./directive-store.ts";
import {
  endDirective,
  handleEscalation,
  noSuchDirective,
  proposeDirective,
  releaseDirective,
} from "./directives.ts";
import type { CaseServices } from "./case-services.ts";

const byId = Type.Object({ id: Uuid });

/** Adds the routes of directives and escalations. */
export function directiveRoutes(server: HttpServer, services: CaseServices): void {
  const { database } = services;
  guarded(
    server,
    {
      method: "GET",
      url: "/api/directives",
      action: "view-alerts",
      summary:
        "Boarding directives of a flight, a person, an alert or a case, or those that wait for a second person",
      schema: { querystring: DirectiveQuery, response: { 200: Directives } },
    },
    ({ query }, actor) =>
      database.transaction(actor, async (tx) => {
        const rows = await directiveRows(tx, {
          ...(query.flight === undefined ? {} : { flight: flightParts(query.flight) }),
          ...(query.person === undefined ? {} : { flight: partsOfKey(query.person) }),
          ...(query.alert === undefined ? {} : { alert: query.alert }),
          ...(query.case === undefined ? {} : { case: query.case }),
          proposed: query.state === "proposed",
        });
        return { directives: await wireDirectives(tx, services, rows) };
      }),
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/directives",
      action: "propose-directive",
      purpose: "needed",
      shows: { kind: "person", body: "person" },
      summary: "Propose a boarding directive for one person, with its confirmed ground",
      schema: { body: DirectiveProposal, response: { 201: Directive } },
    },
    async ({ body }, actor, reply) => {
      const proposed = await database.transaction(actor, async (tx) => {
        const id = await proposeDirective(tx, body, actor.decision);
        return isRefusal(id) ? id : load(tx, services, id);
      });
      if (!isRefusal(proposed)) reply.code(201);
      return proposed;
    },
  );
  stepRoutes(server, services);
  escalationRoutes(server, services);
}

function flightParts(key: string): { readonly date: string; readonly id: string } {
  const { date, id } = partsOfKey(key);
  return { date, id };
}

function stepRoutes(server: HttpServer, services: CaseServices): void {
  const { database } = services;
  guarded(
    server,
    {
      method: "POST",
      url: "/api/directives/:id/release",
      action: "release-directive",
      stepUp: true,
      summary: "Release a boarding directive, as a second person",
      schema: { params: byId, response: { 200: Directive } },
    },
    ({ params }, actor: SignedIn) =>
      database.transaction(actor, async (tx) => {
        const seen = await directiveById(tx, params.id);
        const item = { kind: "directive", id: params.id, preparedBy: seen?.proposed_by ?? "nobody" };
        const decision = decide(actor, "release-directive", gateOf(server), item);
        if (isRefusal(decision)) return decision;
        return (await releaseDirective(tx, params.id, decision)) ?? load(tx, services, params.id);
      }),
  );
  for (const [path, action, how, summary] of [
    ["retraction", "propose-directive", "retracted", "Take back a proposed directive"],
    ["withdrawal", "withdraw-directive", "withdrawn", "Withdraw a boarding directive that is in force"],
  ] as const) {
    guarded(
      server,
      {
        method: "POST",
        url: `/api/directives/:id/${path}`,
        action,
        summary,
        schema: { params: byId, body: DirectiveEnd, response: { 200: Directive } },
      },
      ({ params, body }, actor) =>
        database.transaction(
          actor,
          async (tx) =>
            (await endDirective(tx, params.id, how, body.why, actor.decision)) ??
            load(tx, services, params.id),
        ),
    );
  }
}

function escalationRoutes(server: HttpServer, services: CaseServices): void {
  const { database } = services;
  guarded(
    server,
    {
      method: "GET",
      url: "/api/escalations",
      action: "view-alerts",
      summary: "What the duty officer must do by hand, oldest first",
      schema: { response: { 200: Escalations } },
    },
    (_request, actor) => database.transaction(actor, (tx) => wireEscalations(tx, services)),
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/escalations/:id/handling",
      action: "handle-escalation",
      summary: "Say what was done about it",
      schema: { params: byId, body: EscalationHandling, response: { 200: Escalations } },
    },
    ({ params, body }, actor) =>
      database.transaction(
        actor,
        async (tx) =>
          (await handleEscalation(tx, params.id, body.note, actor.decision)) ?? wireEscalations(tx, services),
      ),
  );
}

async function load(tx: Transaction, services: CaseServices, id: string): Promise<Directive | Refusal> {
  const row = await directiveById(tx, id);
  if (row === null) return noSuchDirective;
  const [wire] = await wireDirectives(tx, services, [row]);
  return wire ?? noSuchDirective;
}

async function wireDirectives(
  tx: Transaction,
  { carrierMessages }: CaseServices,
  rows: readonly DirectiveRow[],
): Promise<Directive[]> {
  const ids = rows.map((row) => row.directive_id);
  const messages = await carrierMessages(tx, ids);
  const says = await saysOf(tx, rows);
  const names = await displayNames(
    tx,
    rows.flatMap((row) => [row.proposed_by, row.released_by, row.ended_by]).filter((id) => id !== null),
  );
  const step = (by: string, at: Date) => ({
    by: { id: by, name: names.get(by) ?? by },
    at: at.toISOString(),
  });
  const stepOrNull = (by: string | null, at: Date | null) =>
    by === null || at === null ? null : step(by, at);
  return rows.map((row) => {
    const ended = stepOrNull(row.ended_by, row.ended_at);
    return {
      id: row.directive_id,
      personKey: `${row.flight_date}_${row.flight_id}_${row.person_id}`,
      maskedName: maskName(row.surname, row.given),
      flight: flightOf(row),
      alertId: row.alert_id,
      directive: row.directive,
      ground: row.ground,
      authority: row.authority,
      reference: row.ground_reference,
      reason: row.reason,
      state: row.state,
      proposed: step(row.proposed_by, row.proposed_at),
      released: stepOrNull(row.released_by, row.released_at),
      ended: ended === null ? null : { ...ended, why: row.ended_why ?? "" },
      says: says(row),
      told:
        row.told === null || row.told_at === null ? null : { how: row.told, at: row.told_at.toISOString() },
      messages: [...(messages.get(row.directive_id) ?? [])],
    };
  });
}

/** What each is told as: by the codes and the telephone number agreed with the carrier of its flight. */
async function saysOf(
  tx: Transaction,
  rows: readonly DirectiveRow[],
): Promise<(row: DirectiveRow) => Directive["says"]> {
  const unit = await agreementWith(tx, null);
  const agreements = new Map<string, typeof unit>();
  for (const { flight_date: date, flight_id: id } of rows) {
    if (agreements.has(id)) continue;
    const flight = await flightById(tx, { date, id });
    const carrier = flight === null ? undefined : await carrierFlying(tx, flight.carrier);
    agreements.set(id, carrier?.agreement ?? unit);
  }
  return ({ flight_id: id, directive }) => {
    const agreement = agreements.get(id) ?? unit;
    const { code } = outboundOf(agreement)[directive];
    return { code, text: outboundText(directive, agreement.dutyTelephone ?? undefined) };
  };
}

async function wireEscalations(tx: Transaction, services: CaseServices): Promise<Escalations> {
  const rows = await openEscalations(tx);
  const ids = rows.map((row) => row.directive_id).filter((id) => id !== null);
  const about = ids.length === 0 ? [] : await directiveRows(tx, { ids });
  const directives = new Map((await wireDirectives(tx, services, about)).map((one) => [one.id, one]));
  return {
    dutyTelephone: (await agreementWith(tx, null)).dutyTelephone,
    escalations: rows.map((row) => ({
      id: row.escalation_id,
      kind: row.kind,
      flight: flightOf(row),
      carrier: row.carrier,
      personKey: row.person_id === null ? null : `${row.flight_date}_${row.flight_id}_${row.person_id}`,
      directive: directives.get(row.directive_id ?? "") ?? null,
      travellers: row.travellers,
      raisedAt: row.raised_at.toISOString(),
    })),
  };
}

function flightOf(row: DirectiveRow | EscalationRow): Directive["flight"] {
  return {
    key: flightKey({ date: row.flight_date, id: row.flight_id }),
    designator: row.flight_designator,
    origin: row.flight_origin,
    destination: row.flight_destination,
  };
}
