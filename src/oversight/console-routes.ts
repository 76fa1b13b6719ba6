// The officer's console, breaches and referrals over HTTP.
import { guarded } from "#access";
import type { HttpServer, SealingKey, Services } from "#platform";
import { closed, Uuid } from "#vocabulary";
import { Type } from "typebox";
import { assess, breachFile, close, listedBreaches, notify, reportBreach } from "./breaches.ts";
import {
  BreachAffected,
  BreachAssessment,
  BreachClosing,
  Breaches,
  BreachFile,
  BreachNotice,
  BreachReach,
  BreachReachQuestion,
  BreachReport,
  BreachReported,
} from "./breach-contract.ts";
import { affectedByBreach, reachOfBreach } from "./breach-reach.ts";
import { listedReferrals, oversightNow, receiveReferral, refer, referralDossier } from "./console.ts";
import { NewReferral, Oversight, ReferralDossier, ReferralRow, Referrals } from "./console-contract.ts";

export type ConsoleServices = Pick<Services, "database"> & {
  readonly key: SealingKey;
  /** IANA name of the unit's zone: what night is. */
  readonly zone: string;
};

const byId = closed({ id: Uuid });
const listed = 200;
const none = { 204: Type.Null() };

/** Adds the routes; the gate must be open. */
export function consoleRoutes(server: HttpServer, services: ConsoleServices): void {
  consoleAndReferrals(server, services);
  breachRoutes(server, services);
}

function consoleAndReferrals(server: HttpServer, services: ConsoleServices): void {
  const { database, zone } = services;
  guarded(
    server,
    {
      method: "GET",
      url: "/api/oversight",
      action: "view-oversight",
      summary: "Access, removals, unmaskings, clocks, transfers and retention at a glance",
      schema: {
        querystring: closed({ days: Type.Optional(Type.Integer({ minimum: 1, maximum: 90 })) }),
        response: { 200: Oversight },
      },
    },
    ({ query: { days } }, actor) =>
      database.transaction(actor, (tx) => oversightNow(tx, { zone, days: days ?? 7 })),
  );
  guarded(
    server,
    {
      method: "GET",
      url: "/api/oversight/referrals",
      action: "view-referrals",
      summary: "What was referred to the supervisory authority",
      schema: { response: { 200: Referrals } },
    },
    (_request, actor) => database.transaction(actor, (tx) => listedReferrals(tx)),
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/oversight/referrals",
      action: "refer-reading",
      summary: "Refer entries of the ledger to the supervisory authority, with their proofs",
      schema: { body: NewReferral, response: { 201: ReferralRow } },
    },
    async ({ body }, actor, reply) => {
      const made = await database.transaction(actor, (tx) => refer(tx, services, body));
      reply.code(201);
      return made;
    },
  );
  guarded(
    server,
    {
      method: "GET",
      url: "/api/oversight/referrals/:id",
      action: "view-referrals",
      summary: "A referral with its entries and proofs",
      schema: { params: byId, response: { 200: ReferralDossier } },
    },
    ({ params }, actor) => database.transaction(actor, (tx) => referralDossier(tx, services, params.id)),
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/oversight/referrals/:id/receipt",
      action: "receive-referral",
      summary: "The authority confirms that it has a referral",
      schema: { params: byId, response: none },
    },
    async ({ params }, actor, reply) => {
      const refused = await database.transaction(actor, (tx) => receiveReferral(tx, params.id));
      if (refused !== undefined) return refused;
      reply.code(204);
      return null;
    },
  );
}

function breachRoutes(server: HttpServer, services: ConsoleServices): void {
  const { database } = services;
  guarded(
    server,
    {
      method: "GET",
      url: "/api/breaches",
      action: "view-breaches",
      summary: "The register of breaches, the next one due first",
      schema: { response: { 200: Breaches } },
    },
    (_request, actor) => database.transaction(actor, (tx) => listedBreaches(tx, listed)),
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/breaches",
      action: "report-breach",
      summary: "Report what may be a breach of personal data; the 72 hours run",
      schema: { body: BreachReport, response: { 201: BreachReported } },
    },
    async ({ body }, actor, reply) => {
      const made = await database.transaction(actor, (tx) => reportBreach(tx, services, body));
      reply.code(201);
      return made;
    },
  );
  guarded(
    server,
    {
      method: "GET",
      url: "/api/breaches/:id",
      action: "view-breaches",
      summary: "One breach in clear",
      schema: { params: byId, response: { 200: BreachFile } },
    },
    ({ params }, actor) => database.transaction(actor, (tx) => breachFile(tx, services, params.id)),
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/breaches/:id/assessment",
      action: "decide-breach",
      summary: "Declare a breach with its risk, or dismiss it",
      schema: { params: byId, body: BreachAssessment, response: none },
    },
    async ({ params, body }, actor, reply) => {
      const refused = await database.transaction(actor, (tx) => assess(tx, services, params.id, body));
      if (refused !== undefined) return refused;
      reply.code(204);
      return null;
    },
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/breaches/:id/reach",
      action: "decide-breach",
      purpose: "needed",
      shows: { kind: "search" },
      summary: "Count whom a breach concerns, from the ledger and the records, by what was open",
      schema: { params: byId, body: BreachReachQuestion, response: { 201: BreachReach } },
    },
    async ({ params, body }, actor, reply) => {
      const made = await database.transaction(actor, (tx) => reachOfBreach(tx, params.id, body));
      reply.code(201);
      return made;
    },
  );
  guarded(
    server,
    {
      method: "GET",
      url: "/api/breaches/:id/affected",
      action: "view-subject-history",
      purpose: "needed",
      shows: { kind: "search" },
      summary: "Whom a breach concerns, a hundred at a time; the look is an entry about each of them",
      schema: {
        params: byId,
        querystring: closed({ after: Type.Optional(Uuid) }),
        response: { 200: BreachAffected },
      },
    },
    ({ params, query }, actor) =>
      database.transaction(actor, (tx) => affectedByBreach(tx, params.id, query.after ?? null)),
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/breaches/:id/notices",
      action: "decide-breach",
      summary: "Tell the authority, those affected or the unit of another State",
      schema: { params: byId, body: BreachNotice, response: none },
    },
    async ({ params, body }, actor, reply) => {
      const refused = await database.transaction(actor, (tx) => notify(tx, services, params.id, body));
      if (refused !== undefined) return refused;
      reply.code(204);
      return null;
    },
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/breaches/:id/closing",
      action: "decide-breach",
      summary: "Close a breach once everyone who must be told has been",
      schema: { params: byId, body: BreachClosing, response: none },
    },
    async ({ params, body }, actor, reply) => {
      const refused = await database.transaction(actor, (tx) => close(tx, services, params.id, body));
      if (refused !== undefined) return refused;
      reply.code(204);
      return null;
    },
  );
}
