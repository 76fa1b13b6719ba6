// The HTTP routes of checks with INTERPOL and of reports of protected persons.
import { Type } from "typebox";
import { guarded } from "#access";
import { callUponSafety } from "#cases";
import type { HttpServer, Refusal, Transaction } from "#platform";
import { Uuid } from "#vocabulary";
import { AskInterpol, Enquiries, EnquiryAnswer, GoOrDrop, SafetyReason } from "./contract.ts";
import { askInterpol, draftProtected, endorseReport, openAnswer, releaseReport } from "./enquiries.ts";
import { wireEnquiries } from "./enquiry-wire.ts";
import type { ExchangeServices } from "./exchange-services.ts";

const byId = Type.Object({ id: Uuid });
const ofAlert = Type.Object({ alert: Type.Optional(Uuid) });

export function enquiryRoutes(server: HttpServer, services: ExchangeServices): void {
  const { database } = services;
  const then = async (tx: Transaction, refusal: null | Refusal, alert: string | null = null) =>
    refusal ?? wireEnquiries(tx, alert);
  guarded(
    server,
    {
      method: "GET",
      url: "/api/exchange/enquiries",
      action: "view-exchange",
      summary: "Checks with INTERPOL, of one alert or all; who was asked about is not among it",
      schema: { querystring: ofAlert, response: { 200: Enquiries } },
    },
    ({ query }, actor) => database.transaction(actor, (tx) => wireEnquiries(tx, query.alert ?? null)),
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/exchange/enquiries",
      action: "take-up-exchange",
      purpose: "needed",
      shows: { kind: "alert", body: "alertId" },
      summary:
        "Ask INTERPOL, by the national bureau, of the person of an alert: travel documents, or the person",
      schema: { body: AskInterpol, response: { 200: Enquiries } },
    },
    ({ body }, actor) =>
      database.transaction(actor, async (tx) =>
        then(tx, await askInterpol(tx, body, services), body.alertId),
      ),
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/exchange/enquiries/:id/opening",
      action: "open-exchange",
      purpose: "needed",
      shows: { kind: "request", param: "id" },
      summary: "What INTERPOL said, for a day at most; each opening is in the ledger",
      schema: { params: byId, response: { 200: EnquiryAnswer } },
    },
    ({ params }, actor) => database.transaction(actor, (tx) => openAnswer(tx, params.id, services)),
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/exchange/enquiries/:id/safety",
      action: "take-up-exchange",
      summary: "Not wait for the bureau's confirmation because somebody's safety is at stake",
      schema: { params: byId, body: SafetyReason, response: { 200: Enquiries } },
    },
    ({ params, body }, actor) =>
      database.transaction(actor, async (tx) => then(tx, await callUponSafety(tx, params.id, body.reason))),
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/exchange/enquiries/:id/protection",
      action: "take-up-exchange",
      summary: "Draft a report to the bureau: the person of this notice seeks protection",
      schema: { params: byId, response: { 200: Enquiries } },
    },
    ({ params }, actor) =>
      database.transaction(actor, async (tx) => then(tx, await draftProtected(tx, services, params.id))),
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/exchange/enquiries/:id/endorsement",
      action: "take-up-exchange",
      summary: "Stand for a report of a protected person as the reviewer for protection, or drop it",
      schema: { params: byId, body: GoOrDrop, response: { 200: Enquiries } },
    },
    ({ params, body }, actor) =>
      database.transaction(actor, async (tx) => then(tx, await endorseReport(tx, params.id, body))),
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/exchange/enquiries/:id/release",
      action: "decide-onward",
      summary: "Send a report of a protected person as the second person, or drop it",
      schema: { params: byId, body: GoOrDrop, response: { 200: Enquiries } },
    },
    ({ params, body }, actor) =>
      database.transaction(actor, async (tx) => then(tx, await releaseReport(tx, params.id, body, services))),
  );
}
