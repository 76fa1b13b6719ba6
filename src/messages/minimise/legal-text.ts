// The text of law by which each kept field may be kept, and what is wrong with a list that holds a field without one.
import type { Basis, Leaf } from "./admitted-fields.ts";

export type Spec = Leaf | readonly [Spec] | { readonly [key: string]: Spec };

export const isLeaf = (spec: Spec): spec is Leaf => "basis" in spec;
export const isList = (spec: Spec): spec is readonly [Spec] => Array.isArray(spec);

/** Elements of Annex I of Directive (EU) 2016/681. */
const ELEMENTS = 19;

/**
 * The text of law that names a field, or what is wrong with its basis: ICAO Annex 9, 9.24 a wants the law to name each
 * element, 9.9 wants what goes beyond its lists to stand in PAXLST or in a maintenance request of the WCO. Null: the field is
 * never kept, or tells of the message itself.
 */
export function legalTextOf(basis: Basis): { readonly text: string | null } | { readonly fault: string } {
  if (basis === "message" || basis === "beyond") return { text: null };
  if (basis === "api-person") return { text: "Regulation (EU) 2025/13 Art. 4(2)" };
  if (basis === "api-flight") return { text: "Regulation (EU) 2025/13 Art. 4(3)" };
  if (typeof basis === "number")
    return Number.isInteger(basis) && basis >= 1 && basis <= ELEMENTS
      ? { text: `Directive (EU) 2016/681 Annex I (${basis})` }
      : { fault: `Annex I has no element ${basis}: its elements are 1 to ${ELEMENTS}` };
  if (typeof basis !== "object" || basis === null) return { fault: "it names no text of law" };
  if (typeof basis.law !== "string" || basis.law.trim().length < 8)
    return { fault: "it names no article of law" };
  if (basis.element !== undefined && /^[A-Z]{3}(?: [A-Z]?\d{3,4})+$/.test(basis.element))
    return { text: basis.law };
  return basis.dmrReference !== undefined && /^DMR[ /-]?\d+/.test(basis.dmrReference)
    ? { text: basis.law }
    : {
        fault:
          "it goes beyond the lists: give its element of PAXLST (ATT 9017) or its maintenance request (DMR 123)",
      };
}

/** Every field of a list whose basis is none, by its path. */
export function faultsOfList(
  spec: Spec,
  path = "",
): readonly { readonly path: string; readonly fault: string }[] {
  if (isLeaf(spec)) {
    const found = legalTextOf(spec.basis);
    return "fault" in found ? [{ path, fault: found.fault }] : [];
  }
  if (isList(spec)) return faultsOfList(spec[0], path);
  return Object.entries(spec).flatMap(([key, of]) => faultsOfList(of, path === "" ? key : `${path}.${key}`));
}

/** Throws where a field of a list is bound to no text of law: with such a list nothing is read at all. */
export function boundToLaw<Fields extends Spec>(fields: Fields): Fields {
  const [first] = faultsOfList(fields);
  if (first !== undefined) throw new Error(`the field ${first.path} may not be kept: ${first.fault}`);
  return fields;
}
