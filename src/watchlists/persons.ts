// Who the persons of a list are, changed: at once where it weighs more against nobody, by a second person where it does (LED-6).
import { refuse, type Refusal, type Transaction } from "#platform";
import type { PersonsChange } from "./contract.ts";
import { weighsMore, type PersonCategory, type PersonsOfList } from "./person-category.ts";
import { listById, setPersonsWanted, updatePersons, type ListRow } from "./store.ts";
import { noSuchList } from "./versions.ts";

type Permitted = { readonly policies: readonly string[] };

const noneWaits = refuse(
  "no-persons-change",
  "No change of who the persons of this list are waits any more. Reload the list.",
);
const notOwn = refuse("four-eyes", "You asked for this change yourself: another person decides it.", 403);
const wordTwice = refuse(
  "word-twice",
  "A word of the source is given twice. Say once who the persons are of whom it is said.",
  422,
  { fields: [{ field: "byWord", text: "each word once" }] },
);

const registerOf = (list: ListRow): PersonsOfList => ({ persons: list.persons, byWord: list.persons_by });

/** Words as they are compared: small letters without blanks around them. */
function byWordOf(change: PersonsChange): Readonly<Record<string, PersonCategory>> | null {
  const pairs = change.byWord.map(({ word, category }) => [word.trim().toLowerCase(), category] as const);
  return new Set(pairs.map(([word]) => word)).size === pairs.length ? Object.fromEntries(pairs) : null;
}

/** Changes the register, or keeps the change for another person where it weighs more against anybody. */
export async function changePersons(
  tx: Transaction,
  listId: string,
  change: PersonsChange,
  by: Permitted,
): Promise<null | Refusal> {
  const list = await listById(tx, listId, true);
  if (list === null) return noSuchList;
  const byWord = byWordOf(change);
  if (byWord === null) return wordTwice;
  const wanted = { persons: change.persons, byWord };
  const waits = weighsMore(wanted, registerOf(list));
  if (waits) {
    const reason = change.reason.trim();
    await setPersonsWanted(tx, listId, { ...wanted, by: tx.actor.id, at: tx.at.toISOString(), reason });
  } else await updatePersons(tx, listId, wanted);
  note(tx, list, waits ? "list.persons-proposed" : "list.persons-changed", wanted, by);
  return null;
}

/** Decides a change that waits, as another person than asked for it. */
export async function decidePersons(
  tx: Transaction,
  listId: string,
  approve: boolean,
  by: Permitted,
): Promise<null | Refusal> {
  const list = await listById(tx, listId, true);
  if (list === null) return noSuchList;
  const wanted = list.persons_wanted;
  if (wanted === null) return noneWaits;
  if (wanted.by === tx.actor.id && approve) return notOwn;
  if (approve) await updatePersons(tx, listId, wanted);
  await setPersonsWanted(tx, listId, null);
  note(tx, list, approve ? "list.persons-changed" : "list.persons-refused", wanted, by, wanted.by);
  return null;
}

function note(
  tx: Transaction,
  list: ListRow,
  action: string,
  { persons, byWord }: PersonsOfList,
  { policies }: Permitted,
  proposedBy: string | null = null,
): void {
  tx.record({
    action,
    subjectKind: "list",
    subjectId: list.list_id,
    detail: {
      list: list.code,
      from: list.persons,
      to: persons,
      byWord: JSON.stringify(byWord),
      proposedBy,
      policies,
    },
  });
  tx.announce("watchlist", list.list_id);
}
