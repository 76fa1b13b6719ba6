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
  /** A further condition, in SQL, on rows that are due. */
  readonly also?: string;
  /** Rows that one step deletes, more or less. */
  readonly perStep: number;
  /** Tables that go with it, by reference or trigger. */
  readonly takesAlong?: readonly string[];
};
