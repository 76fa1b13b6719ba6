// Who the persons of a case are (LED-6): at once where a change weighs no more against them, by a second person where it does.
import { createHash } from "node:crypto";
import { refuse, type Refusal, type Transaction } from "#platform";
import { isMoreAdverse, isProtective, type PersonCategory } from "#watchlists";
import { caseById } from "./case-store.ts";
import {
  adverseWording,
  categoryBySource,
  linksOfCase,
  personProtected,
  protects,
  setCategory,
  setCategoryWanted,
  type CaseLink,
} from "./category-store.ts";
import { noSuchCase } from "./into-case.ts";

type Permitted = { readonly policies: readonly string[] };

export const categoryProtects = refuse(
  "category-protects",
  "This person is listed as missing, a victim, a witness or a contact: they are helped or heard, and nothing adverse follows. Choose protection; if the list is wrong, have it changed first.",
  422,
);
const wordsAccuse = refuse(
  "adverse-wording",
  "These words make somebody out to be a suspect or ask for coercion. Write what the person needs, and leave everything else out.",
  422,
  { fields: [{ field: "reason", text: "no words of suspicion or coercion" }] },
);
const noSuchLink = refuse("no-such-link", "This case has no such person any more. Reload it.", 404);
const noneWaits = refuse("no-category-change", "No change of this person's category waits. Reload the case.");
const sourceProtects = refuse(
  "source-protects",
  "The list has this person as missing, a victim, a witness or a contact. If that is wrong, have the list changed first: by two persons, on its grounds.",
  422,
  { fields: [{ field: "category", text: "missing, victim, witness, contact" }] },
);
const secondNeeded = refuse(
  "four-eyes",
  "You asked for this change yourself: another person decides it.",
  403,
);

/** Whether something adverse is asked on an alert, or of a person, of whom nothing adverse may come; null: it may. */
export async function refuseAdverse(
  tx: Transaction,
  of: {
    readonly alertId: string | null;
    readonly person?: { readonly date: string; readonly id: string; readonly person: string };
  },
): Promise<null | Refusal> {
  if (of.alertId !== null && (await protects(tx, of.alertId))) return categoryProtects;
  return of.person !== undefined && (await personProtected(tx, of.person)) ? categoryProtects : null;
}

/** Whether the words of a referral to protection accuse somebody; null: they do not. */
export async function refuseWording(tx: Transaction, text: string): Promise<null | Refusal> {
  return (await adverseWording(tx, text)) ? wordsAccuse : null;
}

async function linkOf(tx: Transaction, caseId: string, alertId: string): Promise<CaseLink | Refusal> {
  const found = await caseById(tx, caseId, true);
  if (found === null) return noSuchCase;
  if (found.state !== "open") return refuse("case-not-open", "This case is closed: nothing is added to it.");
  const links = await linksOfCase(tx, caseId, true);
  return links.find((link) => link.alert_id === alertId) ?? noSuchLink;
}

/** Says who the person of a link is; what weighs more against them waits for another person. */
export async function changeCategory(
  tx: Transaction,
  of: { readonly caseId: string; readonly alertId: string },
  change: { readonly category: PersonCategory; readonly reason: string },
  by: Permitted,
): Promise<null | Refusal> {
  const link = await linkOf(tx, of.caseId, of.alertId);
  if ("refused" in link) return link;
  if (!isProtective(change.category) && isProtective(await categoryBySource(tx, link))) return sourceProtects;
  const waits = isMoreAdverse(change.category, link.person_category);
  const reason = change.reason.trim();
  if (waits) {
    await setCategoryWanted(tx, link, {
      category: change.category,
      by: tx.actor.id,
      at: tx.at.toISOString(),
      reason,
    });
  } else {
    await setCategory(tx, link, change.category);
    await setCategoryWanted(tx, link, null);
  }
  const action = waits ? "case.category-proposed" : "case.category-changed";
  note(tx, link, action, { to: change.category, reason, ...by });
  return null;
}

/** Decides a change that waits, as another person than asked for it. */
export async function decideCategory(
  tx: Transaction,
  of: { readonly caseId: string; readonly alertId: string },
  decision: { readonly approve: boolean; readonly reason: string },
  by: Permitted,
): Promise<null | Refusal> {
  const link = await linkOf(tx, of.caseId, of.alertId);
  if ("refused" in link) return link;
  const wanted = link.category_wanted;
  if (wanted === null) return noneWaits;
  if (decision.approve) {
    if (wanted.by === tx.actor.id) return secondNeeded;
    if (!isProtective(wanted.category) && isProtective(await categoryBySource(tx, link)))
      return sourceProtects;
    await setCategory(tx, link, wanted.category);
  }
  await setCategoryWanted(tx, link, null);
  const action = decision.approve ? "case.category-changed" : "case.category-refused";
  note(tx, link, action, {
    to: wanted.category,
    reason: decision.reason.trim(),
    proposedBy: wanted.by,
    ...by,
  });
  return null;
}

function note(
  tx: Transaction,
  link: CaseLink,
  action: string,
  detail: {
    readonly to: PersonCategory;
    readonly reason: string;
    readonly proposedBy?: string;
  } & Permitted,
): void {
  tx.record({
    action,
    subjectKind: "case",
    subjectId: link.case_id,
    about: [link.person_id],
    detail: {
      alert: link.alert_id,
      from: link.person_category,
      to: detail.to,
      // The words may name persons: the ledger keeps that these and no others were written.
      reason: createHash("sha256").update(detail.reason).digest("hex"),
      proposedBy: detail.proposedBy ?? null,
      policies: detail.policies,
    },
  });
  tx.announce("case", link.case_id);
}
