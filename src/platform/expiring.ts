// What a slice says of each of its tables with personal data: when a row has had its time, and what becomes of it.
import type { Period } from "#vocabulary";

export type ExpiringKind = {
  /** As certificates call it. */
  readonly kind: string;
  readonly table: string;
  /** The column (uuid), or an expression of columns, that names a row in the ledger of deletions. */
  readonly id: string;
  /** The column from which its time is counted, or, `by: "instant"`, at which it ends. */
  readonly clock: string;
  /**
   * initial: with retention.initial of the legal profile, by the day of first receipt. instant: the row bears its end itself.
   * period: a period of its own, by the day.
   */
  readonly after:
    | { readonly by: "initial" }
    | { readonly by: "instant" }
    | { readonly by: "period"; readonly period: Period };
  /** Whether a row can be kept longer, masked, on recorded grounds (column kept_until). */
  readonly grounds: boolean;
  /** Whether masking takes out of it what identifies (column masked_at). */
  readonly masked?: boolean;
  /** A column with an end of its own, earlier than that of its clock: it goes then, unless it is kept on grounds or held. */
  readonly ends?: { readonly at: string; readonly basis: "PNRD-12.5a" | "AGR-CA-1/15" };
  /** What waits for a person still when its time is over is closed first, in SQL, and told to the ledger: `open`, then `set`. */
  readonly lapses?: {
    readonly open: string;
    readonly set: string;
    readonly action: string;
    readonly subjectKind: string;
    /** The column with whom it is about. */
    readonly about: string;
  };
  /** A further condition, in SQL, on rows that are due. */
  readonly also?: string;
  /**
   * Which rows `x` are about one person on one flight, for erasing them on request: a condition in SQL over `x` and `p`
   * (flight_date, flight_id, person_id, travellers, bookings and receipts, the last three arrays of ids). Absent: nothing of
   * the kind is about one person.
   */
  readonly ofPerson?: string;
  /** Its rows bear flight_date and flight_id: they are looked for on the person's flight alone. */
  readonly onFlight?: true;
  /** Rows that one step deletes, more or less. */
  readonly perStep: number;
  /** Tables that go with it, by reference or trigger. */
  readonly takesAlong?: readonly string[];
};
