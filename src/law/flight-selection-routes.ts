// Decisions on flights within the area over HTTP: proposed by the legal adviser, approved and reviewed by the head, upheld or
// annulled by the independent body. Confidential: named offices alone see them (Regulation (EU) 2025/13, Art. 12(4) and (5)).
import { Type } from "typebox";
import { decide, displayNames, gateOf, guarded, type Action } from "#access";
import {
  isRefusal,
  newId,
  refuse,
  type Actor,
  type Database,
  type HttpServer,
  type Transaction,
} from "#platform";
import { Uuid } from "#vocabulary";
import {
  FlightSelectionDraft,
  FlightSelections,
  FlightSelectionStep,
  type FlightSelection,
} from "./contract.ts";
import { draftFault, standingOf, type FlightDecisionState } from "./flight-selection.ts";
import {
  decisionOf,
  flightDecisions,
  holdFlightDecision,
  insertFlightDecision,
  insertFlightStep,
  notSelectedByDay,
  type FlightDecisionRow,
} from "./flight-selection-store.ts";
import type { Law } from "./living.ts";

type Step = FlightSelectionStep["step"];
const actionOf: Readonly<Record<Step, Action>> = {
  approved: "decide-flight-selection",
  refused: "decide-flight-selection",
  reviewed: "decide-flight-selection",
  upheld: "judge-flight-selection",
  annulled: "judge-flight-selection",
  ended: "end-flight-selection",
};
const standing: readonly FlightDecisionState[] = ["to-come", "in-force", "review-overdue"];
/** In which state a decision takes which step. */
const stepsIn = (state: FlightDecisionState): readonly Step[] =>
  state === "waiting"
    ? ["approved", "refused"]
    : standing.includes(state)
      ? ["reviewed", "upheld", "annulled", "ended"]
      : [];

const noSuchDecision = refuse(
  "no-such-flight-selection",
  "There is no such decision on flights. Reload the page.",
  404,
);
const notItsStep = refuse(
  "flight-selection-not-next",
  "The decision does not take this step in the state it is in. Reload the page.",
);

/** Adds the routes; the gate must be open. */
export function flightSelectionRoutes(
  server: HttpServer,
  { database, law }: { readonly database: Database; readonly law: Law },
): void {
  const shown = (actor: Actor): Promise<FlightSelections> =>
    database.transaction(actor, async (tx) => {
      const rows = await flightDecisions(tx);
      const names = await displayNames(tx, [
        ...new Set(rows.flatMap(({ proposed_by: one, steps }) => [one, ...steps.map(({ by }) => by)])),
      ]);
      const { area, review } = law.profile.flightSelection;
      return {
        area: [...area],
        decisions: rows.map((row) => wire(row, names, standingOf(decisionOf(row), tx.at, review))),
        notSelected: await notSelectedByDay(tx),
      };
    });

  guarded(
    server,
    {
      method: "GET",
      url: "/api/law/flight-selections",
      action: "view-flight-selection",
      summary: "Decisions on flights within the area, and how much came of flights that are not selected",
      schema: { response: { 200: FlightSelections } },
    },
    (_request, actor) => shown(actor),
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/law/flight-selections",
      action: "propose-flight-selection",
      summary: "Propose a decision on flights within the area; nothing is taken by it",
      schema: { body: FlightSelectionDraft, response: { 201: FlightSelections } },
    },
    async ({ body }, actor, reply) => {
      const fault = draftFault(body);
      if (fault !== null) return refuse("flight-selection-lacks", fault.text, 422, { fields: [fault] });
      await database.transaction(actor, async (tx) => {
        const id = newId(tx.at);
        await insertFlightDecision(tx, id, body);
        told(tx, "proposed", id, { kind: body.kind, until: body.validUntil, reference: body.reference });
      });
      reply.code(201);
      return shown(actor);
    },
  );
  for (const [path, steps] of [
    ["decision", ["approved", "refused", "reviewed"]],
    ["judgement", ["upheld", "annulled"]],
    ["end", ["ended"]],
  ] as const) {
    const [first] = steps;
    guarded(
      server,
      {
        method: "POST",
        url: `/api/law/flight-selections/:id/${path}`,
        action: actionOf[first],
        summary: {
          decision: "Approve, refuse or review a decision on flights, as another person than its author",
          judgement: "Uphold or annul a decision on flights, as the independent body; it binds",
          end: "End a decision on flights before its time",
        }[path],
        schema: {
          params: Type.Object({ id: Uuid }),
          body: FlightSelectionStep,
          response: { 200: FlightSelections },
        },
      },
      async ({ params: { id }, body: { step, reason } }, actor) => {
        if (!(steps as readonly Step[]).includes(step)) return notItsStep;
        const refused = await database.transaction(actor, async (tx) => {
          await holdFlightDecision(tx, id);
          const row = (await flightDecisions(tx)).find((one) => one.decision_id === id);
          if (row === undefined) return noSuchDecision;
          const item = { kind: "flight-selection", id, preparedBy: row.proposed_by };
          const decision = decide(actor, actionOf[step], gateOf(server), item);
          if (isRefusal(decision)) return decision;
          const { state } = standingOf(decisionOf(row), tx.at, law.profile.flightSelection.review);
          if (!stepsIn(state).includes(step)) return notItsStep;
          await insertFlightStep(tx, { decisionId: id, step, office: officeFor(step, actor), reason });
          told(tx, step, id, { reason });
          return null;
        });
        return refused ?? shown(actor);
      },
    );
  }
}

/** In which office a step is taken by somebody who may take it. */
function officeFor(step: Step, { roles }: Actor): "head" | "data-protection-officer" | "approver" {
  if (step === "upheld" || step === "annulled") return "approver";
  return step === "ended" && !roles.includes("head") ? "data-protection-officer" : "head";
}

function told(
  tx: Transaction,
  step: Step | "proposed",
  id: string,
  detail: Readonly<Record<string, string>>,
): void {
  tx.record({
    action: `flight-selection.${step}`,
    subjectKind: "flight-selection",
    subjectId: id,
    detail,
  });
  tx.announce("flight-selection", id);
}

function wire(
  row: FlightDecisionRow,
  names: ReadonlyMap<string, string>,
  { state, lapses }: ReturnType<typeof standingOf>,
): FlightSelection {
  const nameOf = (id: string): string => names.get(id) ?? id;
  return {
    id: row.decision_id,
    kind: row.kind,
    reference: row.reference,
    threat: row.threat,
    standing: row.standing,
    assessment: row.assessment,
    necessity: row.necessity,
    fairness: row.fairness,
    reviewBody: row.review_body,
    validFrom: row.valid_from.toISOString(),
    validUntil: row.valid_until.toISOString(),
    places: row.places.map((place) => ({ ...place })),
    indications: row.indications,
    state,
    lapses: lapses?.toISOString() ?? null,
    steps: [
      {
        step: "proposed",
        by: nameOf(row.proposed_by),
        byId: row.proposed_by,
        at: row.proposed_at.toISOString(),
        reason: row.reference,
      },
      ...row.steps.map(({ step, by, at, reason }) => ({
        step,
        by: nameOf(by),
        byId: by,
        at: new Date(at).toISOString(),
        reason,
      })),
    ],
  };
}
