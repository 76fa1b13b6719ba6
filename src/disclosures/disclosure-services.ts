// What the routes and jobs of the slice work with.
import type { ApprovalGrant } from "#approvals";
import type { Clock, Database, Keyring, Refusal, SealingKey, Transaction } from "#platform";
import type { LegalProfile } from "#vocabulary";
import type { DisclosurePurpose } from "./code-lists.ts";
import type { RequestFields } from "./contract.ts";

export type OutsideAsked = {
  readonly requestId: string;
  readonly reference: string;
  readonly purpose: DisclosurePurpose;
  readonly fields: RequestFields;
  /** The least that is needed, by name. */
  readonly elements: readonly string[];
  readonly urgent: boolean;
  /** It was released already, for urgency: the review comes shortly after. */
  readonly exPost: boolean;
  readonly masked: boolean;
  /** Who else of the unit stands behind it, and with what words. */
  readonly endorsed: { readonly by: string; readonly reason: string };
};

/** The body outside the unit: asked before data of a journey that is over, or masked data, leave (CJEU C-817/19, 222). */
export type OutsideApproval = {
  /** Asks it; returns the number of what was asked. */
  ask(tx: Transaction, asked: OutsideAsked): Promise<string | Refusal>;
  /** What became of it, and which elements it approved. */
  outcomeOf(
    tx: Transaction,
    approvalId: string,
  ): Promise<
    | { readonly outcome: "waiting" | "refused" | "withdrawn" }
    | { readonly outcome: "approved"; readonly elements: readonly string[] }
  >;
  /** Whether what it approved has had its time. */
  isOver(tx: Transaction, approvalId: string): Promise<boolean>;
  /** Uses the approval up, once: what it says may leave now, in this transaction. */
  use(
    tx: Transaction,
    wanted: { readonly approvalId: string; readonly requestId: string; readonly exPost: boolean },
  ): Promise<Pick<ApprovalGrant, "elements"> | Refusal>;
};

export type DisclosureServices = {
  readonly database: Database;
  readonly clock: Clock;
  readonly profile: LegalProfile;
  /** The installation's key: seals what is kept of packages, and the unit's signing key comes of it. */
  readonly key: SealingKey & Pick<Keyring, "periods">;
  /** The unit's name, as recipients read it. */
  readonly unit: string;
  /** Null: nobody outside is connected, and what needs their approval cannot be approved. */
  readonly outside: OutsideApproval | null;
};
