// Who a traveller is for the register of cleared namesakes: hashes, so that the register is no travel history.
import { createHash } from "node:crypto";
import { nameKey } from "#records";
import type { Traveller } from "#screening";

/**
 * `durable`: one key for each travel document, over its country, type and number with birth date and name; may carry a
 * clearing to other flights. `bare`: the key over birth date and name alone when no document is known; holds on the
 * same flight only, because the listed person himself may have both in common with a cleared namesake.
 */
export type IdentityKeys = { readonly durable: readonly Buffer[]; readonly bare: readonly Buffer[] };

/** The keys of one traveller's data (screening.md section 7). Equal data give equal keys whatever the order or spacing. */
export function identityKeys(
  traveller: Pick<Traveller, "surname" | "given" | "birthDate" | "documents">,
): IdentityKeys {
  // Words in alphabetical order: surname and given name swapped are the same name.
  const who = [traveller.birthDate ?? "", nameKey(traveller.surname, traveller.given)];
  const documents = traveller.documents.map((document) => [
    "document",
    document.issuer?.toUpperCase() ?? "",
    document.type?.toUpperCase() ?? "",
    numberKey(document.number),
    ...who,
  ]);
  const known = documents.filter((parts) => parts[3] !== "");
  if (known.length === 0) return { durable: [], bare: [keyOf(["bare", ...who])] };
  return { durable: known.map(keyOf), bare: [] };
}

/** A document number in capitals and digits, without separators and fillers. */
function numberKey(number: string): string {
  return number.toUpperCase().replace(/[^\p{L}\p{N}]/gu, "");
}

function keyOf(parts: readonly string[]): Buffer {
  return createHash("sha256").update(parts.join("\u001f"), "utf8").digest();
}
