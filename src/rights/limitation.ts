// A right that is restricted: by which article, of what, until when, reviewed by the supervisory authority; it ends by itself
// (CoE108-11, LED-15).
import { newId, refuse, seal, type Refusal, type SealingKey, type Transaction } from "#platform";
import { after } from "#vocabulary";
import type { Answering, LimitationFile, LimitationReview } from "./contract.ts";
import {
  insertLimitation,
  limitationById,
  limitationOf,
  reviewLimitation,
  type LimitationRecord,
} from "./limitation-store.ts";

/** By when the authority has to have looked at it; a restriction that nobody outside looked at lapses then. */
const reviewDays = 30;

/** Sets the restriction that a neutral answer rests on; `limitationFaults` found it whole. Nothing where none is needed. */
export async function setLimitation(
  tx: Transaction,
  key: SealingKey,
  requestId: string,
  { limitedBy, limitation, reasons }: Answering,
): Promise<void> {
  if (limitedBy === null || limitedBy === "no-data") return;
  const { article = "", scope = null, until = null } = limitation ?? {};
  if (scope === null || until === null)
    throw new Error("a restriction without scope or end passed its check");
  const id = newId(tx.at);
  const due = after(tx.at, { days: reviewDays });
  await insertLimitation(tx, {
    id,
    requestId,
    ground: limitedBy,
    article: article.trim(),
    scope,
    sealedReasons: seal(key, `${id} limitation`, Buffer.from(JSON.stringify(reasons ?? ""))),
    endsAt: new Date(until),
    reviewDueAt: due,
  });
  tx.record({
    action: "limitation.set",
    subjectKind: "rights-request",
    subjectId: requestId,
    detail: { ground: limitedBy, article: article.trim(), scope, until },
  });
}

/** The restriction of a request for its file; null where nothing was ever restricted. */
export async function limitationFile(tx: Transaction, requestId: string): Promise<LimitationFile | null> {
  const row = await limitationOf(tx, requestId);
  return row === undefined ? null : fileOf(row, tx.at);
}

function fileOf(row: LimitationRecord, at: Date): LimitationFile {
  return {
    id: row.limitation_id,
    ground: row.ground,
    article: row.article,
    scope: row.scope,
    setAt: row.set_at.toISOString(),
    endsAt: row.ends_at.toISOString(),
    reviewDueAt: row.review_due_at.toISOString(),
    state: stateOf(row, at),
    review: row.review,
    reviewedAt: row.reviewed_at?.toISOString() ?? null,
  };
}

function stateOf(row: LimitationRecord, at: Date): LimitationFile["state"] {
  if (row.stands) return row.outcome === null ? "to-review" : "upheld";
  if (row.outcome === "lifted") return "lifted";
  return row.ends_at <= at ? "over" : "lapsed";
}

/** The supervisory authority's review; what it lifts is over at once. */
export async function review(
  tx: Transaction,
  id: string,
  given: LimitationReview,
): Promise<Refusal | undefined> {
  const row = await limitationById(tx, id);
  if (row === undefined) return noSuchLimitation;
  if (!row.stands) return overAlready;
  if (row.outcome === "upheld" && given.outcome === "upheld") return reviewedAlready;
  await reviewLimitation(tx, id, given);
  tx.record({
    action: given.outcome === "upheld" ? "limitation.upheld" : "limitation.lifted",
    subjectKind: "rights-request",
    subjectId: row.request_id,
  });
  tx.announce("rights-request", row.request_id);
  return undefined;
}

const noSuchLimitation = refuse("no-such-limitation", "There is no such restriction.", 404);
const overAlready = refuse("limitation-over", "This restriction stands no more: there is nothing to review.");
const reviewedAlready = refuse(
  "limitation-reviewed",
  "This restriction was upheld before; it can still be lifted.",
);
