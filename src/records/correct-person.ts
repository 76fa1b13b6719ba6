// Corrects what the records say of one person on one flight, on that person's request (LED-16): in every row, with its history.
import { newId, refuse, type Refusal, type Transaction } from "#platform";
import { changedFields } from "./change.ts";
import { asCorrected, type Corrected, type Correction } from "./corrected.ts";
import { partsOfKey } from "./flight.ts";
import { travellerRows, type TravellerReadRow } from "./read-store.ts";
import { insertChanges, writeCorrected, type NewChange } from "./store.ts";
import type { TravellerDetail } from "./traveller.ts";

/**
 * Puts the corrections into each row that has the wrong value and writes the change down, before and after. `because`: the id of
 * what ordered it, in the place of a message. A carrier that repeats the wrong value does not undo it. Refuses
 * `correction-overtaken` when a value that is to be corrected stands in no row any more. Returns how many rows were changed.
 */
export async function correctPerson(
  tx: Transaction,
  key: string,
  because: string,
  corrections: readonly Correction[],
): Promise<number | Refusal> {
  const at = partsOfKey(key);
  const rows = await travellerRows(tx, at, at.person);
  const corrected: Corrected = Object.fromEntries(
    corrections.map(({ field, before, after }) => [field, { before, after }]),
  );
  const changes: NewChange[] = [];
  const met = new Set<string>();
  for (const row of rows) {
    const now = asCorrected(statedBy(row), corrected);
    const fields = changedFields(row, row.detail, { ...statedBy(row), ...now });
    for (const { field } of corrections) if (stands(row, field, corrected)) met.add(field);
    if (fields.length === 0) continue;
    writeCorrected(tx, at, {
      travellerId: row.traveller_id,
      stated: now,
      corrected: { ...row.corrected, ...corrected },
    });
    changes.push({
      changeId: newId(tx.at),
      subjectKind: "traveller",
      subjectId: row.traveller_id,
      version: row.version + 1,
      what: "corrected",
      fields,
    });
  }
  const missed = corrections.find(({ field }) => !met.has(field));
  if (missed !== undefined)
    return refuse(
      "correction-overtaken",
      `What was to be corrected (${missed.field}) does not stand in the record any more. Look the person up again.`,
    );
  insertChanges(tx, at, because, changes);
  return changes.length;
}

function stands(row: TravellerReadRow, field: Correction["field"], corrected: Corrected): boolean {
  const before = corrected[field]?.before ?? null;
  if (field === "document") return before !== null && row.document_numbers.includes(before);
  const column = { surname: row.surname, given: row.given, birthDate: row.birth_date } as const;
  const other = { sex: row.sex, nationality: row.nationality } as const;
  return (
    (field in column ? column[field as keyof typeof column] : other[field as keyof typeof other]) === before
  );
}

/** A kept row as a message would state it. */
function statedBy(row: TravellerReadRow) {
  return {
    source: row.source,
    role: row.role as "passenger",
    surname: row.surname,
    given: row.given,
    nameKey: row.name_key,
    sex: row.sex,
    birthDate: row.birth_date,
    nationality: row.nationality,
    locator: row.locator,
    travellerRef: row.traveller_ref,
    seat: row.seat,
    documentNumbers: row.document_numbers,
    detail: row.detail as TravellerDetail,
    contentHash: row.content_hash,
    segment: row.segment,
    booking: null,
  };
}
