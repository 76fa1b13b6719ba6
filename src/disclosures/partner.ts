// The door for the exchange with units of other States: what they are to be told, and what they tell, as their own organisation.
import { refuse, systemActor, unseal, type Actor, type Refusal, type Transaction } from "#platform";
import { clockTimes } from "./clocks.ts";
import type { DisclosureServices } from "./disclosure-services.ts";
import { carriedOf, insertRecall, recallById } from "./package-store.ts";
import { confirmRecall } from "./recalling.ts";
import { requestById } from "./request-store.ts";
import { moveRequest, noSuchRequest, roleOf } from "./steps.ts";

/** Acts for a partner by the messages that its key signed: sees and does what its liaison officer would. */
export function partnerActor(tenant: string): Actor {
  return { ...systemActor("exchange"), tenant };
}

/** The words of a package as this unit signed them (JWS), to be told to its recipient. */
export async function signedPackage(
  tx: Transaction,
  packageId: string,
  { key }: Pick<DisclosureServices, "key">,
): Promise<string> {
  const carried = await carriedOf(tx, packageId);
  const plain = carried === null ? null : unseal(key, `package ${packageId}`, carried.sealed);
  if (plain === null) throw new Error("a package that left the unit cannot be read");
  return plain.toString();
}

/** A package as it left: encrypted to its recipient, for those who read it by their own means. */
export async function encryptedPackage(tx: Transaction, packageId: string): Promise<string> {
  const carried = await carriedOf(tx, packageId);
  if (carried === null) throw new Error("a package that left the unit is not there");
  return carried.file;
}

/** A partner confirms a recall of what it was told; one of others is none for it. */
export async function confirmPartnersRecall(
  tx: Transaction,
  authorityId: string,
  recallId: string,
): Promise<null | Refusal> {
  const row = await recallById(tx, recallId);
  return row === null || row.authority_id !== authorityId
    ? refuse("no-such-recall", "There is no such recall. Reload the page.", 404)
    : confirmRecall(tx, recallId);
}

/** Ends a request of the unit's own, whose answer was read. */
export async function closeOwnRequest(
  tx: Transaction,
  requestId: string,
  reason: string,
): Promise<null | Refusal> {
  const request = await requestById(tx, requestId, true);
  if (request === null) return noSuchRequest;
  return moveRequest(tx, request, "closed", { role: roleOf(tx, "analyst", "watch-officer"), reason });
}

/** Calls back from an authority what was passed on to it and came from another State. Once for each cause. */
export async function recallPassedOn(
  tx: Transaction,
  made: {
    readonly authorityId: string;
    readonly tenant: string;
    readonly kind: "correct" | "delete";
    readonly causeKey: string;
    readonly item: string;
    readonly text: string;
  },
): Promise<void> {
  const id = await insertRecall(tx, {
    authorityId: made.authorityId,
    tenant: made.tenant,
    kind: made.kind,
    cause: "correction",
    causeKey: made.causeKey,
    packages: [made.item],
    text: made.text,
    dueAt: new Date(tx.at.getTime() + clockTimes.recall),
  });
  if (id === null) return;
  tx.record({
    action: "recall.made",
    subjectKind: "recall",
    subjectId: id,
    recipient: made.tenant,
    detail: { kind: made.kind, cause: "correction", passedOn: made.item },
  });
  tx.announce("recall", id);
}
