// Lays values out as a segment by the grammar: each is named by its data element (`3035`, `C080`), never by counting.
import type { ElementGrammar, SegmentDirectory, SegmentGrammar } from "../grammar/grammar.ts";
import type { SegmentToWrite } from "./write.ts";

/** A data element: its first component alone, or its components by their ids; several of one id in their order. */
export type ElementContent = string | Readonly<Record<string, string | readonly string[]>>;
/** A segment's data elements by their ids; several of one id (repeated, or standing twice) in their order. */
export type SegmentContent = Readonly<Record<string, ElementContent | readonly ElementContent[]>>;

/** Positions (from 0) of the data elements of one id, and what they are made of. */
type Places = { readonly element: ElementGrammar; readonly first: number }[];

const placesOfSegment = new WeakMap<SegmentGrammar, ReadonlyMap<string, Places>>();

function placesIn(segment: SegmentGrammar): ReadonlyMap<string, Places> {
  const known = placesOfSegment.get(segment);
  if (known !== undefined) return known;
  const places = new Map<string, Places>();
  let first = 0;
  for (const element of segment.elements) {
    const same = places.get(element.id);
    if (same === undefined) places.set(element.id, [{ element, first }]);
    else same.push({ element, first });
    first += element.max;
  }
  placesOfSegment.set(segment, places);
  return places;
}

function isList(content: ElementContent | readonly ElementContent[]): content is readonly ElementContent[] {
  return Array.isArray(content);
}

function componentsOf(tag: string, element: ElementGrammar, content: ElementContent): string | string[] {
  if (typeof content === "string") return content;
  const laid: string[] = [];
  for (const [id, values] of Object.entries(content)) {
    let from = 0;
    for (const value of typeof values === "string" ? [values] : values) {
      while (from < element.components.length && element.components[from]!.id !== id) from++;
      if (from === element.components.length) throw new Error(`${tag} ${element.id} has no place for ${id}`);
      laid[from++] = value;
    }
  }
  return Array.from(laid, (value) => value ?? "");
}

/**
 * A segment out of its values: `layOut(directory, "NAD", { "3035": "FL", C080: { "3036": ["DOE", "JANE"] } })` gives
 * `["NAD", "FL", "", "", ["DOE", "JANE"]]`. An id that the segment has not, or has less often, is a mistake of the
 * caller and thrown.
 */
export function layOut(directory: SegmentDirectory, tag: string, content: SegmentContent): SegmentToWrite {
  const segment = directory[tag];
  if (segment === undefined) throw new Error(`the directory has no ${tag}`);
  const places = placesIn(segment);
  const laid: (string | string[])[] = [];
  for (const [id, contents] of Object.entries(content)) {
    const values = isList(contents) ? contents : [contents];
    let next = 0;
    for (const { element, first } of places.get(id) ?? []) {
      for (let repeat = 0; repeat < element.max && next < values.length; repeat++) {
        laid[first + repeat] = componentsOf(tag, element, values[next++]!);
      }
    }
    if (next < values.length) throw new Error(`${tag} has no place for ${values.length} of ${id}`);
  }
  return [tag, ...Array.from(laid, (value) => value ?? "")];
}
