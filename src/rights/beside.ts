// What a person's requests say beside the record, for whoever looks at it: notes, contested accuracy, corrections, a redress number.
import type { Transaction } from "#platform";
import { nameKey, partsOfKey, personFacts } from "#records";
import type { Correction } from "#records";
import type { Beside } from "./contract.ts";
import { correctionsBeside } from "./execution-store.ts";
import { holderHash, redressBits } from "./redress.ts";
import { marksBeside, redressNumbers } from "./request-store.ts";
import { opened, type RightsServices } from "./requests.ts";

/** As bookings carry them beside documents. */
const redressType = "R";

/** Everything that stands beside one person's record on a flight. */
export async function besideRecord(
  tx: Transaction,
  { key }: Pick<RightsServices, "key">,
  personKey: string,
): Promise<Beside> {
  const at = partsOfKey(personKey);
  const marks = await marksBeside(tx, at);
  const corrections = await correctionsBeside(tx, at);
  const redress = await redressBeside(tx, personKey);
  // That nothing stands beside a record says something of its person too.
  tx.record({
    action: "rights-marks.viewed",
    subjectKind: "traveller",
    subjectId: personKey,
    about: [at.person],
  });
  return {
    marks: marks.map((mark) => ({
      kind: mark.kind,
      text: opened<string>(key, mark.mark_id, mark.sealed_text),
      at: mark.made_at.toISOString(),
    })),
    corrections: corrections.flatMap(({ execution_id: id, sealed, decided_at: on }) =>
      opened<{ corrections: readonly Correction[] }>(key, `${id} granted`, sealed).corrections.map(
        (each) => ({
          ...each,
          at: on.toISOString(),
        }),
      ),
    ),
    redress,
  };
}

async function redressBeside(tx: Transaction, personKey: string): Promise<Beside["redress"]> {
  const facts = await personFacts(tx, personKey);
  const sources = facts?.sources ?? [];
  const given = sources.flatMap(({ documents }) =>
    documents.filter(({ type }) => type === redressType).map(({ number }) => number.toUpperCase()),
  );
  if (given.length === 0) return null;
  const [issued] = await redressNumbers(tx, given);
  if (issued === undefined) return null;
  const holder = sources.some(
    ({ birthDate, surname, given: named }) =>
      issued.holder?.equals(holderHash(birthDate, nameKey(surname, named))) === true,
  );
  return {
    number: issued.number,
    issuedAt: issued.issued_at.toISOString(),
    holder,
    bits: redressBits(holder),
  };
}
