// The enforcement authority's side over HTTP: what was sent to it, the file with its proof, the decision.
import { displayNames, guarded } from "#access";
import { documentPage, proofOf, type Attested, type DocumentServices } from "#evidence";
import type { HttpServer } from "#platform";
import { closed, Uuid } from "#vocabulary";
import { Type } from "typebox";
import { Proposals, ProposalDecision } from "./contract.ts";
import { decide, noSuchProposal } from "./proposing.ts";
import { proposalShown } from "./reading.ts";
import { proposalById, proposalRows } from "./store.ts";

const byId = closed({ id: Uuid });
const shownMax = 200;
/** What of the file stands in the list as well. */
type Head = { readonly title: string; readonly carrier: string };
const numberIn = (content: string): { number: string; carrier: string } => {
  const { title, carrier } = JSON.parse(content) as Head;
  return { number: title.split(" ").at(-1) ?? "", carrier };
};

/** Adds the routes; the gate must be open. Row security shows the authority what was sent to it alone. */
export function penaltyProposalRoutes(
  server: HttpServer,
  services: Pick<DocumentServices, "database" | "clock" | "heads" | "profile">,
): void {
  const { database, profile } = services;
  guarded(
    server,
    {
      method: "GET",
      url: "/api/penalty-proposals",
      action: "view-penalty-proposals",
      summary: "Proposals of penalties that were sent to the enforcement authority, what waits first",
      schema: { response: { 200: Proposals } },
    },
    (_request, actor) =>
      database.transaction(actor, async (tx) => {
        const rows = await proposalRows(tx, null, shownMax);
        const names = await displayNames(
          tx,
          rows.flatMap(({ sent_by: by, decided_by: decider }) => (decider === null ? [by] : [by, decider])),
        );
        return {
          proposals: rows.map((row) => ({
            ...proposalShown(row, names),
            ...numberIn(row.content),
            sha256: row.sha256,
          })),
          bounds: [...profile.penalty.bounds],
          mayDecide: actor.roles.includes("enforcement"),
        };
      }),
  );
  guarded(
    server,
    {
      method: "GET",
      url: "/api/penalty-proposals/:id/file",
      action: "view-penalty-proposals",
      summary:
        "The file of a proposal with its proof in the ledger: JSON, or a page that holds it; each taking is an entry",
      schema: {
        params: byId,
        querystring: closed({ as: Type.Optional(Type.Enum(["json", "page"])) }),
      },
    },
    async ({ params: { id }, query }, actor, reply) => {
      const found = await database.transaction(actor, async (tx) => {
        const row = await proposalById(tx, id);
        if (row !== undefined)
          tx.record({
            action: "penalty.file-read",
            subjectKind: "penalty-proposal",
            subjectId: id,
            detail: { as: query.as ?? "json" },
          });
        return row;
      });
      if (found === undefined) return noSuchProposal;
      const file: Attested = {
        openpiu: "attested",
        version: 1,
        kind: "penalty-proposal",
        content: found.content,
        sha256: found.sha256,
        proof: await proofOf(services, "penalty.sent", id),
      };
      const isPage = query.as === "page";
      return reply
        .header(
          "content-disposition",
          `attachment; filename="${numberIn(found.content).number}.${isPage ? "html" : "json"}"`,
        )
        .header("cache-control", "no-store")
        .type(isPage ? "text/html; charset=utf-8" : "application/json; charset=utf-8")
        .send(isPage ? documentPage(file) : JSON.stringify(file));
    },
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/penalty-proposals/:id/decision",
      action: "decide-penalty",
      stepUp: true,
      summary: "The enforcement authority decides: a penalty with its amount, none, or back to the unit",
      schema: { params: byId, body: ProposalDecision, response: { 204: Type.Null() } },
    },
    ({ params: { id }, body }, actor, reply) =>
      database.transaction(actor, async (tx) => {
        const refused = await decide(tx, id, body);
        if (refused !== undefined) return refused;
        void reply.code(204);
        return null;
      }),
  );
}
