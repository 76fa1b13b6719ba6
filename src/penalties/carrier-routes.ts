// The carrier's side: its own cases over the connection by which it sends, its statement, and what it disputes.
import { admitting, senderOf, type PushServices, type Sender } from "#intake";
import { sendRefusal, type Actor, type HttpServer, type Refusal, type Transaction } from "#platform";
import { closed, Uuid } from "#vocabulary";
import type { FastifyRequest } from "fastify";
import { OwnDispute, OwnPenalties, OwnStatement } from "./contract.ts";
import { disputeCase, hear } from "./hearing.ts";
import { failureShown } from "./reading.ts";
import { caseRows, failuresOf, statementsOf } from "./store.ts";

const byId = closed({ id: Uuid });
const shownMax = 100;

/** Row security shows a carrier its own cases, once it was told of them. */
const asCarrier = ({ code }: Sender): Actor => ({
  id: `carrier:${code}`,
  roles: [],
  tenant: `carrier:${code}`,
  purpose: null,
});

/** GET /v1/penalties, POST /v1/penalties/:id/statements and …/:id/disputes: see contract.ts. */
export function carrierPenaltyRoutes(server: HttpServer, services: PushServices): void {
  const onRequest = admitting(services);
  server.route({
    method: "GET",
    url: "/v1/penalties",
    onRequest,
    schema: {
      summary: "The carrier's own penalty cases, with how long it is heard",
      response: { 200: OwnPenalties },
    },
    handler: (request) =>
      services.database.transaction(asCarrier(senderOf(request)), async (tx) => {
        const rows = await caseRows(tx, shownMax);
        const cases = [];
        for (const row of rows) {
          if (row.notified_at === null || row.hear_until === null) continue;
          cases.push({
            id: row.case_id,
            number: row.number,
            state: row.state,
            provision: row.provision,
            summary: row.summary,
            factors: row.factors,
            earlier: row.earlier,
            notifiedAt: row.notified_at.toISOString(),
            hearUntil: row.hear_until.toISOString(),
            failures: (await failuresOf(tx, row.case_id)).map((one) => {
              const { kind, from, until, facts } = failureShown(one);
              return { id: one.failure_id, kind, from, until, facts, setAside: one.aside !== null };
            }),
            statements: (await statementsOf(tx, row.case_id)).length,
            openDisputes: row.disputes,
          });
        }
        if (cases.length > 0)
          tx.record({
            action: "penalty.read-by-carrier",
            subjectKind: "penalty",
            subjectId: cases[0]?.id ?? "",
            detail: { cases: cases.length },
          });
        return { cases };
      }),
  });
  const take = async (
    request: FastifyRequest,
    work: (tx: Transaction, id: string) => Promise<Refusal | undefined>,
  ) => {
    const { id } = request.params as { id: string };
    return services.database.transaction(asCarrier(senderOf(request)), (tx) => work(tx, id));
  };
  server.route({
    method: "POST",
    url: "/v1/penalties/:id/statements",
    onRequest,
    schema: { summary: "The carrier says what it has to say", params: byId, body: OwnStatement },
    handler: async (request, reply) => {
      const { text } = request.body as OwnStatement;
      const refused = await take(request, (tx, id) => hear(tx, id, { text, reference: null }));
      return refused === undefined ? reply.code(204).send() : sendRefusal(refused, request, reply);
    },
  });
  server.route({
    method: "POST",
    url: "/v1/penalties/:id/disputes",
    onRequest,
    schema: { summary: "The carrier disputes a failure, or all of them", params: byId, body: OwnDispute },
    handler: async (request, reply) => {
      const said = request.body as OwnDispute;
      const refused = await take(request, (tx, id) => disputeCase(tx, id, said));
      return refused === undefined ? reply.code(204).send() : sendRefusal(refused, request, reply);
    },
  });
}
