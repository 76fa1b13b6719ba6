// What the routes of the slice work with.
import type { Database, Transaction } from "#platform";
import type { LegalProfile } from "#vocabulary";
import type { Directive } from "./contract.ts";

export type CaseServices = {
  readonly database: Database;
  readonly profile: LegalProfile;
  /** What became of messages of ours to carriers about directives, by directive id: the intake knows, app/ hands it in. */
  readonly carrierMessages: (
    tx: Transaction,
    directiveIds: readonly string[],
  ) => Promise<ReadonlyMap<string, readonly Directive["messages"][number][]>>;
};
