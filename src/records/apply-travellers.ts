// Brings the stated travellers of one message into the rows of one flight: new rows, changed rows, joined persons.
import { newId, type Transaction } from "#platform";
import { changedFields, changesIdentity } from "./change.ts";
import { asCorrected } from "./corrected.ts";
import { linkRows, type LinkReason, type LinkRow } from "./link.ts";
import { matchRows } from "./match-rows.ts";
import {
  detailsOf,
  insertTravellers,
  joinPersons,
  replaceTravellers,
  type KeptTraveller,
  type NewChange,
  type NewTraveller,
} from "./store.ts";
import type { Source, StatedTraveller, TravellerDetail, TravellerState } from "./traveller.ts";

/** A traveller to screen: one row's words about one person on one flight. */
export type ScreenablePerson = {
  readonly personId: string;
  readonly travellerId: string;
  readonly source: Source;
  readonly surname: string;
  readonly given: string | null;
  readonly sex: string | null;
  readonly birthDate: string | null;
  readonly nationality: string | null;
  readonly documents: readonly {
    readonly type: string | null;
    readonly number: string;
    readonly issuer: string | null;
  }[];
  /** As sent; and whether the birth year may be a hundred years earlier. */
  readonly birthPlace?: string;
  readonly birthYearAmbiguous?: true;
  /** The day of the flight. */
  readonly travelsOn?: string;
};

/** What is compared of a kept detail beside the columns. */
export function comparedDetail(
  detail: Readonly<Record<string, unknown>>,
): Pick<ScreenablePerson, "birthPlace" | "birthYearAmbiguous"> {
  const place = detail["placeOfBirth"];
  return {
    ...(typeof place === "string" ? { birthPlace: place } : {}),
    ...(detail["birthYearAmbiguous"] === true ? { birthYearAmbiguous: true } : {}),
  };
}

export type TravellersApplied = {
  readonly added: number;
  readonly changed: number;
  readonly toScreen: ScreenablePerson[];
  readonly changes: NewChange[];
  /** The rows as they stand after this message, of all sources. */
  readonly rows: KeptTraveller[];
  /** For each stated traveller its row's id, in order. */
  readonly travellerIds: string[];
  /** The rows that were made. */
  readonly newcomers: ReadonlySet<string>;
};

/** The persons whom changes of travellers' rows concern. */
export function personsChanged(
  changes: readonly NewChange[],
  rows: readonly KeptTraveller[],
): readonly string[] {
  const changed = new Set(
    changes.filter(({ subjectKind }) => subjectKind === "traveller").map(({ subjectId }) => subjectId),
  );
  if (changed.size === 0) return [];
  return rows.filter((row) => changed.has(row.traveller_id)).map((row) => row.person_id);
}

const keysOf = (row: KeptTraveller) => ({
  nameKey: row.name_key,
  birthDate: row.birth_date,
  locator: row.locator,
  travellerRef: row.traveller_ref,
  documentNumbers: row.document_numbers,
});

const linkRow = (row: KeptTraveller): LinkRow => ({
  surname: row.surname,
  nameKey: row.name_key,
  birthDate: row.birth_date,
  locator: row.locator,
  seat: row.seat,
  documentNumbers: row.document_numbers,
});

/**
 * Applies `stated` (all of one source) to the flight's `rows`. `candidates` are the rows a stated traveller may be
 * (for bookings: those of the same booking), by index of `stated`; without it, all rows of the source.
 */
export async function applyTravellers(
  tx: Transaction,
  input: {
    flight: { date: string; id: string };
    receiptId: string;
    source: Source;
    stated: readonly StatedTraveller[];
    rows: readonly KeptTraveller[];
    bookingIds?: readonly string[];
    state?: TravellerState;
  },
): Promise<TravellersApplied> {
  const { flight, receiptId, source, stated } = input;
  const own = input.rows.filter((row) => row.source === source);
  const found = matchWithinBookings(own, stated, input.bookingIds);
  const fresh: NewTraveller[] = [];
  const differing: { row: KeptTraveller; stated: StatedTraveller; bookingId: string | null }[] = [];
  const after = new Map(input.rows.map((row) => [row.traveller_id, row]));
  const travellerIds: string[] = [];
  const back: { row: KeptTraveller; stated: StatedTraveller; bookingId: string | null }[] = [];

  for (const [index, said] of stated.entries()) {
    const bookingId = said.booking === null ? null : (input.bookingIds?.[said.booking] ?? null);
    const row = own[found[index] ?? -1];
    if (row === undefined) {
      const travellerId = newId(tx.at);
      const next: NewTraveller = {
        travellerId,
        personId: travellerId,
        linkReason: null,
        bookingId,
        state: input.state ?? "expected",
        stated: said,
      };
      fresh.push(next);
      after.set(travellerId, keptFrom(next, 1, tx.at));
      travellerIds.push(travellerId);
      continue;
    }
    travellerIds.push(row.traveller_id);
    // Said by a message that came before the one that the row stands for: what is newer stays.
    if (row.last_received_at > tx.at) continue;
    if (!row.content_hash.equals(said.contentHash)) differing.push({ row, stated: said, bookingId });
    else if (row.state === "withdrawn") back.push({ row, stated: said, bookingId });
  }

  const changes: NewChange[] = [];
  const replaced: NewTraveller[] = [];
  const again = new Set<string>();
  await noteDifferences(tx, flight, [...differing, ...back], input.state, { changes, replaced, again });
  for (const next of replaced)
    after.set(next.travellerId, keptFrom(next, (after.get(next.travellerId)?.version ?? 1) + 1, tx.at));

  const links = linkSources(after, source, new Set([...fresh.map((row) => row.travellerId), ...again]));
  const joined = links.filter((link) => !fresh.some((row) => row.travellerId === link.travellerId));
  const linkOf = new Map(links.map((link) => [link.travellerId, link]));
  insertTravellers(
    tx,
    flight,
    receiptId,
    fresh.map((row) => {
      const link = linkOf.get(row.travellerId);
      return link === undefined ? row : { ...row, personId: link.personId, linkReason: link.reason };
    }),
  );
  replaceTravellers(tx, flight, receiptId, replaced);
  joinPersons(tx, flight, joined);
  for (const link of links) {
    const row = after.get(link.travellerId);
    if (row !== undefined) after.set(link.travellerId, { ...row, person_id: link.personId });
    changes.push({
      changeId: newId(tx.at),
      subjectKind: "traveller",
      subjectId: link.travellerId,
      version: row?.version ?? 1,
      what: "linked",
      fields: [{ field: link.reason.rule, before: null, after: link.reason.equal.join(", ") }],
    });
  }
  const restricted = new Set(
    input.rows.filter((row) => row.restricted_at !== null).map((row) => row.person_id),
  );
  const toScreen = [...fresh, ...replaced.filter((row) => again.has(row.travellerId))]
    .filter((row) => !restricted.has(after.get(row.travellerId)?.person_id ?? row.personId))
    .map((row) =>
      screenable(row.stated, flight.date, {
        travellerId: row.travellerId,
        personId: after.get(row.travellerId)?.person_id ?? row.personId,
      }),
    );
  return {
    added: fresh.length,
    changed: replaced.length,
    toScreen,
    changes,
    rows: [...after.values()],
    travellerIds,
    newcomers: new Set(fresh.map((row) => row.travellerId)),
  };
}

/** PNR travellers are sought in their own booking only: namesakes in two bookings are two persons. */
function matchWithinBookings(
  own: readonly KeptTraveller[],
  stated: readonly StatedTraveller[],
  bookingIds: readonly string[] | undefined,
): number[] {
  if (bookingIds === undefined) return matchRows(own.map(keysOf), stated);
  const found = Array.from<number>({ length: stated.length }).fill(-1);
  const ownBy = Map.groupBy(own.keys(), (index) => own[index]?.booking_id ?? "");
  const statedBy = Map.groupBy(stated.keys(), (index) => bookingIds[stated[index]?.booking ?? -1] ?? "");
  for (const [bookingId, indexes] of statedBy) {
    const rows = ownBy.get(bookingId) ?? [];
    const kept = rows.map((index) => own[index]).filter((row) => row !== undefined);
    const said = indexes.map((index) => stated[index]).filter((each) => each !== undefined);
    for (const [at, row] of matchRows(kept.map(keysOf), said).entries()) {
      const index = indexes[at];
      if (index !== undefined && row >= 0) found[index] = rows[row] ?? -1;
    }
  }
  return found;
}

async function noteDifferences(
  tx: Transaction,
  flight: { date: string; id: string },
  differing: readonly { row: KeptTraveller; stated: StatedTraveller; bookingId: string | null }[],
  state: TravellerState | undefined,
  into: { changes: NewChange[]; replaced: NewTraveller[]; again: Set<string> },
): Promise<void> {
  if (differing.length === 0) return;
  const details = new Map(
    (
      await detailsOf(
        tx,
        flight,
        differing.map(({ row }) => row.traveller_id),
      )
    ).map((each) => [each.traveller_id, each.detail]),
  );
  for (const { row, stated: said, bookingId } of differing) {
    const detail = details.get(row.traveller_id) ?? {};
    // What was corrected on request stays corrected where the carrier repeats the wrong value.
    const stated = asCorrected(said.nameKey === "" ? completed(said, row, detail) : said, row.corrected);
    const fields = changedFields(row, detail, stated);
    const returns = row.state === "withdrawn";
    // A list sent again after close-out does not undo who was on board; a withdrawn traveller named again is back.
    const next = state ?? (returns ? "expected" : row.state);
    into.replaced.push({
      travellerId: row.traveller_id,
      personId: row.person_id,
      linkReason: null,
      bookingId: bookingId ?? row.booking_id,
      state: next,
      stated,
    });
    if (returns) fields.push({ field: "state", before: row.state, after: next });
    if (changesIdentity(fields) || returns) into.again.add(row.traveller_id);
    into.changes.push({
      changeId: newId(tx.at),
      subjectKind: "traveller",
      subjectId: row.traveller_id,
      version: row.version + 1,
      what: "changed",
      fields,
    });
  }
}

/**
 * What a message says of a traveller whom it names by reference only (a change of the document, say), with what is known of
 * the person otherwise: nobody loses the name by it.
 */
function completed(
  said: StatedTraveller,
  row: KeptTraveller,
  detail: Record<string, unknown>,
): StatedTraveller {
  const told = Object.entries(said.detail).filter(
    ([, value]) => value !== null && (!Array.isArray(value) || value.length > 0),
  );
  const documents = said.detail.documents.length > 0 ? said.documentNumbers : row.document_numbers;
  return {
    ...said,
    surname: row.surname,
    given: row.given,
    nameKey: row.name_key,
    sex: said.sex ?? row.sex,
    birthDate: said.birthDate ?? row.birth_date,
    nationality: said.nationality ?? row.nationality,
    locator: said.locator ?? row.locator,
    travellerRef: said.travellerRef ?? row.traveller_ref,
    seat: said.seat ?? row.seat,
    documentNumbers: documents,
    detail: { ...said.detail, ...detail, ...Object.fromEntries(told) },
  };
}

/** Joins rows of `source` that are new or changed with single rows of the other source. */
function linkSources(
  after: ReadonlyMap<string, KeptTraveller>,
  source: Source,
  touched: ReadonlySet<string>,
): { travellerId: string; personId: string; reason: LinkReason }[] {
  const rows = [...after.values()].filter(
    (row) => row.state !== "withdrawn" || touched.has(row.traveller_id),
  );
  const persons = new Map<string, number>();
  for (const row of rows) persons.set(row.person_id, (persons.get(row.person_id) ?? 0) + 1);
  const single = (row: KeptTraveller) => persons.get(row.person_id) === 1;
  const left = rows.filter((row) => row.source === source && touched.has(row.traveller_id) && single(row));
  const right = rows.filter((row) => row.source !== source && single(row));
  if (left.length === 0 || right.length === 0) return [];
  return linkRows(left.map(linkRow), right.map(linkRow)).flatMap((link) => {
    const own = left[link.left];
    const other = right[link.right];
    if (own === undefined || other === undefined) return [];
    return [{ travellerId: own.traveller_id, personId: other.person_id, reason: link.reason }];
  });
}

function keptFrom(next: NewTraveller, version: number, at: Date): KeptTraveller {
  const { stated } = next;
  return {
    traveller_id: next.travellerId,
    person_id: next.personId,
    source: stated.source,
    booking_id: next.bookingId,
    state: next.state,
    surname: stated.surname,
    given: stated.given,
    name_key: stated.nameKey,
    sex: stated.sex,
    birth_date: stated.birthDate,
    nationality: stated.nationality,
    locator: stated.locator,
    traveller_ref: stated.travellerRef,
    seat: stated.seat,
    role: stated.role,
    document_numbers: [...stated.documentNumbers],
    content_hash: stated.contentHash,
    version,
    last_received_at: at,
    corrected: null,
    restricted_at: null,
  };
}

function screenable(
  stated: StatedTraveller,
  travelsOn: string,
  who: { readonly travellerId: string; readonly personId: string },
): ScreenablePerson {
  const { source, surname, given, sex, birthDate, nationality, detail } = stated;
  const documents = detail.documents.map(({ type, number, issuer }) => ({ type, number, issuer }));
  const named = { ...who, source, surname, given, sex, birthDate, nationality, documents };
  return { ...named, ...comparedDetail(detail), travelsOn };
}

/** Persons of kept rows who travel again although no message says anything new of them: their alerts were withdrawn. */
export async function screenableAgain(
  tx: Transaction,
  flight: { date: string; id: string },
  rows: readonly KeptTraveller[],
): Promise<ScreenablePerson[]> {
  if (rows.length === 0) return [];
  const kept = await detailsOf(
    tx,
    flight,
    rows.map((row) => row.traveller_id),
  );
  const details = new Map(kept.map(({ traveller_id, detail }) => [traveller_id, detail as TravellerDetail]));
  return rows.map(({ traveller_id: travellerId, person_id: personId, source, surname, given, ...row }) => {
    const { sex, birth_date: birthDate, nationality } = row;
    const detail = details.get(travellerId);
    const documents = (detail?.documents ?? []).map(({ type, number, issuer }) => ({ type, number, issuer }));
    const who = { personId, travellerId, source, surname, given, sex, birthDate, nationality, documents };
    return { ...who, ...comparedDetail(detail ?? {}), travelsOn: flight.date };
  });
}
