// One segment of a table, described by the segment directory: its values with names, byte ranges and meanings.
import { decodeText } from "../edifact/characters.ts";
import type { ServiceCharacters } from "../edifact/service-characters.ts";
import type { SegmentedMessage } from "../edifact/segments.ts";
import type { ExplainedElement, ExplainedSegment, ExplainedValue, ExplainLimits } from "./explanation.ts";
import type { ElementGrammar, SegmentGrammar, SegmentUse } from "./grammar.ts";
import { serviceSegments, serviceStringParts } from "./segments/service.ts";
import { elementAt } from "./values.ts";
import type { PathStep } from "./walk.ts";

/** Where a segment stands: its use in the grammar (null: none) and the groups around it. */
export type Standing = {
  readonly ordinal: number;
  readonly use: SegmentUse | null;
  readonly path: readonly PathStep[];
};

function cutTo(text: string, limit: number): string {
  // A character of two code units is not torn apart.
  return text.length > limit ? `${text.slice(0, limit).replace(/[\uD800-\uDBFF]$/, "")}…` : text;
}

/** Describes the segment at `s`; `segment` is its entry in the directory, null where it has none. */
export function describeSegment(
  m: SegmentedMessage,
  s: number,
  segment: SegmentGrammar | null,
  standing: Standing,
  limits: ExplainLimits,
): ExplainedSegment {
  const { ordinal, use, path } = standing;
  const from = m.start(s);
  // The end of the input may have ended it.
  const to = m.end(s) + (m.bytes[m.end(s)] === m.characters.terminator ? 1 : 0);
  const shown = m.bytes.subarray(from, Math.min(to, from + limits.text * 4));
  return {
    ordinal,
    tag: m.tagText(s),
    start: m.offset(s),
    end: m.absolute(to),
    text: cutTo(decodeText(shown, m.syntaxIdentifier, m.encoding).replace(/[\r\n]+/g, ""), limits.text),
    name: segment?.name ?? null,
    purpose: use?.purpose ?? null,
    path,
    mandatory: use?.status === "M",
    max: use?.max ?? null,
    elements: elementsOf(m, s, segment, limits),
  };
}

function elementsOf(
  m: SegmentedMessage,
  s: number,
  segment: SegmentGrammar | null,
  limits: ExplainLimits,
): readonly ExplainedElement[] {
  const elements: ExplainedElement[] = [];
  let room = limits.values;
  for (let e = 1; e <= m.elementCount(s) && room > 0; e++) {
    const element = segment === null ? null : elementAt(segment, e);
    const values = valuesOf(m, s, { e, element, room }, limits);
    if (values.length === 0) continue;
    room -= values.length;
    elements.push({
      position: e,
      id: element?.id ?? null,
      name: element?.name ?? null,
      mandatory: element?.status === "M",
      start: m.offset(s, e, 1),
      end: m.endOffset(s, e, m.componentCount(s, e)),
      values,
    });
  }
  return elements;
}

function valuesOf(
  m: SegmentedMessage,
  s: number,
  at: { readonly e: number; readonly element: ElementGrammar | null; readonly room: number },
  limits: ExplainLimits,
): readonly ExplainedValue[] {
  const { e, element, room } = at;
  const values: ExplainedValue[] = [];
  for (let c = 1; c <= m.componentCount(s, e) && values.length < room; c++) {
    if (!m.has(s, e, c)) continue;
    const component = element?.components[c - 1];
    const sent = m.value(s, e, c);
    values.push({
      position: c,
      id: component?.id ?? null,
      name: component?.name ?? null,
      start: m.offset(s, e, c),
      end: m.endOffset(s, e, c),
      value: cutTo(sent, limits.value),
      meaning: meaningOf(component?.codes?.meanings, sent.trim()),
    });
  }
  return values;
}

/** Only what the list itself holds: a value such as `constructor` is no code. */
function meaningOf(meanings: Readonly<Record<string, string>> | undefined, sent: string): string | null {
  return meanings !== undefined && Object.hasOwn(meanings, sent) ? (meanings[sent] ?? null) : null;
}

/** UNA at `offset`: six characters, each shown as a data element. */
export function describeServiceString(offset: number, characters: ServiceCharacters): ExplainedSegment {
  const { component, element, decimal, release, repetition, terminator } = characters;
  const sent = [component, element, decimal, release, repetition, terminator].map((code) =>
    code < 0 ? " " : String.fromCharCode(code),
  );
  return {
    ordinal: 0,
    tag: "UNA",
    start: offset,
    end: offset + 9,
    text: `UNA${sent.join("")}`,
    name: serviceSegments["UNA"]?.name ?? null,
    purpose: "States the six service characters.",
    path: [],
    mandatory: false,
    max: 1,
    elements: sent.map((value, i) => ({
      position: i + 1,
      id: null,
      name: serviceStringParts[i] ?? null,
      mandatory: true,
      start: offset + 3 + i,
      end: offset + 4 + i,
      values: [
        {
          position: 1,
          id: null,
          name: serviceStringParts[i] ?? null,
          start: offset + 3 + i,
          end: offset + 4 + i,
          value,
          meaning: null,
        },
      ],
    })),
  };
}
