// When a list changes, its entries are looked for on the other lists: who may be one person is put before a person.
import { newId, systemActor, type Database } from "#platform";
import type { ScreenablePerson } from "#records";
import type { Evidence, Match, Screening } from "#screening";
import {
  activeVersions,
  addLinks,
  differingTexts,
  type ActiveVersion,
  type FoundLink,
  type ListEntry,
} from "#watchlists";

const actor = systemActor("screening");
/** Few at a time: messages are screened between the pages. */
const entriesAPage = 100;
const namesAnEntry = 3;
const birthsAnEntry = 2;

/** A strong name says as much as one in thirty thousand persons shares. */
const strongNameBits = 15;
const strongScore = 0.95;

/**
 * Looks for the entries that the version in force has and `from` had not (null: all) among those of other lists, and keeps
 * the pairs that share a document, or a strong name with the whole birth date. Pairs that are known stay as they are: what
 * a person decided is not asked again. Returns how many are new.
 */
export async function findLinks(
  { database, screening }: { readonly database: Database; readonly screening: Screening },
  change: { readonly listId: string; readonly from: number | null },
): Promise<number> {
  const lists = await database.transaction(actor, activeVersions);
  const list = lists.find((each) => each.listId === change.listId);
  if (list === undefined || lists.length === 1) return 0;
  const { entries } = await database.transaction(actor, (tx) =>
    differingTexts(tx, { id: list.listId, from: change.from, to: list.version }, null),
  );
  let found = 0;
  for (let at = 0; at < entries.length; at += entriesAPage) {
    const page = entries.slice(at, at + entriesAPage).map((text) => JSON.parse(text) as ListEntry);
    const { persons } = await screening.screen(page.flatMap(asTravellers));
    const links = linksOf(page, persons, lists);
    if (links.length === 0) continue;
    found += await database.transaction(actor, async (tx) => {
      const added = await addLinks(
        tx,
        links.map((link) => ({ ...link, id: newId(tx.at) })),
      );
      if (added > 0) for (const listId of listsIn(links)) tx.announce("watchlist", listId);
      return added;
    });
  }
  return found;
}

const listsIn = (links: readonly Omit<FoundLink, "id">[]): ReadonlySet<string> =>
  new Set(links.flatMap(({ first, second }) => [first.listId, second.listId]));

/** An entry as persons who would travel under it: each of its names with each birth date, its documents with all. */
function asTravellers(entry: ListEntry): ScreenablePerson[] {
  const names = entry.names.filter(({ type }) => type !== "weak").slice(0, namesAnEntry);
  const births = entry.dobs.flatMap((dob) => ("date" in dob ? [dob.date] : [])).slice(0, birthsAnEntry);
  return names.flatMap((name) =>
    (births.length === 0 ? [null] : births).map((birthDate) => ({
      personId: entry.id,
      travellerId: entry.id,
      source: "api" as const,
      surname: name.surname ?? name.full,
      given:
        name.surname === undefined
          ? null
          : [name.given ?? "", name.patronymic ?? ""].join(" ").trim() || null,
      birthDate,
      sex: entry.sex,
      nationality: entry.nationalities[0] ?? null,
      documents: entry.documents.map(({ type, number, country }) => ({ type, number, issuer: country })),
    })),
  );
}

function linksOf(
  page: readonly ListEntry[],
  persons: readonly (ScreenablePerson & { readonly matches: readonly Match[] })[],
  lists: readonly ActiveVersion[],
): Omit<FoundLink, "id">[] {
  const listIds = new Map(lists.map(({ code, listId }) => [code, listId]));
  const entries = new Map(page.map((entry) => [entry.id, entry]));
  const strongest = new Map<string, Omit<FoundLink, "id">>();
  for (const { personId, matches } of persons) {
    const entry = entries.get(personId);
    const listId = entry === undefined ? undefined : listIds.get(entry.list);
    if (entry === undefined || listId === undefined) continue;
    for (const match of matches) {
      const otherList = listIds.get(match.list);
      if (otherList === undefined || match.list === entry.list || !isOnePerson(match)) continue;
      if (match.cluster !== null && match.cluster === entry.cluster) continue;
      const link = inOrder(
        { listId, entryId: entry.id },
        { listId: otherList, entryId: match.entryId },
        match,
      );
      const key = `${link.first.entryId} ${link.second.entryId}`;
      const known = strongest.get(key);
      if (known === undefined || link.strength > known.strength) strongest.set(key, link);
    }
  }
  return [...strongest.values()];
}

/** Relations of a document that is the same one, or a personal number. */
const sameDocument: ReadonlySet<string> = new Set(["number-equal", "personal-number-equal"]);

/** One document of one State, or a strong name born on the same whole day. */
function isOnePerson({ why, score }: Match): boolean {
  if (why.some(({ feature, relation }) => feature === "document" && sameDocument.has(relation))) return true;
  const born = why.some(
    ({ feature, relation, left }) => feature === "birth-date" && relation === "equal" && left?.length === 10,
  );
  const nameBits = why
    .filter(({ feature }) => nameFeatures.has(feature))
    .reduce((sum, { bits }) => sum + bits, 0);
  return born && nameBits >= strongNameBits && score >= strongScore;
}

const nameFeatures: ReadonlySet<string> = new Set(["surname", "given", "patronymic", "name"]);

function inOrder(
  own: FoundLink["first"],
  other: FoundLink["first"],
  { why, score }: Match,
): Omit<FoundLink, "id"> {
  const isFirst = own.entryId < other.entryId;
  const evidence = why
    .filter(({ feature }) => feature !== "prior")
    .map(({ feature, relation, left, right, bits }: Evidence) => ({
      feature,
      relation,
      left: isFirst ? left : right,
      right: isFirst ? right : left,
      bits,
    }));
  return {
    first: isFirst ? own : other,
    second: isFirst ? other : own,
    evidence,
    strength: score,
  };
}
