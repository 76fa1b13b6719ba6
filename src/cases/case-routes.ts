// The HTTP routes of cases: the list, one case, notes, closing.
import { Type } from "typebox";
import { guarded, type SignedIn } from "#access";
import { isRefusal, type HttpServer, type Refusal, type Transaction } from "#platform";
import { Uuid } from "#vocabulary";
import { caseById, caseRecords } from "./case-store.ts";
import { CaseDetail, CaseList, CaseText } from "./contract.ts";
import { noSuchCase } from "./into-case.ts";
import { addNote, closeCase } from "./review.ts";
import type { CaseServices } from "./case-services.ts";
import { wireCase, wireCases } from "./wire.ts";

const byId = Type.Object({ id: Uuid });
const casesShown = 200;

/** Adds the routes of cases. */
export function caseRoutes(server: HttpServer, { database }: CaseServices): void {
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
