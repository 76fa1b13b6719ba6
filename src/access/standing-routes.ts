// What lets people act, over HTTP: vetting, certificates, secondments, reviews of access, shifts and their handover.
import { Type, type Static, type TSchema } from "typebox";
import { closed, Uuid } from "#vocabulary";
import { isRefusal, type HttpServer, type Refusal } from "#platform";
import type { Action } from "./actions.ts";
import { gateOf, guarded, type GateSettings, type SignedIn } from "./gate.ts";
import {
  endSecondment,
  peopleWithStanding,
  recordCertificate,
  recordSecondment,
  recordVetting,
  reviewAccess,
  withdrawVetting,
} from "./people-standing.ts";
import { cancelShift, handShiftOver, listShifts, planShift, startShift } from "./shifts.ts";
import {
  AccessReviewForm,
  CertificateForm,
  HandoverForm,
  People,
  SecondmentForm,
  ShiftForm,
  Shifts,
  VettingForm,
  WithdrawalForm,
} from "./standing-contract.ts";

const byId = closed({ id: Uuid });

/** Adds the routes of what lets people act. */
export function standingRoutes(server: HttpServer): void {
  const gate = gateOf(server);
  guarded(
    server,
    {
      method: "GET",
      url: "/api/people",
      action: "view-people",
      summary: "Everyone with an account, and what lets them act",
      schema: { response: { 200: People } },
    },
    async (_request, actor) => ({ people: await peopleWithStanding(gate, actor) }),
  );
  recorded(server, gate, "vetting", "record-vetting", "Record a vetting", VettingForm, recordVetting);
  recorded(
    server,
    gate,
    "vetting-withdrawal",
    "record-vetting",
    "Take a vetting back, at once",
    WithdrawalForm,
    (services, actor, id, { reason }) => withdrawVetting(services, actor, id, reason.trim()),
  );
  recorded(
    server,
    gate,
    "certificates",
    "record-training",
    "Record a certificate of training",
    CertificateForm,
    recordCertificate,
  );
  recorded(
    server,
    gate,
    "secondment",
    "second-staff",
    "Second somebody to the unit from their authority",
    SecondmentForm,
    recordSecondment,
  );
  recorded(
    server,
    gate,
    "secondment-ending",
    "second-staff",
    "End a secondment, at once",
    WithdrawalForm,
    (services, actor, id, { reason }) => endSecondment(services, actor, id, reason.trim()),
  );
  recorded(
    server,
    gate,
    "review",
    "review-access",
    "Review somebody's access, each quarter",
    AccessReviewForm,
    reviewAccess,
  );
  shiftRoutes(server, gate);
}

/** A route that records something about one person: POST /api/people/:id/<what> → 204. */
function recorded<Form extends TSchema>(
  server: HttpServer,
  gate: GateSettings,
  what: string,
  action: Action,
  summary: string,
  form: Form,
  record: (
    services: GateSettings,
    actor: SignedIn,
    personId: string,
    form: Static<Form>,
  ) => Promise<Refusal | undefined>,
): void {
  guarded(
    server,
    {
      method: "POST",
      url: `/api/people/:id/${what}`,
      action,
      stepUp: true,
      summary,
      schema: { params: byId, body: form, response: { 204: Type.Null() } },
    },
    async (request, actor, reply) => {
      const { id } = request.params as Static<typeof byId>;
      const refusal = await record(gate, actor, id, request.body as Static<Form>);
      if (refusal !== undefined) return refusal;
      reply.code(204);
      return null;
    },
  );
}

function shiftRoutes(server: HttpServer, gate: GateSettings): void {
  guarded(
    server,
    {
      method: "GET",
      url: "/api/shifts",
      action: "be-signed-in",
      summary:
        "Who is on watch, what is planned and what was handed over; of others' only for who plans or watches",
      schema: { response: { 200: Shifts } },
    },
    async (_request, actor) => ({ shifts: await listShifts(gate, actor) }),
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/shifts",
      action: "plan-shifts",
      summary: "Plan a watch for another person",
      schema: { body: ShiftForm, response: { 201: Shifts } },
    },
    async (request, actor, reply) => {
      const shifts = await planShift(gate, actor, request.body);
      if (isRefusal(shifts)) return shifts;
      reply.code(201);
      return { shifts };
    },
  );
  // Who stands a watch is let in by it: so taking it needs no role that acts.
  guarded(
    server,
    {
      method: "POST",
      url: "/api/shifts/:id/start",
      action: "be-signed-in",
      summary: "Take the watch that is planned for oneself",
      schema: { params: byId, response: { 200: Shifts } },
    },
    async (request, actor) => whole(await startShift(gate, actor, request.params.id)),
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/shifts/:id/handover",
      action: "be-signed-in",
      summary: "Hand the watch over, with what the next has to know",
      schema: { params: byId, body: HandoverForm, response: { 200: Shifts } },
    },
    async (request, actor) => whole(await handShiftOver(gate, actor, request.params.id, request.body)),
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/shifts/:id/cancellation",
      action: "plan-shifts",
      summary: "Cancel a watch that nobody has taken",
      schema: { params: byId, response: { 200: Shifts } },
    },
    async (request, actor) => whole(await cancelShift(gate, actor, request.params.id)),
  );
}

const whole = (shifts: Shifts["shifts"] | Refusal): Shifts | Refusal =>
  isRefusal(shifts) ? shifts : { shifts };
