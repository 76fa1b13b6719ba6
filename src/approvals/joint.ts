// Decisions that several offices take together: asked for by one person, agreed by each office through another, in time, on exactly what was asked.
import { createHash } from "node:crypto";
import { canonicalJson, newId, refuse, type Actor, type Refusal, type Transaction } from "#platform";
import type { JointOffice, JointPoint, JointStep } from "./joint-contract.ts";
import { holdJoint, insertJoint, insertJointStep, withdrawJoint, type JointRow } from "./joint-store.ts";

/** How long a decision waits for all its offices (days); then it is asked anew. A default of the project. */
const daysToDecide = 14;

const noSuchDecision = refuse("no-such-joint-decision", "There is no such decision. Reload the page.", 404);
const decided = refuse("joint-decided", "This was decided or taken back already. Reload the page.");
const lapsed = refuse(
  "joint-lapsed",
  "Not all offices agreed in time. Who asked for it asks anew; time alone approves nothing.",
);
const ownDecision = refuse(
  "not-permitted",
  "You asked for this yourself: the offices decide it through other persons.",
  403,
  { policies: ["four-eyes"] },
);
const altered = refuse(
  "joint-altered",
  "What you read is not what is asked now. Reload the page and read it again.",
);
const noOffice = refuse(
  "office-done",
  "No office of yours has a word in this, or it has been given: each office decides once, through a person of its own.",
  403,
);

/**
 * Asks the offices of this point to agree (roles.md section 4). Returns its id. Refuses with `joint-asked` where the same waits
 * already.
 */
export async function askJointly(
  tx: Transaction,
  asked: {
    readonly point: JointPoint;
    readonly item: string;
    readonly content: Readonly<Record<string, string>>;
    readonly reason: string;
  },
): Promise<string | Refusal> {
  const id = newId(tx.at);
  const { point, item, content, reason } = asked;
  const made = await insertJoint(tx, {
    ...asked,
    joint_id: id,
    fingerprint: createHash("sha256")
      .update(canonicalJson({ id, point, item, content, reason }))
      .digest("hex"),
    expires_at: new Date(tx.at.getTime() + daysToDecide * 86_400_000),
  });
  if (!made) return refuse("joint-asked", "This waits for the offices already.");
  tell(tx, "joint.asked", id, { point, item });
  return id;
}

/** The offices whose word the actor may give now. */
export function officesOf(row: JointRow, actor: Actor): JointOffice[] {
  if (row.state !== "asked" || actor.id === row.asked_by || (actor.tenant ?? "piu") !== "piu") return [];
  if (row.steps.some(({ by }) => by === actor.id)) return [];
  return waitsFor(row).filter((office) => actor.roles.includes(office));
}

/** The offices that have not said a word yet. */
export function waitsFor({ state, offices, steps }: JointRow): JointOffice[] {
  return state === "asked" ? offices.filter((one) => !steps.some(({ office }) => office === one)) : [];
}

/** By point: what keeps an office from agreeing to this item now, as the slice that asked knows it. */
export type JointHindrances = Readonly<
  Partial<Record<JointPoint, (tx: Transaction, item: string) => Promise<Refusal | null>>>
>;

/** What follows from an agreement at once, in the same transaction, for the one thing it is about. */
export type OnAgreement = {
  /** Such as "setting:outage-policy". */
  readonly item: string;
  /** Why it can no longer be carried out; asked before the last word is taken. */
  readonly check: (tx: Transaction, row: JointRow) => Promise<Refusal | null>;
  readonly carryOut: (tx: Transaction, row: JointRow) => Promise<void>;
};

/** The word of one office. Agreed by all who are needed it stands, and what follows is done; refused by one it is over. */
export async function stepJointly(
  tx: Transaction,
  id: string,
  said: JointStep,
  {
    hindrances = {},
    follows = [],
  }: {
    readonly hindrances?: JointHindrances | undefined;
    readonly follows?: readonly OnAgreement[] | undefined;
  } = {},
): Promise<null | Refusal> {
  const row = await holdJoint(tx, id);
  if (row === null) return noSuchDecision;
  if (row.state === "lapsed") return lapsed;
  if (row.state !== "asked") return decided;
  if (row.asked_by === tx.actor.id) return ownDecision;
  const [office] = officesOf(row, tx.actor);
  if (office === undefined) return noOffice;
  if (said.fingerprint !== row.fingerprint) return altered;
  const hindered = said.approve ? await hindrances[row.point]?.(tx, row.item) : undefined;
  if (hindered !== undefined && hindered !== null) return hindered;
  const isLast = said.approve && row.steps.length + 1 >= row.words_needed;
  const following = isLast ? follows.find(({ item }) => item === row.item) : undefined;
  const obstacle = (await following?.check(tx, row)) ?? null;
  if (obstacle !== null) return obstacle;
  await insertJointStep(tx, id, { ...said, office, reason: said.reason.trim() });
  tell(tx, said.approve ? "joint.agreed" : "joint.refused", id, {
    point: row.point,
    item: row.item,
    office,
    askedBy: row.asked_by,
  });
  await following?.carryOut(tx, row);
  return null;
}

/** Takes back what one asked for oneself. */
export async function withdrawJointly(tx: Transaction, id: string): Promise<null | Refusal> {
  const row = await holdJoint(tx, id);
  if (row === null || row.asked_by !== tx.actor.id) return noSuchDecision;
  if (row.state !== "asked") return decided;
  await withdrawJoint(tx, id);
  tell(tx, "joint.withdrawn", id, { point: row.point, item: row.item });
  return null;
}

function tell(
  tx: Transaction,
  action: "joint.asked" | "joint.agreed" | "joint.refused" | "joint.withdrawn",
  id: string,
  detail: Readonly<Record<string, string>>,
): void {
  tx.record({ action, subjectKind: "joint-decision", subjectId: id, detail });
  tx.announce("joint-decision", id);
}
