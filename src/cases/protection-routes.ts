// The HTTP routes of protection: the register of services, and the referral of a case.
import { Type } from "typebox";
import { guarded } from "#access";
import { isRefusal, type HttpServer, type Transaction } from "#platform";
import { Uuid } from "#vocabulary";
import { caseById } from "./case-store.ts";
import type { CaseServices } from "./case-services.ts";
import { CaseDetail, NewProtectionService, ProtectionReferral, ProtectionServices } from "./contract.ts";
import { noSuchCase } from "./into-case.ts";
import { enterService, refer, takeOffService } from "./protection.ts";
import { servicesInForce } from "./protection-store.ts";
import { wireCase } from "./wire.ts";

const byId = Type.Object({ id: Uuid });

/** Adds the routes of protection. */
export function protectionRoutes(server: HttpServer, { database }: CaseServices): void {
  guarded(
    server,
    {
      method: "GET",
      url: "/api/protection-services",
      action: "view-cases",
      summary: "Services to which persons in need of protection are referred",
      schema: { response: { 200: ProtectionServices } },
    },
    (_request, actor) => database.transaction(actor, wireServices),
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/protection-services",
      action: "work-case",
      summary: "Enter a service that protects",
      schema: { body: NewProtectionService, response: { 201: ProtectionServices } },
    },
    ({ body }, actor, reply) =>
      database.transaction(actor, async (tx) => {
        await enterService(tx, body, actor.decision);
        reply.code(201);
        return wireServices(tx);
      }),
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/protection-services/:id/end",
      action: "work-case",
      summary: "Take a service off the register",
      schema: { params: byId, response: { 200: ProtectionServices } },
    },
    ({ params }, actor) =>
      database.transaction(actor, async (tx) => {
        const refusal = await takeOffService(tx, params.id, actor.decision);
        return refusal ?? wireServices(tx);
      }),
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/cases/:id/protection-referral",
      action: "work-case",
      summary: "Refer a case to a service that protects",
      schema: { params: byId, body: ProtectionReferral, response: { 200: CaseDetail } },
    },
    ({ params, body }, actor) =>
      database.transaction(actor, async (tx) => {
        const refusal = await refer(tx, params.id, body, actor.decision);
        if (isRefusal(refusal)) return refusal;
        const record = await caseById(tx, params.id);
        return record === null ? noSuchCase : wireCase(tx, record);
      }),
  );
}

async function wireServices(tx: Transaction): Promise<ProtectionServices> {
  const rows = await servicesInForce(tx);
  return {
    services: rows.map((row) => ({
      id: row.service_id,
      kind: row.kind,
      name: row.name,
      contact: row.contact,
      endedAt: row.ended_at?.toISOString() ?? null,
    })),
  };
}
