// What the segments of a message are for, from their tags alone: for a source of which values have been cut.
import { envelopeGrammars, grammarFor, messageGrammars } from "./catalogue.ts";
import { usesOf, type ElementGrammar } from "./grammar.ts";
import { serviceStringParts } from "./segments/service.ts";
import { GrammarWalk } from "./walk.ts";

/** A segment's tag and its first value, the qualifier ("" where it is not known). */
export type TaggedSegment = { readonly tag: string; readonly qualifier: string };

/**
 * For each segment of a message (UNH first) what it is for at its place, else the segment's name; null where the grammar of
 * `kind` (and `version`, `D.05B`) knows neither.
 */
export function segmentPurposes(
  kind: string,
  version: string | null,
  segments: readonly TaggedSegment[],
): readonly (string | null)[] {
  const grammar = grammarFor(kind, version?.split(".")[0] ?? "");
  if (grammar === null) return segments.map(() => null);
  const walk = new GrammarWalk<null>(grammar);
  return segments.map(({ tag, qualifier }) => {
    const { use } = walk.next(tag, qualifier, null);
    return use?.purpose ?? grammar.directory[tag]?.name ?? null;
  });
}

/** Every name and purpose that can be told of a segment, the names of its data elements, and what their codes mean. */
export function grammarSentences(): ReadonlySet<string> {
  const sentences = new Set<string>(serviceStringParts);
  for (const { body, directory } of [...messageGrammars, ...envelopeGrammars]) {
    for (const { tag, purpose } of usesOf(body)) {
      sentences.add(purpose);
      const segment = directory[tag];
      if (segment === undefined) continue;
      sentences.add(segment.name);
      for (const sentence of segment.elements.flatMap(wordsOf)) sentences.add(sentence);
    }
  }
  return sentences;
}

function wordsOf({ name, components }: ElementGrammar): readonly string[] {
  return [
    name,
    ...components.flatMap((component) => [component.name, ...Object.values(component.codes?.meanings ?? {})]),
  ];
}
