// The unit's side of penalties over HTTP: cases, the hearing, disputes, the legal adviser's agreement, the proposal.
import { displayNames, guarded, type Action } from "#access";
import { loadCarriers } from "#carriers";
import { isRefusal, refuse, type Database, type HttpServer, type Refusal, type Transaction } from "#platform";
import { closed, isoPeriod, Uuid, type LegalProfile } from "#vocabulary";
import type { Static, TSchema } from "typebox";
import { changeDraft, draftCase, drop, notify, putAside } from "./cases.ts";
import {
  AsideForm,
  Asking,
  Candidates,
  CandidatesQuery,
  DisputeDecision,
  Dropping,
  LetterDispute,
  LetterStatement,
  NewPenalty,
  Penalties,
  PenaltyCase,
  PenaltyEdit,
} from "./contract.ts";
import { decideDispute, disputeCase, hear } from "./hearing.ts";
import { noticeText } from "./notice.ts";
import { askAgreement, sendProposal, withdrawAsking } from "./proposing.ts";
import { caseShown, failureShown, namesIn, rowShown, wholeCase } from "./reading.ts";
import { noSuchCase } from "./steps.ts";
import { caseRows, heldOf } from "./store.ts";

export type PenaltyServices = {
  readonly database: Database;
  readonly profile: LegalProfile;
  readonly unit: string;
};
const byId = closed({ id: Uuid });
const shownMax = 500;
const daysMax = 31;

/** Adds the routes; the gate must be open. */
export function penaltyRoutes(server: HttpServer, services: PenaltyServices): void {
  readingRoutes(server, services);
  const { database } = services;
  guarded(
    server,
    {
      method: "POST",
      url: "/api/penalties",
      action: "work-penalty",
      summary: "Draft a case about one carrier, from failures that the unit holds",
      schema: { body: NewPenalty, response: { 201: PenaltyCase } },
    },
    ({ body }, actor, reply) =>
      database.transaction(actor, async (tx) => {
        const id = await draftCase(tx, body);
        if (isRefusal(id)) return id;
        void reply.code(201);
        return shown(tx, id);
      }),
  );
  const step = stepOf(server, database);
  step("PUT", "", "work-penalty", "Change a draft, and add failures to it", PenaltyEdit, (tx, id, body) =>
    changeDraft(tx, id, body),
  );
  step(
    "POST",
    "/notice",
    "work-penalty",
    "Send the carrier the case: it is heard from now on",
    closed({}),
    (tx, id) => notify(tx, id, services.profile),
  );
  step(
    "POST",
    "/statements",
    "work-penalty",
    "Write down what the carrier said by letter",
    LetterStatement,
    (tx, id, body) => hear(tx, id, body),
  );
  step(
    "POST",
    "/disputes",
    "work-penalty",
    "Open a dispute on the carrier's letter",
    LetterDispute,
    (tx, id, body) => disputeCase(tx, id, body),
  );
  step(
    "POST",
    "/asking",
    "work-penalty",
    "Put the case before the legal adviser (F18)",
    Asking,
    (tx, id, body) => askAgreement(tx, id, body.weighing),
  );
  step(
    "POST",
    "/asking/withdrawal",
    "work-penalty",
    "Take back what one asked the legal adviser",
    closed({}),
    (tx, id) => withdrawAsking(tx, id),
  );
  step(
    "POST",
    "/sending",
    "work-penalty",
    "Send the agreed proposal to the enforcement authority",
    closed({}),
    (tx, id) => sendProposal(services, tx, id),
  );
  step("POST", "/dropping", "work-penalty", "End the case without a proposal", Dropping, (tx, id, body) =>
    drop(tx, id, body.reason),
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/penalties/:id/failures/:failure/aside",
      action: "work-penalty",
      summary: "Set one failure aside for good",
      schema: {
        params: closed({ id: Uuid, failure: Uuid }),
        body: AsideForm,
        response: { 200: PenaltyCase },
      },
    },
    ({ params: { id, failure }, body }, actor) =>
      database.transaction(actor, async (tx) => {
        const refused = await putAside(tx, { caseId: id, failureId: failure }, body.reason);
        return refused ?? shown(tx, id);
      }),
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/penalties/disputes/:id/decision",
      action: "decide-penalty-dispute",
      stepUp: true,
      summary: "Decide what the carrier disputes, as a supervisor who neither drafted the case nor opened it",
      schema: { params: byId, body: DisputeDecision, response: { 200: PenaltyCase } },
    },
    ({ params: { id }, body }, actor) =>
      database.transaction(actor, async (tx) => {
        const caseId = await decideDispute(tx, id, body);
        return isRefusal(caseId) ? caseId : shown(tx, caseId);
      }),
  );
}

function readingRoutes(server: HttpServer, { database, profile, unit }: PenaltyServices): void {
  guarded(
    server,
    {
      method: "GET",
      url: "/api/penalties",
      action: "view-penalties",
      summary: "Penalty cases of carriers, what goes on first",
      schema: { response: { 200: Penalties } },
    },
    (_request, actor) =>
      database.transaction(actor, async (tx) => {
        const rows = await caseRows(tx, shownMax);
        const names = await displayNames(
          tx,
          rows.map(({ drafted_by: by }) => by),
        );
        const mayDraft = actor.roles.includes("carrier-desk");
        const carriers = mayDraft ? await loadCarriers(tx) : [];
        return {
          cases: rows.map((row) => rowShown(row, names)),
          carriers: carriers.map(({ id, code, name }) => ({ id, code, name })),
          hearing: isoPeriod(profile.penalty.hearing),
          bounds: [...profile.penalty.bounds],
          mayDraft,
        };
      }),
  );
  guarded(
    server,
    {
      method: "GET",
      url: "/api/penalties/candidates",
      action: "work-penalty",
      summary: "Failures of a carrier that the unit holds, with what excuses them; 31 days at most",
      schema: { querystring: CandidatesQuery, response: { 200: Candidates } },
    },
    ({ query }, actor) => {
      const days = (Date.parse(query.to) - Date.parse(query.from)) / 86_400_000 + 1;
      if (!(days >= 1 && days <= daysMax))
        return Promise.resolve(
          refuse("period-malformed", `Give a period of 1 to ${daysMax} days, its first day first.`, 422),
        );
      return database.transaction(actor, async (tx) => {
        const rows = await heldOf(tx, query, shownMax + 1);
        return {
          candidates: rows
            .slice(0, shownMax)
            .map((row) => ({ ...failureShown(row), excused: row.excused, in: row.in_case })),
          isWhole: rows.length <= shownMax,
        };
      });
    },
  );
  guarded(
    server,
    {
      method: "GET",
      url: "/api/penalties/:id",
      action: "view-penalties",
      summary: "One case: failures, what the carrier said, disputes, the legal adviser's word, proposals",
      schema: { params: byId, response: { 200: PenaltyCase } },
    },
    ({ params: { id } }, actor) => database.transaction(actor, (tx) => shown(tx, id)),
  );
  guarded(
    server,
    {
      method: "GET",
      url: "/api/penalties/:id/notice",
      action: "view-penalties",
      summary: "The notice to the carrier as a text, to be sent as a letter or a mail",
      schema: { params: byId },
    },
    ({ params: { id } }, actor, reply) =>
      database.transaction(actor, async (tx) => {
        const whole = await wholeCase(tx, id);
        if (whole === undefined) return noSuchCase;
        void reply
          .header("content-disposition", `attachment; filename="${whole.row.number}.txt"`)
          .header("cache-control", "no-store")
          .type("text/plain; charset=utf-8");
        return noticeText(whole, unit);
      }),
  );
}

async function shown(tx: Transaction, id: string): Promise<PenaltyCase | Refusal> {
  const whole = await wholeCase(tx, id);
  return whole === undefined ? noSuchCase : caseShown(whole, await namesIn(tx, whole), tx.actor);
}

type Body<Schema extends TSchema> = Static<Schema>;

/** A step of one case: taken in a transaction of the actor, answered with the case as it then stands. */
function stepOf(server: HttpServer, database: Database) {
  return <const Schema extends TSchema>(
    method: "POST" | "PUT",
    path: string,
    action: Action,
    summary: string,
    body: Schema,
    take: (tx: Transaction, id: string, body: Body<Schema>) => Promise<Refusal | undefined>,
  ): void =>
    guarded(
      server,
      {
        method,
        url: `/api/penalties/:id${path}`,
        action,
        summary,
        schema: { params: byId, body, response: { 200: PenaltyCase } },
      },
      ({ params: { id }, body: said }, actor) =>
        database.transaction(actor, async (tx) => {
          const refused = await take(tx, id, said as Body<Schema>);
          return refused ?? shown(tx, id);
        }),
    );
}
