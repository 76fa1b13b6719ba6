// The HTTP routes of proposals for own lists.
import { Type } from "typebox";
import { decide, gateOf, guarded } from "#access";
import { isRefusal, type HttpServer } from "#platform";
import { Uuid } from "#vocabulary";
import {
  EmergencyEntry,
  NewProposal,
  Proposal,
  ProposalDecision,
  ProposalQuery,
  Proposals,
  RollBack,
} from "./contract.ts";
import type { FetchServices } from "./fetching.ts";
import { proposalById, proposals } from "./proposal-store.ts";
import { addInEmergency, decideProposal, noSuchProposal, propose, withdrawProposal } from "./proposals.ts";
import { wireProposal, wireProposals } from "./wire.ts";

const byId = Type.Object({ id: Uuid });

/** Adds the routes of proposals. */
export function proposalRoutes(server: HttpServer, { database }: FetchServices): void {
  guarded(
    server,
    {
      method: "GET",
      url: "/api/proposals",
      action: "view-watchlists",
      summary: "Proposals for own lists",
      schema: { querystring: ProposalQuery, response: { 200: Proposals } },
    },
    ({ query }, actor) =>
      database.transaction(actor, async (tx) => {
        const rows = await proposals(tx, query.state ?? null, 200);
        tx.record({
          action: "proposals.viewed",
          subjectKind: "proposal",
          subjectId: query.state ?? "all",
          detail: { count: rows.length, policies: actor.decision.policies },
        });
        return { proposals: await wireProposals(tx, rows) };
      }),
  );
  guarded(
    server,
    {
      method: "GET",
      url: "/api/proposals/:id",
      action: "view-watchlists",
      summary: "One proposal",
      schema: { params: byId, response: { 200: Proposal } },
    },
    ({ params }, actor) =>
      database.transaction(actor, async (tx) => {
        const proposal = await proposalById(tx, params.id);
        if (proposal === null) return noSuchProposal;
        tx.record({
          action: "proposal.viewed",
          subjectKind: "proposal",
          subjectId: params.id,
          detail: { policies: actor.decision.policies },
        });
        return wireProposal(tx, proposal);
      }),
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/watchlists/:id/proposals",
      action: "propose-entry",
      summary: "Propose to add, change or remove an entry",
      schema: { params: byId, body: NewProposal, response: { 201: Proposal } },
    },
    async ({ params, body }, actor, reply) => {
      const proposed = await database.transaction(actor, async (tx) => {
        const proposal = await propose(tx, params.id, body);
        return isRefusal(proposal) ? proposal : wireProposal(tx, proposal);
      });
      if (!isRefusal(proposed)) reply.code(201);
      return proposed;
    },
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/watchlists/:id/emergency-entries",
      action: "emergency-entry",
      summary: "Put a new entry in force at once; it lapses unless a second person confirms it",
      schema: { params: byId, body: EmergencyEntry, response: { 201: Proposal } },
    },
    async ({ params, body }, actor, reply) => {
      const added = await database.transaction(actor, async (tx) => {
        const proposal = await addInEmergency(tx, params.id, body);
        return isRefusal(proposal) ? proposal : wireProposal(tx, proposal);
      });
      if (!isRefusal(added)) reply.code(201);
      return added;
    },
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/proposals/:id/decision",
      action: "decide-proposal",
      stepUp: true,
      summary: "Approve or refuse a proposal, as a second person",
      schema: { params: byId, body: ProposalDecision, response: { 200: Proposal } },
    },
    ({ params, body }, actor) =>
      database.transaction(actor, async (tx) => {
        const seen = await proposalById(tx, params.id);
        const item = { kind: "proposal", id: params.id, preparedBy: seen?.proposed_by ?? "nobody" };
        const decision = decide(actor, "decide-proposal", gateOf(server), item);
        if (isRefusal(decision)) return decision;
        const proposal = await decideProposal(tx, params.id, body);
        return isRefusal(proposal) ? proposal : wireProposal(tx, proposal);
      }),
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/proposals/:id/withdrawal",
      action: "propose-entry",
      summary: "Take back one's own proposal",
      schema: { params: byId, body: RollBack, response: { 200: Proposal } },
    },
    ({ params, body }, actor) =>
      database.transaction(actor, async (tx) => {
        const proposal = await withdrawProposal(tx, params.id, body.reason);
        return isRefusal(proposal) ? proposal : wireProposal(tx, proposal);
      }),
  );
}
