// What of the messages has its time: answers and messages of ours with the records, sources and quarantine at instants of their
// own, receipts and deliveries (the transport log, without passenger data) after a year (Regulation (EU) 2025/13 Art. 17).
import type { ExpiringKind } from "#platform";

const year = { by: "period", period: { months: 12 } } as const;
const plain = { grounds: false, perStep: 5000 } as const;
const instant = { clock: "expires_at", after: { by: "instant" }, ...plain } as const;

export const intakeExpiring: readonly ExpiringKind[] = [
  {
    kind: "answer",
    table: "intake.answer",
    id: "receipt_id",
    clock: "given_at",
    after: { by: "initial" },
    ...plain,
    ofPerson: "x.receipt_id = any (p.receipts)",
  },
  {
    kind: "outgoing",
    table: "intake.outgoing",
    id: "outgoing_id",
    clock: "created_at",
    after: { by: "initial" },
    ...plain,
    ofPerson: `x.about in (select d.directive_id from cases.directive d where d.flight_date = p.flight_date
      and d.flight_id = p.flight_id and d.person_id = p.person_id)`,
  },
  {
    kind: "redacted-source",
    table: "intake.redacted_source",
    id: "receipt_id",
    ...instant,
    // Every message of the flight: any of them may have named the person.
    ofPerson: `x.receipt_id = any (p.receipts) or x.receipt_id in (select r.receipt_id from intake.receipt r
      where r.flight_date = p.flight_date and r.flight_id = p.flight_id)`,
  },
  { kind: "quarantine", table: "intake.quarantine", id: "receipt_id", ...instant },
  {
    kind: "receipt",
    table: "intake.receipt",
    id: "receipt_id",
    clock: "received_at",
    after: year,
    ...plain,
    also: `not exists (select from intake.redacted_source s where s.receipt_id = x.receipt_id)
      and not exists (select from intake.quarantine q where q.receipt_id = x.receipt_id)
      and not exists (select from intake.answer a where a.receipt_id = x.receipt_id)
      and not exists (select from intake.telegram_part p where p.receipt_id = x.receipt_id)`,
  },
  {
    kind: "delivery",
    table: "intake.delivery",
    id: "delivery_id",
    clock: "received_at",
    after: year,
    ...plain,
    also: "not exists (select from intake.receipt r where r.delivery_id = x.delivery_id)",
  },
];
