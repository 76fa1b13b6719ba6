// All SQL of pushes asked of carriers.
import type { Transaction } from "#platform";
import type { NewPushRequest, PushRequestRow } from "./push-request-contract.ts";

export type KeptPushRequest = {
  request_id: string;
  flight_date: string;
  flight_id: string;
  carrier_id: string;
  reason: PushRequestRow["reason"];
  legal_basis: PushRequestRow["legalBasis"];
  case_number: string | null;
  state: PushRequestRow["state"];
  reference: string;
  asked_by: string;
  asked_at: Date;
  decided_by: string | null;
  decided_at: Date | null;
  decision_reason: string | null;
  answered_at: Date | null;
  receipt_id: string | null;
  expires_at: Date;
};

const columns = `request_id, flight_date, flight_id, carrier_id, reason, legal_basis, case_number, state, reference, asked_by,
  asked_at, decided_by, decided_at, decision_reason, answered_at, receipt_id, expires_at`;

/** Keeps a request; returns false when one of the flight is open already. */
export async function insertPushRequest(
  tx: Transaction,
  row: {
    readonly id: string;
    readonly flight: { readonly date: string; readonly id: string };
    readonly carrierId: string;
    readonly asked: NewPushRequest;
    readonly reference: string;
    readonly expiresAt: Date;
  },
): Promise<boolean> {
  const rows = await tx.query(
    `insert into intake.push_request (request_id, flight_date, flight_id, carrier_id, reason, legal_basis, case_number, state,
       reference, asked_by, asked_at, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, 'proposed', $8, $9, $10, $11) on conflict do nothing returning 1 as one`,
    [
      row.id,
      row.flight.date,
      row.flight.id,
      row.carrierId,
      row.asked.reason,
      row.asked.legalBasis,
      row.asked.caseNumber ?? null,
      row.reference,
      tx.actor.id,
      tx.at,
      row.expiresAt,
    ],
  );
  return rows.length === 1;
}

/** One request, held until the transaction ends. */
export async function holdPushRequest(tx: Transaction, id: string): Promise<KeptPushRequest | null> {
  const rows = await tx.query<KeptPushRequest>(
    `select ${columns} from intake.push_request where request_id = $1 for update`,
    [id],
  );
  return rows[0] ?? null;
}

export function pushRequestsOf(
  tx: Transaction,
  flight: { readonly date: string; readonly id: string },
): Promise<KeptPushRequest[]> {
  return tx.query<KeptPushRequest>(
    `select ${columns} from intake.push_request where flight_date = $1 and flight_id = $2
     order by asked_at desc, request_id desc limit 50`,
    [flight.date, flight.id],
  );
}

export async function setDecision(
  tx: Transaction,
  id: string,
  decided: {
    readonly state: "sent" | "refused";
    readonly reason: string;
    readonly outgoingId: string | null;
    readonly expiresAt: Date;
  },
): Promise<void> {
  await tx.query(
    `update intake.push_request set state = $2, decided_by = $3, decided_at = $4, decision_reason = $5, outgoing_id = $6,
       expires_at = $7 where request_id = $1`,
    [id, decided.state, tx.actor.id, tx.at, decided.reason, decided.outgoingId, decided.expiresAt],
  );
}

/** Whether a push of the flight's bookings was asked for and has not come yet. */
export async function isAskedFor(
  tx: Transaction,
  flight: { readonly date: string; readonly id: string },
): Promise<boolean> {
  const rows = await tx.query(
    "select 1 from intake.push_request where flight_date = $1 and flight_id = $2 and state = 'sent' limit 1",
    [flight.date, flight.id],
  );
  return rows.length > 0;
}

/** A whole push of bookings has come of a flight: what was asked of its carrier is answered. */
export function setAnswered(
  tx: Transaction,
  flight: { readonly date: string; readonly id: string },
  receiptId: string,
): void {
  tx.write(
    {
      name: "intake-push-request-answered",
      text: `update intake.push_request set state = 'answered', answered_at = $3, receipt_id = $4
             where flight_date = $1 and flight_id = $2 and state = 'sent'`,
    },
    [flight.date, flight.id, tx.at, receiptId],
  );
}

/** Ends requests whose time is over; returns them. */
export function expirePushRequests(
  tx: Transaction,
): Promise<Pick<KeptPushRequest, "request_id" | "flight_date" | "flight_id">[]> {
  return tx.query(
    `update intake.push_request set state = 'expired' where state in ('proposed', 'sent') and expires_at <= $1
     returning request_id, flight_date, flight_id`,
    [tx.at],
  );
}

/** The identities of the carrier's latest message that named both: whom it calls us, and how it calls itself. */
export async function latestIdentities(
  tx: Transaction,
  carrierId: string,
  sinceId: string,
): Promise<{ sender: string; recipient: string } | null> {
  // Ids grow with time, those of deliveries as those of receipts.
  const rows = await tx.query<{ sender: string; recipient: string }>(
    `select r.sender, r.recipient from intake.delivery d join intake.receipt r using (delivery_id)
     where d.carrier_id = $1 and d.delivery_id >= $2 and r.sender is not null and r.recipient is not null
     order by d.delivery_id desc limit 1`,
    [carrierId, sinceId],
  );
  return rows[0] ?? null;
}
