// The monthly report on a carrier's deliveries on the wire.
import { Type, type Static } from "typebox";
import { closed, Day, Instant, Nullable, Uuid } from "#vocabulary";
import { Evidence, Scorecard, Shares } from "./quality-contract.ts";

/** `2026-10`; without one the last month that is over. */
export const ReportQuery = closed({
  month: Type.Optional(Type.String({ pattern: "^20\\d\\d-(0[1-9]|1[0-2])$" })),
});

/**
 * GET /api/carriers/:id/report?month=YYYY-MM: everything of a month that concerns the carrier, and the twelve months up to
 * it. Names no traveller. Asking for it is an entry in the ledger, as the evidence is in it.
 */
export const CarrierReport = closed({
  month: Type.String(),
  /** False: the month is still running, the figures are those until `madeAt`. */
  isOver: Type.Boolean(),
  madeAt: Instant,
  carrier: closed({ code: Type.String(), name: Type.String(), country: Nullable(Type.String()) }),
  /** The legal profile, with its version, by which due times are counted. */
  profile: Type.String(),
  scorecard: Scorecard,
  /** The rules that were broken most, errors before warnings, ten at most, with where one of them was broken last. */
  worst: Type.Array(
    closed({
      code: Type.String(),
      severity: Type.Enum(["error", "warning"]),
      example: Nullable(
        closed({
          receiptId: Uuid,
          receivedAt: Instant,
          kind: Type.String(),
          flight: Nullable(Type.String()),
          flightDate: Nullable(Day),
          /** The sender's own references. */
          interchange: Nullable(Type.String()),
          message: Nullable(Type.String()),
          segment: Nullable(Type.Integer()),
          tag: Nullable(Type.String()),
          /** Byte in the message as sent. */
          offset: Nullable(Type.Integer()),
        }),
      ),
    }),
  ),
  /** Twelve months, the report's last. */
  months: Type.Array(
    closed({
      month: Type.String(),
      messages: Type.Integer(),
      travellers: Type.Integer(),
      ...Shares,
      /** Pushes owed, and those of them in time. */
      expected: Type.Integer(),
      inTime: Type.Integer(),
    }),
  ),
  /** Pushes of the month's flights that came late or not whole, or did not come; the last flights first, 500 at most. */
  unmet: closed({
    isWhole: Type.Boolean(),
    pushes: Type.Array(
      closed({
        flight: Type.String(),
        flightDate: Day,
        kind: Type.String(),
        outcome: Type.Enum(["late", "incomplete", "missing"]),
        dueAt: Nullable(Instant),
        cameAt: Nullable(Instant),
        /** What came in the end. */
        receipt: Nullable(
          closed({ receiptId: Uuid, interchange: Nullable(Type.String()), sha256: Type.String() }),
        ),
        /** When the carrier was first asked for data of the flight. */
        askedAt: Nullable(Instant),
      }),
    ),
  }),
  evidence: Evidence,
});
export type CarrierReport = Static<typeof CarrierReport>;
