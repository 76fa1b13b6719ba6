// The HTTP routes of the agencies' own side: their requests, their packages, their recalls, and the unit's public keys.
import { Type } from "typebox";
import { guarded } from "#access";
import { isRefusal, type HttpServer, type Refusal, type Transaction } from "#platform";
import { closed, Uuid } from "#vocabulary";
import {
  Acknowledgement,
  NewRequest,
  OpenedPackage,
  OutcomeCommand,
  OwnRequest,
  OwnRequests,
  RequestFields,
  Why,
} from "./contract.ts";
import type { DisclosureServices } from "./disclosure-services.ts";
import { publishedUnitKeys, unitKeys } from "./envelope.ts";
import {
  acknowledgeAnswer,
  acknowledgePackage,
  giveOutcome,
  openPackage,
  ownRequest,
  ownRequests,
  packageFile,
} from "./own.ts";
import { confirmRecall } from "./recalling.ts";
import { makeRequest, replaceForm, submit, withdraw } from "./requests.ts";

const byId = Type.Object({ id: Uuid });
const nothing = closed({});

export function ownRoutes(server: HttpServer, services: DisclosureServices): void {
  const { database } = services;
  // Public: whoever holds a package checks by it that the unit signed it.
  server.get(
    "/api/disclosure-keys",
    { schema: { summary: "The keys by which packages of this unit are verified" } },
    () => publishedUnitKeys(unitKeys(services.key)),
  );
  guarded(
    server,
    {
      method: "GET",
      url: "/api/own-requests",
      action: "view-own-requests",
      summary: "What one's own organisation asked, received, and has to give back",
      schema: { response: { 200: OwnRequests } },
    },
    (_request, actor) => database.transaction(actor, ownRequests),
  );
  guarded(
    server,
    {
      method: "GET",
      url: "/api/own-requests/:id",
      action: "view-own-requests",
      summary: "One request of one's own organisation, and its answer",
      schema: { params: byId, response: { 200: OwnRequest } },
    },
    ({ params }, actor) =>
      database.transaction(actor, async (tx) => {
        const own = await ownRequest(tx, params.id, services);
        if (!isRefusal(own))
          tx.record({
            action: "request.viewed",
            subjectKind: "request",
            subjectId: params.id,
            detail: { own: true },
          });
        return own;
      }),
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/own-requests",
      action: "submit-request",
      summary: "Ask the unit, in the name of one's own organisation",
      schema: { body: NewRequest, response: { 201: OwnRequest } },
    },
    async ({ body }, actor, reply) => {
      const made = await database.transaction(actor, async (tx) => {
        const id = await makeRequest(tx, body, services);
        return isRefusal(id) ? id : ownRequest(tx, id, services);
      });
      if (!isRefusal(made)) reply.code(201);
      return made;
    },
  );
  const act = (
    path: string,
    summary: string,
    take: (tx: Transaction, id: string, body: never) => Promise<null | Refusal>,
    body: typeof nothing | typeof Why | ReturnType<typeof formBody> = nothing,
  ): void =>
    guarded(
      server,
      {
        method: "POST",
        url: `/api/own-requests/:id/${path}`,
        action: "submit-request",
        summary,
        schema: { params: byId, body, response: { 200: OwnRequest } },
      },
      ({ params, body: said }, actor) =>
        database.transaction(
          actor,
          async (tx) => (await take(tx, params.id, said as never)) ?? ownRequest(tx, params.id, services),
        ),
    );
  act(
    "form",
    "Replace the form of a draft or of what was sent back",
    (tx, id, { fields }: { fields: never }) => replaceForm(tx, id, fields, services),
    formBody(),
  );
  act("submission", "Submit it", (tx, id) => submit(tx, id, services));
  act("withdrawal", "Withdraw it", (tx, id, { reason }: { reason: string }) => withdraw(tx, id, reason), Why);
  act("acknowledgement", "Note that the answer was read", acknowledgeAnswer);
  receivedRoutes(server, services);
}

const formBody = () => closed({ fields: RequestFields });

function receivedRoutes(server: HttpServer, services: DisclosureServices): void {
  const { database } = services;
  guarded(
    server,
    {
      method: "POST",
      url: "/api/own-packages/:id/acknowledgement",
      action: "open-package",
      summary: "Accept the handling conditions of a package",
      schema: { params: byId, body: Acknowledgement, response: { 200: OwnRequests } },
    },
    ({ params }, actor) =>
      database.transaction(actor, async (tx) => (await acknowledgePackage(tx, params.id)) ?? ownRequests(tx)),
  );
  guarded(
    server,
    {
      method: "GET",
      url: "/api/own-packages/:id/content",
      action: "open-package",
      summary: "Open a package whose conditions were accepted",
      schema: { params: byId, response: { 200: OpenedPackage } },
    },
    ({ params }, actor) => database.transaction(actor, (tx) => openPackage(tx, params.id, services)),
  );
  guarded(
    server,
    {
      method: "GET",
      url: "/api/own-packages/:id/file",
      action: "open-package",
      summary: "The package as a file encrypted to one's own key (JWE), the unit's signature inside (JWS)",
      schema: { params: byId },
    },
    async ({ params }, actor, reply) => {
      const found = await database.transaction(actor, (tx) => packageFile(tx, params.id));
      if (isRefusal(found)) return found;
      return reply
        .type("application/jose")
        .header("content-disposition", `attachment; filename="${found.reference}.jwe"`)
        .serializer((text: unknown) => String(text))
        .send(found.file);
    },
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/own-packages/:id/outcome",
      action: "open-package",
      summary: "Say what came of it",
      schema: { params: byId, body: OutcomeCommand, response: { 200: OwnRequests } },
    },
    ({ params, body }, actor) =>
      database.transaction(actor, async (tx) => (await giveOutcome(tx, params.id, body)) ?? ownRequests(tx)),
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/own-recalls/:id/acknowledgement",
      action: "open-package",
      summary: "Confirm a recall",
      schema: { params: byId, body: nothing, response: { 200: OwnRequests } },
    },
    ({ params }, actor) =>
      database.transaction(actor, async (tx) => (await confirmRecall(tx, params.id)) ?? ownRequests(tx)),
  );
}
