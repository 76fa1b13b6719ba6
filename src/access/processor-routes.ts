// Processors and their support's visits over HTTP (LED-22-23).
import { isRefusal, type Actor, type HttpServer, type Refusal, type Transaction } from "#platform";
import { closed, Uuid } from "#vocabulary";
import { gateOf, guarded } from "./gate.ts";
import { NewProcessor, NewVisit, ProcessorDecision, Processors } from "./processor-contract.ts";
import {
  approveSupport,
  askForSupport,
  decideOnProcessor,
  endSupport,
  processorsNow,
  registerProcessor,
} from "./processors.ts";

const byId = closed({ id: Uuid });
const response = { 200: Processors };

/** Adds the routes of processors. */
export function processorRoutes(server: HttpServer): void {
  const { database } = gateOf(server);
  const act = (
    actor: Actor,
    work: (tx: Transaction) => Promise<Refusal | undefined>,
  ): Promise<Processors | Refusal> =>
    database.transaction(actor, async (tx) => {
      const refused = await work(tx);
      return isRefusal(refused) ? refused : processorsNow(tx);
    });
  guarded(
    server,
    {
      method: "GET",
      url: "/api/processors",
      action: "view-processors",
      summary:
        "Who works for the unit by contract, under which instructions, and every visit of their support",
      schema: { response },
    },
    (_request, actor) => database.transaction(actor, processorsNow),
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/processors",
      action: "register-processor",
      summary: "Register a processor; the head decides",
      schema: { body: NewProcessor, response },
    },
    ({ body }, actor) => act(actor, (tx) => registerProcessor(tx, body)),
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/processors/:id/decision",
      action: "decide-processor",
      summary: "Admit a processor, refuse it, or end its work",
      schema: { params: byId, body: ProcessorDecision, response },
    },
    ({ params, body }, actor) => act(actor, (tx) => decideOnProcessor(tx, params.id, body)),
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/processors/:id/visits",
      action: "ask-support",
      summary: "Ask for a processor's support to come in for a time",
      schema: { params: byId, body: NewVisit, response },
    },
    ({ params, body }, actor) => act(actor, (tx) => askForSupport(tx, params.id, body)),
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/support-visits/:id/approval",
      action: "approve-support",
      stepUp: true,
      summary: "Approve a visit as data protection officer or head; it begins with the second approval",
      schema: { params: byId, response },
    },
    ({ params }, actor) => act(actor, (tx) => approveSupport(tx, params.id)),
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/support-visits/:id/end",
      action: "end-support",
      summary: "End a visit at once; the sessions of whoever came in end with it",
      schema: { params: byId, response },
    },
    ({ params }, actor) => act(actor, (tx) => endSupport(tx, params.id)),
  );
}
