// What the routes and jobs of the slice work with.
import type { Clock, Database, SealingKey, Transaction } from "#platform";
import type { LegalProfile } from "#vocabulary";

/** The body outside the unit: asked before data of a journey that is over, or masked data, leave (CJEU C-817/19, 222). */
export type OutsideApproval = {
  /** Asks it; returns the number of what was asked. */
  ask(
    tx: Transaction,
    asked: {
      readonly requestId: string;
      readonly reference: string;
      readonly purpose: string;
      readonly offence: string | null;
      readonly urgent: boolean;
      /** It was released already, for urgency: the review comes shortly after. */
      readonly exPost: boolean;
      readonly masked: boolean;
      readonly grounds: string;
      readonly newCircumstances: string;
      readonly objectiveEvidence: string;
    },
  ): Promise<string>;
  /** What became of it. */
  outcomeOf(tx: Transaction, approvalId: string): Promise<"waiting" | "approved" | "refused">;
};

export type DisclosureServices = {
  readonly database: Database;
  readonly clock: Clock;
  readonly profile: LegalProfile;
  /** The installation's key: seals what is kept of packages, and the unit's signing key comes of it. */
  readonly key: SealingKey;
  /** The unit's name, as recipients read it. */
  readonly unit: string;
  /** Null: nobody outside is connected, and what needs their approval cannot be approved. */
  readonly outside: OutsideApproval | null;
};
