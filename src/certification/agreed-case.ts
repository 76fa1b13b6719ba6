// A conformance case under the agreement with a carrier: whether it is needed of it, and what of it is otherwise.
import type { CaseAgreement, ConformanceCase } from "./case.ts";
import { reason, type Reason } from "./reasons.ts";

const party = { least: 5, most: 10 };

/** How many travellers the case of a party takes. */
export function partyUnder({ interactiveTravellersMax: agreed }: CaseAgreement): typeof party {
  const most = Math.min(party.most, agreed ?? party.most);
  return { least: Math.min(party.least, most), most };
}

/**
 * Whether a case is needed of a carrier, and what its agreement changes in it: a list that is not agreed, or a party where each
 * request has one traveller, is nobody's to send. Pure.
 */
export function caseUnder(
  one: Pick<ConformanceCase, "number" | "group" | "needed" | "list">,
  agreement: CaseAgreement,
): { readonly needed: boolean; readonly notes: readonly Reason[] } {
  const { lists, identifiedBy } = agreement;
  if (one.list !== undefined && lists.length > 0 && !lists.includes(one.list))
    return { needed: false, notes: [reason("agreed-not-owed", { list: one.list })] };
  const notes: Reason[] = [];
  if (one.number === partyCase) {
    const { least, most } = partyUnder(agreement);
    if (most === 1) return { needed: false, notes: [reason("agreed-single")] };
    if (most < party.most) notes.push(reason("agreed-most", { least, most }));
  }
  if (one.group === "interactive" && one.list === "745" && identifiedBy !== "either")
    notes.push(reason(namings[identifiedBy]));
  return { needed: one.needed, notes };
}

const partyCase = 202;
const namings = { ABO: "agreed-by-abo", AVF: "agreed-by-avf", nothing: "agreed-unnamed" } as const;
