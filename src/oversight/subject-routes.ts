// The history of one person over HTTP, for the data protection officer and the supervisory authority.
import { guarded } from "#access";
import type { HttpServer, Services } from "#platform";
import { compileHistory, type HistoryServices } from "#rights";
import { PersonActs } from "#rights/contract";
import { SubjectQuestion } from "./subject-contract.ts";

/** Adds the route; the gate must be open. */
export function subjectRoutes(server: HttpServer, services: Services & HistoryServices): void {
  guarded(
    server,
    {
      method: "POST",
      url: "/api/ledger/subject",
      action: "view-subject-history",
      purpose: "needed",
      shows: { kind: "search" },
      summary:
        "Everything that was done with one person's data, from the ledger; asking is an entry about them",
      schema: { body: SubjectQuestion, response: { 200: PersonActs } },
    },
    ({ body }, actor) =>
      services.database.transaction(actor, (tx) =>
        compileHistory(tx, services, body, { subjectKind: "ledger", subjectId: "subject" }),
      ),
  );
}
