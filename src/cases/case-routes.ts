// The HTTP routes of cases: the list, one case, notes, closing.
import { Type } from "typebox";
import { guarded, type SignedIn } from "#access";
import { isRefusal, type HttpServer, type Refusal, type Transaction } from "#platform";
import { Uuid } from "#vocabulary";
import { caseById, caseRecords } from "./case-store.ts";
import { changeCategory, decideCategory } from "./categories.ts";
import { CaseDetail, CaseList, CaseText, CategoryChange, CategoryDecision } from "./contract.ts";
import { noSuchCase } from "./into-case.ts";
import { addNote, closeCase } from "./review.ts";
import type { CaseServices } from "./case-services.ts";
import { wireCase, wireCases } from "./wire.ts";

const byId = Type.Object({ id: Uuid });
const casesShown = 200;

/** Adds the routes of cases. */
export function caseRoutes(server: HttpServer, services: CaseServices): void {
  const { database } = services;
  guarded(
    server,
    {
      method: "GET",
      url: "/api/cases",
      action: "view-cases",
      summary: "Cases, open ones first",
      schema: { response: { 200: CaseList } },
    },
    (_request, actor) =>
      database.transaction(actor, async (tx) => ({
        cases: await wireCases(tx, await caseRecords(tx, casesShown)),
      })),
  );
  guarded(
    server,
    {
      method: "GET",
      url: "/api/cases/:id",
      action: "view-cases",
      summary: "One case with its alerts and history",
      schema: { params: byId, response: { 200: CaseDetail } },
    },
    ({ params }, actor) =>
      database.transaction(actor, async (tx) => {
        const detail = await load(tx, params.id);
        if (!isRefusal(detail)) viewed(tx, actor, params.id);
        return detail;
      }),
  );
  categoryRoutes(server, services);
  for (const [path, summary, act] of [
    ["notes", "Write a note into a case", addNote],
    ["closing", "Close a case with its reason", closeCase],
  ] as const) {
    guarded(
      server,
      {
        method: "POST",
        url: `/api/cases/:id/${path}`,
        action: "work-case",
        summary,
        schema: { params: byId, body: CaseText, response: { 200: CaseDetail } },
      },
      ({ params, body }, actor) =>
        database.transaction(actor, async (tx) => {
          const refusal = await act(tx, params.id, body.text, actor.decision);
          return refusal ?? load(tx, params.id);
        }),
    );
  }
}

/** Who the persons of a case are. */
function categoryRoutes(server: HttpServer, { database }: CaseServices): void {
  const ofPerson = Type.Object({ id: Uuid, alertId: Uuid });
  guarded(
    server,
    {
      method: "POST",
      url: "/api/cases/:id/persons/:alertId/category",
      action: "work-case",
      summary: "Say who a person of a case is",
      schema: { params: ofPerson, body: CategoryChange, response: { 200: CaseDetail } },
    },
    ({ params, body }, actor) =>
      database.transaction(actor, async (tx) => {
        const of = { caseId: params.id, alertId: params.alertId };
        return (await changeCategory(tx, of, body, actor.decision)) ?? load(tx, params.id);
      }),
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/cases/:id/persons/:alertId/category/answer",
      action: "work-case",
      summary: "Decide a category that weighs more against a person, as a second person",
      schema: { params: ofPerson, body: CategoryDecision, response: { 200: CaseDetail } },
    },
    ({ params, body }, actor) =>
      database.transaction(actor, async (tx) => {
        const of = { caseId: params.id, alertId: params.alertId };
        return (await decideCategory(tx, of, body, actor.decision)) ?? load(tx, params.id);
      }),
  );
}

async function load(tx: Transaction, caseId: string): Promise<CaseDetail | Refusal> {
  const record = await caseById(tx, caseId);
  return record === null ? noSuchCase : wireCase(tx, record);
}

function viewed(tx: Transaction, actor: SignedIn, caseId: string): void {
  tx.record({
    action: "case.viewed",
    subjectKind: "case",
    subjectId: caseId,
    detail: { policies: actor.decision.policies },
  });
}
