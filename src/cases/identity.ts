// Who a traveller is for the register of cleared namesakes: hashes, so that the register is no travel history.
import { createHash } from "node:crypto";
import { nameKey } from "#records";
import { phonemicNameKey, type Traveller } from "#screening";

/**
 * `durable`: one key for each travel document, over its country, type and number with birth date and phonemic name, so
 * that a respelt name under one passport is the same identity; may carry a clearing to other flights. `redress`: the same
 * over redress numbers, which tie documents of one holder together. `bare`: the key over birth date and name alone when
 * no document is known; holds on the same flight only, because the listed person himself may have both in common with a
 * cleared namesake.
 */
export type IdentityKeys = {
  readonly durable: readonly Buffer[];
  readonly redress: readonly Buffer[];
  readonly bare: readonly Buffer[];
};

/** Numbers that programmes give to travellers, as bookings carry them beside documents: redress, known traveller. */
const redressType = "R";
const programmeTypes: ReadonlySet<string> = new Set([redressType, "K"]);

/** The keys of one traveller's data (screening.md section 7). Equal data give equal keys whatever the order or spacing. */
export function identityKeys(
  traveller: Pick<Traveller, "surname" | "given" | "birthDate" | "documents">,
): IdentityKeys {
  const { surname, given, birthDate } = traveller;
  // A name that no reading is known of is at least compared as it is written.
  const name = phonemicNameKey(surname, given);
  const who = [birthDate ?? "", name === "" ? nameKey(surname, given) : name];
  const numbers = traveller.documents
    .map(({ issuer, type, number }) => ({
      issuer: issuer?.toUpperCase() ?? "",
      type: type?.toUpperCase() ?? "",
      number: numberKey(number),
    }))
    .filter(({ number }) => number !== "");
  const redress = numbers
    .filter(({ type }) => type === redressType)
    .map(({ number }) => keyOf(["redress", number, ...who]));
  const documents = numbers.filter(({ type }) => !programmeTypes.has(type));
  if (documents.length === 0) return { durable: [], redress, bare: [keyOf(["bare", ...who])] };
  const durable = documents.map(({ issuer, type, number }) =>
    keyOf(["document", issuer, type, number, ...who]),
  );
  return { durable, redress, bare: [] };
}

/** A document number in capitals and digits, without separators and fillers. */
function numberKey(number: string): string {
  return number.toUpperCase().replace(/[^\p{L}\p{N}]/gu, "");
}

function keyOf(parts: readonly string[]): Buffer {
  return createHash("sha256").update(parts.join("\u001f"), "utf8").digest();
}
