// Asking a carrier for a push of bookings (GOVREQ): one officer asks, another approves, and it is followed until it comes.
import { carrierFlying } from "#carriers";
import { writeGovreq } from "#messages";
import {
  newId,
  refuse,
  systemActor,
  type Job,
  type Refusal,
  type Transaction,
  type SealingKey,
} from "#platform";
import { flightById } from "#records";
import { putOutgoing, wayTo } from "./outgoing.ts";
import type { NewPushRequest, PushRequestDecision } from "./push-request-contract.ts";
import {
  expirePushRequests,
  holdPushRequest,
  insertPushRequest,
  latestIdentities,
  setDecision,
  type KeptPushRequest,
} from "./push-request-store.ts";

const HOUR = 3_600_000;
/** Who asks waits so long for the second person; the carrier has so long to answer. */
const decideWithinMs = 4 * HOUR;
const answerWithinMs = 4 * HOUR;
/** A push is asked for from a week before departure to a day after it: then it is not needed, or not lawful. */
const beforeMs = 7 * 24 * HOUR;
const afterMs = 24 * HOUR;
const identitiesBackMs = 30 * 24 * HOUR;

const unknownFlight = refuse(
  "unknown-flight",
  "There is no such flight, or the law has taken its record away.",
  404,
);
const unknownRequest = refuse("unknown-push-request", "There is no such request for a push.", 404);

/**
 * Puts a request before a second person. Returns its id. Refused: no time of departure or outside of the flight's window, a
 * carrier that is not in the register, one open already for the flight, a specific threat without a case number.
 */
export async function askForPush(
  tx: Transaction,
  flight: { readonly date: string; readonly id: string },
  asked: NewPushRequest,
): Promise<string | Refusal> {
  const row = await flightById(tx, flight);
  if (row === null) return unknownFlight;
  const departs = row.departs_at?.getTime() ?? Number.NaN;
  const now = tx.at.getTime();
  if (!(now >= departs - beforeMs && now <= departs + afterMs)) {
    return refuse(
      "outside-flight-window",
      "A push is asked for from seven days before departure to one day after it.",
      422,
    );
  }
  const threat = asked.reason === "specific-threat" || asked.legalBasis === "specific-threat";
  if (threat && asked.caseNumber === undefined) {
    const fields = [{ field: "caseNumber", text: "The number of the case that the threat belongs to." }];
    return refuse("case-number-needed", "A request for a specific threat names its case.", 422, { fields });
  }
  const carrier = await carrierFlying(tx, row.carrier);
  if (carrier === undefined)
    return refuse("carrier-not-registered", `No carrier of the register flies as ${row.carrier}.`, 422);
  const id = newId(tx.at);
  const kept = await insertPushRequest(tx, {
    id,
    flight,
    carrierId: carrier.id,
    asked,
    reference: referenceOf(id),
    expiresAt: new Date(now + decideWithinMs),
  });
  if (!kept) {
    return refuse(
      "push-request-open",
      "A request for this flight waits already. Decide on it, or wait for the push.",
    );
  }
  record(tx, "push-request.asked", id, { ...flight, reason: asked.reason, basis: asked.legalBasis });
  return id;
}

/** UNB 0020 has 14 characters: the random end of the id. */
function referenceOf(id: string): string {
  return `GR${id.replaceAll("-", "").slice(-12).toUpperCase()}`;
}

function record(
  tx: Transaction,
  action: "push-request.asked" | "push-request.sent" | "push-request.refused" | "push-request.expired",
  subjectId: string,
  { date, id, ...detail }: { readonly date: string; readonly id: string; readonly [fact: string]: string },
): void {
  tx.record({
    action,
    subjectKind: "push-request",
    subjectId,
    detail: { ...detail, flight: `${date}_${id}` },
  });
  tx.announce("flight", `${date}_${id}`);
}

/** The decision of a second person, whom the policies have admitted. Approved, the request is put down to be sent. */
export async function decidePushRequest(
  tx: Transaction,
  key: SealingKey,
  id: string,
  decision: PushRequestDecision,
): Promise<undefined | Refusal> {
  const request = await holdPushRequest(tx, id);
  if (request === null) return unknownRequest;
  if (request.state !== "proposed")
    return refuse("push-request-decided", "This request was decided on, or has expired, before.");
  const flight = { date: request.flight_date, id: request.flight_id };
  const expiresAt = new Date(tx.at.getTime() + answerWithinMs);
  if (!decision.approve) {
    await setDecision(tx, id, { state: "refused", reason: decision.reason, outgoingId: null, expiresAt });
    record(tx, "push-request.refused", id, { ...flight, reason: decision.reason });
    return undefined;
  }
  const bytes = await requestBytes(tx, request);
  if (bytes === null) return unknownFlight;
  const outgoingId = putOutgoing(tx, key, {
    carrierId: request.carrier_id,
    kind: "GOVREQ",
    flight,
    reference: request.reference,
    bytes,
    ...(await wayTo(tx, request.carrier_id)),
    expiresAt,
    about: id,
  });
  await setDecision(tx, id, { state: "sent", reason: decision.reason, outgoingId, expiresAt });
  record(tx, "push-request.sent", id, { ...flight, reference: request.reference });
  return undefined;
}

/** MSG 1225 43: flight report, as the guide's outline has it. */
const flightReport = "43";

async function requestBytes(tx: Transaction, request: KeptPushRequest): Promise<Uint8Array | null> {
  const flight = await flightById(tx, { date: request.flight_date, id: request.flight_id });
  if (flight === null) return null;
  const since = newId(new Date(tx.at.getTime() - identitiesBackMs));
  const known = await latestIdentities(tx, request.carrier_id, since);
  const us = known?.recipient ?? "OPENPIU";
  return writeGovreq(
    {
      function: flightReport,
      authority: { name: us.slice(0, 9), place: null },
      flights: [
        {
          flight: {
            carrier: flight.carrier,
            number: `${flight.number}${flight.suffix}`,
            from: flight.origin,
            to: flight.destination,
            departs: flight.departs_local,
            arrives: flight.arrives_local,
          },
          locators: [],
          texts: [],
        },
      ],
    },
    {
      sender: [us],
      recipient: [known?.sender ?? flight.carrier],
      reference: request.reference,
      version: ["IA", "11", "1"],
      accessReference: request.reference,
      at: tx.at.toISOString(),
    },
  );
}

export const pushRequestJobs: readonly Job[] = [
  {
    name: "expire-push-requests",
    cron: "* * * * *",
    run: (_payload, { database }) =>
      database.transaction(systemActor("intake"), async (tx) => {
        for (const row of await expirePushRequests(tx))
          record(tx, "push-request.expired", row.request_id, { date: row.flight_date, id: row.flight_id });
      }),
  },
];
