// Holds the values of one segment against the segment directory: what is missing, too long, of the wrong kind, too much.
import type { FindingCollector, GivenValues } from "../findings.ts";
import type { SegmentedMessage } from "../edifact/segments.ts";
import type { MessageCode } from "../codes.ts";
import type { ComponentGrammar, ElementGrammar, Representation, SegmentGrammar } from "./grammar.ts";

/** The entry of the directory for the data element at position `e` (from 1); null beyond the last. */
export function elementAt(segment: SegmentGrammar, e: number): ElementGrammar | null {
  let position = 0;
  for (const element of segment.elements) {
    position += element.max;
    if (e <= position) return element;
  }
  return null;
}

/** How many data elements the segment has at most. */
function mostElements(segment: SegmentGrammar): number {
  return segment.elements.reduce((sum, { max }) => sum + max, 0);
}

/** Where a finding of `checkValues` goes: data element and component; no component: the data element as a whole. */
type Complaints = {
  readonly add: (code: MessageCode, e: number, c: number | null, values: GivenValues) => void;
};

/**
 * Checks the segment at `s` and adds what is wrong with its values (EDI12, 13, 16, 37, 39, 40). `ordinal`: the segment's
 * number for the findings, 0 outside of messages.
 */
export function checkValues(
  m: SegmentedMessage,
  s: number,
  segment: SegmentGrammar,
  findings: FindingCollector,
  ordinal = m.ordinal(s),
): void {
  const complaints: Complaints = {
    // Where in the segment: for CONTRL, which names an element that may not be there.
    add: (code, e, c, values) =>
      findings.add(
        code,
        { segment: ordinal, tag: segment.tag, offset: m.offset(s, e, c ?? 1) },
        { ...values, element_position: e, ...(c !== null && { component_position: c }) },
      ),
  };
  const elements = m.elementCount(s);
  const most = mostElements(segment);
  if (elements > most && hasElementBeyond(m, s, most)) {
    complaints.add("EDI16", most + 1, null, { item: segment.tag, found: elements, limit: most });
  }
  let position = 0;
  for (const element of segment.elements) {
    for (let i = 0; i < element.max; i++) {
      position++;
      if (i > 0 && position > elements) break;
      checkElement(
        m,
        s,
        { segment, element, position, mandatory: i === 0 && element.status === "M" },
        complaints,
      );
    }
  }
}

/** Empty data elements at the end are a trailing separator, not a further constituent. */
function hasElementBeyond(m: SegmentedMessage, s: number, most: number): boolean {
  for (let e = most + 1; e <= m.elementCount(s); e++) if (!isEmpty(m, s, e)) return true;
  return false;
}

function isEmpty(m: SegmentedMessage, s: number, e: number): boolean {
  for (let c = 1; c <= m.componentCount(s, e); c++) if (m.has(s, e, c)) return false;
  return true;
}

type ElementPlace = {
  readonly segment: SegmentGrammar;
  readonly element: ElementGrammar;
  readonly position: number;
  readonly mandatory: boolean;
};

function checkElement(m: SegmentedMessage, s: number, at: ElementPlace, complaints: Complaints): void {
  const { segment, element, position, mandatory } = at;
  const item = `${segment.tag} ${element.id}`;
  if (isEmpty(m, s, position)) {
    if (mandatory) complaints.add("EDI13", position, null, { element: capitals(item) });
    return;
  }
  const { components } = element;
  const sent = m.componentCount(s, position);
  for (let c = 1; c <= sent; c++) {
    const component = components[c - 1];
    if (!m.has(s, position, c)) continue;
    if (component === undefined) {
      complaints.add("EDI16", position, c, { item, found: sent, limit: components.length });
      break;
    }
    const part = components.length > 1 ? c : null;
    checkValue(m.trimmed(s, position, c), `${segment.tag} ${component.id}`, component, (code, values) =>
      complaints.add(code, position, part, values),
    );
  }
  for (const [index, component] of components.entries()) {
    if (component.status === "M" && !m.has(s, position, index + 1)) {
      complaints.add("EDI13", position, index + 1, { element: capitals(`${item} ${component.id}`) });
    }
  }
}

/** The standards' own words, in capitals. */
export function capitals(text: string): Uppercase<string> {
  return text.toUpperCase() as Uppercase<string>;
}

const formPattern = /^(an|a|n)(\.\.)?(\d+)$/;

function checkValue(
  value: string,
  item: string,
  component: ComponentGrammar,
  add: (code: MessageCode, values: GivenValues) => void,
): void {
  const form: Representation = component.representation;
  const [, kind = "an", variable, digits = "0"] = formPattern.exec(form) ?? [];
  const limit = Number(digits);
  // Sign and decimal mark do not count (edifact.md 1.4).
  const found = kind === "n" ? value.replace(/[-.,]/g, "").length : value.length;
  if (found > limit) add("EDI39", { item, found, form, limit });
  else if (variable === undefined && found < limit) add("EDI40", { item, found, form, limit });
  const ofKind = kind === "n" ? /^-?\d*(?:[.,]\d*)?$/.test(value) : kind === "an" || !/\d/.test(value);
  if (!ofKind) add("EDI37", { item, form });
  const { codes } = component;
  if (codes?.closed === true && !Object.hasOwn(codes.meanings, value) && ofKind) {
    add("EDI12", { item, value, known: Object.keys(codes.meanings).join(", ") });
  }
}
