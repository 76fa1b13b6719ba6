// Emergency access over HTTP (F17).
import { closed, Uuid } from "#vocabulary";
import { isRefusal, type HttpServer, type Refusal } from "#platform";
import {
  askForEmergency,
  confirmEmergency,
  endEmergency,
  listEmergencies,
  reviewEmergency,
} from "./emergency.ts";
import { Emergencies, EmergencyForm, EmergencyReview } from "./emergency-contract.ts";
import { gateOf, guarded } from "./gate.ts";

const byId = closed({ id: Uuid });
const whole = (emergencies: Emergencies["emergencies"] | Refusal): Emergencies | Refusal =>
  isRefusal(emergencies) ? emergencies : { emergencies };

/** Adds the routes of emergency access. */
export function emergencyRoutes(server: HttpServer): void {
  const gate = gateOf(server);
  const answers = { 200: Emergencies };
  guarded(
    server,
    {
      method: "GET",
      url: "/api/emergencies",
      action: "view-people",
      summary: "Emergency access: asked for, in force, to be reviewed",
      schema: { response: answers },
    },
    async (_request, actor) => ({ emergencies: await listEmergencies(gate, actor) }),
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/emergencies",
      action: "ask-emergency",
      stepUp: true,
      summary: "Ask for emergency access to one thing; a second person confirms",
      schema: { body: EmergencyForm, response: { 201: Emergencies } },
    },
    async (request, actor, reply) => {
      const emergencies = whole(await askForEmergency(gate, actor, request.body));
      if (!isRefusal(emergencies)) reply.code(201);
      return emergencies;
    },
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/emergencies/:id/confirmation",
      action: "confirm-emergency",
      stepUp: true,
      summary: "Confirm another's emergency access; its time begins",
      schema: { params: byId, response: answers },
    },
    async (request, actor) => whole(await confirmEmergency(gate, actor, request.params.id)),
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/emergencies/:id/ending",
      action: "ask-emergency",
      summary: "End one's own emergency access, or give it up",
      schema: { params: byId, response: answers },
    },
    async (request, actor) => whole(await endEmergency(gate, actor, request.params.id)),
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/emergencies/:id/review",
      action: "review-emergency",
      summary: "Review what was done in an emergency",
      schema: { params: byId, body: EmergencyReview, response: answers },
    },
    async (request, actor) => whole(await reviewEmergency(gate, actor, request.params.id, request.body)),
  );
}
