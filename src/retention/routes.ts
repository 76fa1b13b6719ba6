// The retention console over HTTP: what is due, what was deleted and certified, who is kept on which grounds.
import { displayNames, guarded } from "#access";
import { refuse, type Database, type HttpServer, type Transaction } from "#platform";
import { after, closed, Uuid, type LegalProfile } from "#vocabulary";
import {
  countersign,
  decideLink,
  dueByDay,
  latestCertificates,
  latestRuns,
  openLinks,
  proposeLink,
  signedMonths,
} from "./console-store.ts";
import { holdRoutes } from "./hold-routes.ts";
import { deleteSoon, openHolds } from "./hold-store.ts";
import { Countersigning, LinkDecision, NewLink, Retention } from "./contract.ts";

const daysShown = 7;
/** A hold is looked at again within half a year (db/migrations/0082-retention-holds.sql); no period of the profile is about it. */
const holdReview = { months: 6 } as const;
const byId = closed({ id: Uuid });

export type RetentionRouteServices = {
  readonly database: Database;
  readonly profile: Pick<LegalProfile, "initial" | "retention">;
};

/** Adds the routes; the gate must be open. */
export function retentionRoutes(server: HttpServer, { database, profile }: RetentionRouteServices): void {
  guarded(
    server,
    {
      method: "GET",
      url: "/api/retention",
      action: "view-retention",
      summary: "What falls due, what was deleted and certified, who is kept on grounds",
      schema: { response: { 200: Retention } },
    },
    (_request, actor) => database.transaction(actor, (tx) => consoleOf(tx, profile)),
  );
  holdRoutes(server, { database, profile });
  guarded(
    server,
    {
      method: "POST",
      url: "/api/retention/links",
      action: "propose-link",
      summary: "Propose to keep a passenger's data on grounds; another person decides",
      schema: { body: NewLink, response: { 201: byId } },
    },
    ({ body }, actor, reply) =>
      unlessRefusedByLaw(async () => {
        const id = await database.transaction(actor, async (tx) => {
          const made = await proposeLink(tx, body);
          tx.record({
            action: "link.proposed",
            subjectKind: "retention-link",
            subjectId: made,
            about: [body.personId],
            detail: { ground: body.ground, reviewOn: body.reviewOn },
          });
          return made;
        });
        void reply.code(201);
        return { id };
      }),
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/retention/links/:id/decision",
      action: "decide-link",
      summary: "Keep, refuse or end keeping a passenger's data; never by who proposed it",
      schema: { params: byId, body: LinkDecision, response: { 200: byId } },
    },
    ({ params, body }, actor) =>
      unlessRefusedByLaw(() =>
        database.transaction(actor, async (tx) => {
          const about = await decideLink(tx, params.id, body.outcome);
          if (about === null)
            return refuse(
              "nothing-to-decide",
              "It is decided already, or was never there. Load the page again.",
              409,
            );
          if (body.outcome === "ended") deleteSoon(tx);
          tx.record({
            action: "link.decided",
            subjectKind: "retention-link",
            subjectId: params.id,
            about: [about.person_id],
            detail: { outcome: body.outcome },
          });
          return { id: params.id };
        }),
      ),
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/retention/countersignatures",
      action: "countersign-deletions",
      summary: "Countersign a month's certificates of deletion",
      schema: { body: Countersigning, response: { 200: Countersigning } },
    },
    ({ body }, actor) =>
      database.transaction(actor, async (tx) => {
        if (!(await countersign(tx, body.month)))
          return refuse(
            "month-not-to-sign",
            "The month is not over, has no certificates, or is countersigned already.",
            409,
          );
        tx.record({
          action: "deletions.countersigned",
          subjectKind: "retention-month",
          subjectId: body.month,
          detail: {},
        });
        return body;
      }),
  );
}

/** What the database refuses by its rules is told as such. */
async function unlessRefusedByLaw<Result>(work: () => Promise<Result>) {
  try {
    return await work();
  } catch (problem) {
    const code = problem instanceof Error && "code" in problem ? problem.code : undefined;
    if (code === "23514" || code === "42501")
      return refuse(
        "not-to-be-kept",
        "The law does not let this passenger's data be kept so: the ground must stand in the unit's files, another person must decide (for a child, and for data under an agreement, the approver), and the review lies ahead, within five years.",
        409,
      );
    if (code === "23505")
      return refuse("link-waits", "A proposal for this passenger waits for its decision.", 409);
    throw problem;
  }
}

async function consoleOf(tx: Transaction, profile: RetentionRouteServices["profile"]): Promise<Retention> {
  const [[kept], due, runs, certificates, links, holds, months] = await Promise.all([
    tx.query<{ kept_from: Date }>("select platform.kept_from() as kept_from"),
    dueByDay(tx, profile.initial.period, daysShown),
    latestRuns(tx, 20),
    latestCertificates(tx, 50),
    openLinks(tx),
    openHolds(tx),
    signedMonths(tx),
  ]);
  const names = await displayNames(tx, [
    ...links.map((link) => link.proposed_by),
    ...holds.map((hold) => hold.proposed_by),
    ...months.flatMap((month) => month.signed_by ?? []),
  ]);
  tx.record({
    action: "retention.viewed",
    subjectKind: "store",
    subjectId: "retention",
    about: [...new Set([...links, ...holds].map((one) => one.person_id))],
    detail: {},
  });
  return {
    profile: tx.profile,
    keptFrom: (kept?.kept_from ?? tx.at).toISOString(),
    due,
    runs: runs.map((run) => ({
      id: run.run_id,
      act: run.act,
      startedAt: run.started_at.toISOString(),
      endedAt: run.ended_at?.toISOString() ?? null,
      records: run.records,
      late: run.late,
    })),
    certificates: certificates.map((one) => ({
      id: one.certificate_id,
      act: one.act,
      kind: one.kind,
      class: one.class,
      records: one.records,
      firstReceivedFrom: one.first_received_from.toISOString(),
      firstReceivedTo: one.first_received_to.toISOString(),
      idsHash: one.ids_hash,
      profile: one.profile,
      madeAt: one.made_at.toISOString(),
    })),
    links: links.map((link) => ({
      id: link.link_id,
      person: `${link.flight_date}_${link.flight_id}_${link.person_id}`,
      ground: link.ground,
      reference: link.ground_reference,
      reason: link.reason,
      state: link.state,
      child: link.child,
      agreement: link.agreement,
      reviewAt: link.review_at.toISOString(),
      proposedBy: names.get(link.proposed_by) ?? link.proposed_by,
      mine: link.proposed_by === tx.actor.id,
    })),
    reviewBy: after(tx.at, holdReview).toISOString().slice(0, 10),
    childReviewBy: after(tx.at, profile.retention.child).toISOString().slice(0, 10),
    holds: holds.map((hold) => ({
      id: hold.hold_id,
      person: `${hold.flight_date}_${hold.flight_id}_${hold.person_id}`,
      ground: hold.ground,
      reference: hold.reference,
      reason: hold.reason,
      state: hold.state,
      expiresAt: hold.expires_at.toISOString(),
      reviewAt: hold.review_at.toISOString(),
      overdue: hold.state === "held" && hold.review_at <= tx.at,
      proposedBy: names.get(hold.proposed_by) ?? hold.proposed_by,
      mine: hold.proposed_by === tx.actor.id,
    })),
    months: months.map((month) => ({
      month: month.month,
      certificates: month.certificates,
      records: month.records,
      signedBy: month.signed_by === null ? null : (names.get(month.signed_by) ?? month.signed_by),
      over: month.over,
    })),
  };
}
