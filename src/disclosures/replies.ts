// The answer to a request: sent to its check by the analyst, released whole by the supervisor, and what came after of an urgent one.
import { isRefusal, refuse, type Refusal, type Transaction } from "#platform";
import { saidOf, type RefusalCode, type Result } from "./code-lists.ts";
import type { DisclosureServices } from "./disclosure-services.ts";
import { releaseHindrance, releasePackage } from "./packages.ts";
import { nobodyOutside } from "./outside.ts";
import { packagesOf, type PackageRow } from "./package-store.ts";
import { recallOf } from "./recalling.ts";
import {
  awaitingApproval,
  changeRequest,
  hitsOf,
  requestById,
  reviewsOf,
  type RequestRecord,
} from "./request-store.ts";
import { moveRequest, noSuchRequest, roleOf } from "./steps.ts";

/** The analyst is done: every found person has been reviewed one by one. */
export async function toReleaseCheck(tx: Transaction, id: string, reason: string): Promise<null | Refusal> {
  const request = await requestById(tx, id, true);
  if (request === null) return noSuchRequest;
  const [hits, reviews] = [await hitsOf(tx, id), await reviewsOf(tx, id)];
  const left = hits.filter(
    (hit) =>
      !reviews.some((review) => review.person_id === hit.person_id && review.flight_id === hit.flight_id),
  );
  if (left.length > 0) {
    return refuse(
      "persons-not-reviewed",
      `${left.length} of the persons found have not been reviewed: each is, by a person.`,
    );
  }
  return moveRequest(tx, request, "release-check", {
    role: roleOf(tx, "analyst", "protection-reviewer"),
    reason: reason.trim(),
  });
}

/**
 * The release check: the supervisor says what the answer is and releases its packages, all past their gates or none. What
 * is refused for reasons of rights is told as nothing found, by the same words (LED-15).
 */
export async function releaseReply(
  tx: Transaction,
  id: string,
  said: { readonly result: Result; readonly reason: string; readonly code: RefusalCode | null },
  services: DisclosureServices,
): Promise<null | Refusal> {
  const request = await requestById(tx, id, true);
  if (request === null) return noSuchRequest;
  if (request.state !== "release-check")
    return refuse("request-moved", "It is not at its release check. Reload the request.");
  const waiting = (await packagesOf(tx, { request: id })).filter(({ state }) => state === "release-check");
  const tells = said.result === "data" || said.result === "partial" || said.result === "masked-only";
  if (tells && waiting.length === 0)
    return refuse(
      "no-package",
      "There is nothing to be released: draft a package, or answer that there is no data.",
    );
  if (!tells && waiting.length > 0) {
    return refuse(
      "packages-waiting",
      "Packages wait: refuse each with its reason before you answer without data.",
    );
  }
  if (said.result === "refused" && said.code === null) {
    return refuse("refusal-code-needed", "Say by its code why it is refused.", 422, {
      fields: [{ field: "code", text: "a code" }],
    });
  }
  if (tells && request.approval === "refused") {
    return refuse(
      "outside-refused",
      "The court or independent body refused it: nothing leaves. Refuse the packages and the request.",
    );
  }
  // All packages are looked at before the first leaves or the approval is used up: an answer goes whole or not at all.
  for (const row of waiting) {
    const hindrance = await releaseHindrance(tx, row, services);
    if (hindrance !== null) return hindrance;
  }
  const unapproved = tells ? await useApproval(tx, request, waiting, services) : null;
  if (unapproved !== null) return unapproved;
  for (const row of waiting) {
    const refusal = await releasePackage(tx, row, said.reason, services);
    if (refusal !== null) return refusal;
  }
  // Data of a journey that is over went on the word of two persons: the body outside looks at it within its time.
  const urgent = tells && (request.after_travel || request.masked) && request.approval !== "approved";
  const unapprovedAnswer =
    !tells && (request.after_travel || request.masked) && request.approval !== "approved";
  return moveRequest(tx, request, urgent || unapprovedAnswer ? "urgent-released" : "released", {
    role: "supervisor",
    reason: said.reason.trim(),
    change: {
      checked_by: tx.actor.id,
      result: said.result,
      said: saidOf(said.result, said.code),
      answered_at: tx.at,
      ...(said.code === null ? {} : { refusal_code: said.code, refusal_reason: said.reason.trim() }),
    },
  });
}

/**
 * Takes up what the body outside has decided: an approval lets the request go on; a refusal after an urgent release calls
 * everything back. Its silence approves nothing: when its time is over, all is called back as well.
 */
export async function takeUpApprovals(tx: Transaction, { outside }: DisclosureServices): Promise<void> {
  if (outside === null) return;
  for (const { request_id: id, approval_id: approvalId } of await awaitingApproval(tx)) {
    const decided = await outside.outcomeOf(tx, approvalId);
    const { outcome } = decided;
    if (outcome === "waiting") continue;
    const request = await requestById(tx, id, true);
    if (request === null) continue;
    await changeRequest(
      tx,
      id,
      outcome === "withdrawn" ? { approval: "none", approval_id: null } : { approval: outcome },
      { role: "system", reason: `the body outside: ${outcome}` },
    );
    tx.record({
      action: "request.outside-decided",
      subjectKind: "request",
      subjectId: id,
      detail: { outcome, approval: approvalId },
    });
    tx.announce("request", id);
    if (request.state !== "urgent-released") continue;
    const told = await packagesOf(tx, { request: id });
    // What went out for urgency beyond what was approved afterwards is called back like what was refused.
    const beyond =
      decided.outcome === "approved" &&
      told.some(({ state, elements }) => state !== "refused" && !within(elements, decided.elements));
    if (outcome !== "approved" || beyond) await recallOf(tx, id, "approval-refused");
  }
}

const within = (elements: readonly string[], approved: readonly string[]): boolean =>
  elements.every((element) => approved.includes(element));

/**
 * Uses the approval of the body outside up for an answer that tells of a journey that is over, and holds the answer to the
 * elements that were approved. Null: nothing is in the way.
 */
async function useApproval(
  tx: Transaction,
  request: RequestRecord,
  waiting: readonly PackageRow[],
  { outside }: Pick<DisclosureServices, "outside">,
): Promise<null | Refusal> {
  if (request.approval !== "approved" || request.approval_id === null) return null;
  if (outside === null) return nobodyOutside;
  const decided = await outside.outcomeOf(tx, request.approval_id);
  const approved = decided.outcome === "approved" ? decided.elements : [];
  const beyond = waiting.flatMap(({ elements }) => elements.filter((element) => !approved.includes(element)));
  if (beyond.length > 0) {
    return refuse(
      "element-not-approved",
      `The body outside did not approve: ${[...new Set(beyond)].join(", ")}. Refuse the package and draft one without.`,
      409,
    );
  }
  const used = await outside.use(tx, {
    approvalId: request.approval_id,
    requestId: request.request_id,
    exPost: false,
  });
  return isRefusal(used) ? used : null;
}

/** After an urgent release was approved: the supervisor takes note, and the request goes on as released. */
export async function confirmReleased(tx: Transaction, id: string, reason: string): Promise<null | Refusal> {
  const request = await requestById(tx, id, true);
  if (request === null) return noSuchRequest;
  if (request.state !== "urgent-released" || request.approval !== "approved") {
    return refuse(
      "outside-approval-needed",
      "The court or independent body has not approved it. Nothing is approved by itself.",
    );
  }
  const step = { role: "supervisor", reason: reason.trim() };
  const refusal = await moveRequest(tx, request, "approved", {
    ...step,
    change: { approved_by: tx.actor.id },
  });
  const approved = refusal === null ? await requestById(tx, id, true) : null;
  return approved === null ? refusal : moveRequest(tx, approved, "released", step);
}
