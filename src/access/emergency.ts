// Emergency access (F17): asked for by a supervisor, confirmed by a second person, an hour at most, about one thing; told to the
// data protection officer at once, reviewed by them, and blocked while a review is overdue.
import { refuse, systemActor, type Actor, type Refusal, type Services, type Transaction } from "#platform";
import type { Action } from "./actions.ts";
import type { Role } from "./contract.ts";
import type { Emergencies, EmergencyForm, EmergencyReview } from "./emergency-contract.ts";
import {
  countUse,
  emergencyHindered,
  emergencyOf,
  insertEmergency,
  loadEmergencies,
  lockEmergency,
  markConfirmed,
  markEnded,
  markReviewed,
  type EmergencyRow,
} from "./emergency-store.ts";

type Emergency = Emergencies["emergencies"][number];
type Store = Pick<Services, "database">;

/** Days until the data protection officer has reviewed one; an earlier one that is late blocks every other. */
const reviewDays = 14;
const shown = 100;

/** Whose work it lets a supervisor do, and exactly what of it: nothing masked, no search, no package, no approval. */
export const emergencyRole: Role = "watch-officer";
export const emergencyActions: ReadonlySet<Action> = new Set<Action>([
  "view-board",
  "view-flight",
  "view-person",
  "view-alerts",
  "view-alert",
  "decide-alert",
  "assign-alert",
  "propose-directive",
  "handle-escalation",
  "register-request",
  "triage-request",
]);

const none = refuse("no-such-emergency", "There is no such emergency access. Reload the page.", 404);
const moved = refuse(
  "emergency-moved",
  "This emergency access was confirmed, ended or reviewed already. Reload the page.",
);
const late = refuse(
  "emergency-review-overdue",
  "The review of an earlier emergency access is overdue: the data protection officer reviews it first, then another is possible.",
);

export function listEmergencies({ database }: Store, actor: Actor): Promise<Emergency[]> {
  return database.transaction(actor, emergencies);
}

async function emergencies(tx: Transaction): Promise<Emergency[]> {
  return (await loadEmergencies(tx, shown)).map((row) => onWire(row, tx));
}

function onWire(row: EmergencyRow, { at, actor }: Transaction): Emergency {
  const open = row.reviewed_by === null && row.review_due_at !== null;
  return {
    id: row.emergency_id,
    person: row.display_name,
    personId: row.person_id,
    scope: row.scope,
    reason: row.reason,
    minutes: row.minutes,
    state: stateOf(row, at),
    overdue: open && row.review_due_at <= at,
    askedAt: row.asked_at.toISOString(),
    confirmedBy: row.confirmed_name,
    expiresAt: row.expires_at?.toISOString() ?? null,
    uses: row.uses,
    reviewDueAt: row.review_due_at?.toISOString() ?? null,
    outcome: row.outcome,
    review: row.review,
    own: row.person_id === actor.id,
  };
}

function stateOf(row: EmergencyRow, at: Date): Emergency["state"] {
  if (row.reviewed_by !== null) return "reviewed";
  if (row.expires_at === null) return row.ended_at === null ? "asked" : "given-up";
  return row.ended_at === null && row.expires_at > at ? "in-force" : "to-review";
}

/** Asks for it; nothing opens before a second person has confirmed. */
export function askForEmergency(
  { database }: Store,
  actor: Actor,
  form: EmergencyForm,
): Promise<Emergency[] | Refusal> {
  return database.transaction(actor, async (tx) => {
    const hindered = await emergencyHindered(tx, actor.id);
    if (hindered.late) return late;
    if (hindered.waiting)
      return refuse(
        "emergency-waits",
        "You have asked already: a second person confirms it, or you give it up.",
      );
    const id = await insertEmergency(tx, form);
    tell(tx, "emergency.asked", id, { scope: form.scope, minutes: form.minutes });
    return emergencies(tx);
  });
}

/** Confirms it as the second person; its time begins now, and the data protection officer sees it now. */
export function confirmEmergency(
  { database }: Store,
  actor: Actor,
  id: string,
): Promise<Emergency[] | Refusal> {
  return database.transaction(actor, async (tx) => {
    const row = await lockEmergency(tx, id);
    if (row === undefined) return none;
    if (row.person_id === actor.id)
      return refuse(
        "own-emergency",
        "Nobody confirms their own emergency access: another person has to.",
        403,
      );
    if (row.confirmed_by !== null || row.ended_at !== null) return moved;
    if ((await emergencyHindered(tx, row.person_id)).late) return late;
    const at = tx.at.getTime();
    const expiresAt = new Date(at + row.minutes * 60_000);
    await markConfirmed(tx, id, { expiresAt, reviewDueAt: new Date(at + reviewDays * 86_400_000) });
    tell(tx, "emergency.confirmed", id, {
      person: row.person_id,
      scope: row.scope,
      until: expiresAt.toISOString(),
    });
    return emergencies(tx);
  });
}

/** Ends or gives up one's own, before its time. */
export function endEmergency({ database }: Store, actor: Actor, id: string): Promise<Emergency[] | Refusal> {
  return database.transaction(actor, async (tx) => {
    const row = await lockEmergency(tx, id);
    if (row === undefined || row.person_id !== actor.id) return none;
    if (row.ended_at !== null) return moved;
    await markEnded(tx, id);
    tell(tx, "emergency.ended", id, {});
    return emergencies(tx);
  });
}

/** The review by the data protection officer, who neither used nor confirmed it. */
export function reviewEmergency(
  { database }: Store,
  actor: Actor,
  id: string,
  form: EmergencyReview,
): Promise<Emergency[] | Refusal> {
  return database.transaction(actor, async (tx) => {
    const row = await lockEmergency(tx, id);
    if (row === undefined) return none;
    const over = row.ended_at !== null || (row.expires_at !== null && row.expires_at <= tx.at);
    if (row.confirmed_by === null || row.reviewed_by !== null || !over) return moved;
    await markReviewed(tx, id, form);
    tell(tx, "emergency.reviewed", id, { outcome: form.outcome, uses: row.uses });
    return emergencies(tx);
  });
}

function tell(
  tx: Transaction,
  action: string,
  id: string,
  detail: Readonly<Record<string, string | number>>,
): void {
  tx.record({ action, subjectKind: "emergency", subjectId: id, detail });
  tx.announce("emergency", id);
}

/**
 * The roles of a supervisor with an emergency in force, for one of the acts it opens and on its own ground; undefined where there
 * is none. Each use is counted and in the ledger.
 */
export async function underEmergency(
  { database }: Store,
  actor: Actor,
  action: Action,
  permits: (roles: readonly Role[]) => boolean,
): Promise<readonly string[] | undefined> {
  if (!actor.roles.includes("supervisor") || !emergencyActions.has(action) || !permits([emergencyRole]))
    return undefined;
  return database.transaction(systemActor("access"), async (tx) => {
    const found = await emergencyOf(tx, actor.id);
    if (found === undefined || found.scope !== actor.ground) return undefined;
    await countUse(tx, found.id);
    tx.record({
      action: "emergency.used",
      subjectKind: "emergency",
      subjectId: found.id,
      detail: { person: actor.id, what: action },
    });
    return [...actor.roles, emergencyRole];
  });
}
