// Makes entries of the segment directory in few words: `an("3035", "party qualifier", "M", 3)`.
import type {
  CodeList,
  ComponentGrammar,
  ElementGrammar,
  Representation,
  SegmentGrammar,
  Status,
} from "./grammar.ts";

/** The usual codes of a list, or (`closed`) all there are. */
export function codes(meanings: Readonly<Record<string, string>>, closed = false): CodeList {
  return { closed, meanings };
}

/** A component data element. */
export function part(
  id: string,
  name: string,
  status: Status,
  representation: Representation,
  list?: CodeList,
): ComponentGrammar {
  return { id, name, status, representation, ...(list !== undefined && { codes: list }) };
}

/** A composite data element; `max` of them may follow each other. */
export function composite(
  id: string,
  name: string,
  status: Status,
  components: readonly ComponentGrammar[],
  max = 1,
): ElementGrammar {
  return { id, name, status, max, components };
}

/** A simple data element, which is its own only component; `max` of them may follow each other. */
export function simple(
  id: string,
  name: string,
  status: Status,
  representation: Representation,
  list?: CodeList,
  max = 1,
): ElementGrammar {
  return { id, name, status, max, components: [part(id, name, "M", representation, list)] };
}

/** The same component several times: `lines("3042", "street", 4, "an..35")`; only the first may be mandatory. */
export function lines(
  id: string,
  name: string,
  count: number,
  representation: Representation,
  first: Status = "M",
): readonly ComponentGrammar[] {
  return Array.from({ length: count }, (_, i) => part(id, name, i === 0 ? first : "C", representation));
}

/** 1131 and 3055, which say whose code list a code is of. */
export const codeOwner: readonly ComponentGrammar[] = [
  part(
    "1131",
    "code list",
    "C",
    "an..17",
    codes({ "110": "travel document types", "109": "personal status" }),
  ),
  part(
    "3055",
    "agency responsible for the code list",
    "C",
    "an..3",
    codes({ "111": "ICAO", "3": "IATA", ZZZ: "mutually agreed" }),
  ),
];

/** An entry of the directory. */
export function entry(
  tag: string,
  name: string,
  elements: readonly ElementGrammar[],
): readonly [string, SegmentGrammar] {
  return [tag, { tag, name, elements }];
}
