// The structural validator: holds a message against its grammar, piece by piece, and adds what departs from it.
import type { FindingCollector, Place } from "../findings.ts";
import type { SegmentedMessage } from "../edifact/segments.ts";
import type { MessageGrammar } from "./grammar.ts";
import { capitals, checkValues } from "./values.ts";
import { GrammarWalk } from "./walk.ts";
import type { SegmentPlace } from "./walk.ts";

/** What the envelope's own checks already say of UNH and UNT. */
const ofTheEnvelope: ReadonlySet<string> = new Set(["UNH", "UNT"]);

export class StructureCheck {
  readonly #grammar: MessageGrammar;
  readonly #findings: FindingCollector;
  readonly #walk: GrammarWalk<Place>;
  #last: Place = { segment: null, tag: null, offset: null };

  constructor(grammar: MessageGrammar, findings: FindingCollector) {
    this.#grammar = grammar;
    this.#findings = findings;
    this.#walk = new GrammarWalk(grammar);
  }

  /** Checks the segment at `s` of the table, the one after that of the call before; answers its place in the grammar. */
  next(m: SegmentedMessage, s: number): SegmentPlace {
    const tag = m.tagText(s);
    const at = m.place(s);
    this.#last = at;
    const place = this.#walk.next(tag, m.trimmed(s, 1, 1), at);
    this.#tell(tag, at, place.departure);
    const segment = this.#grammar.directory[tag];
    if (segment !== undefined) checkValues(m, s, segment, this.#findings);
    return place;
  }

  /** The message is at its end: says what is missing. */
  end(): void {
    this.#walk.end();
    for (const { tag, group, marker } of this.#walk.absences) {
      if (ofTheEnvelope.has(tag)) continue;
      const element = capitals(group === null ? tag : `${tag} (${group})`);
      this.#findings.add("EDI13", marker ?? this.#last, { element });
    }
  }

  #tell(tag: string, at: Place, departure: SegmentPlace["departure"]): void {
    if (departure === null) return;
    const findings = this.#findings;
    if (departure.kind === "unknown") findings.add("EDI15", at, { tag, type: this.#grammar.type });
    else if (departure.kind === "order") findings.add("SEGMENT_ORDER", at, { tag, before: departure.before });
    else if (departure.kind === "segments") findings.add("EDI35", at, { tag, limit: departure.limit });
    else findings.add("EDI36", at, { group: departure.group, limit: departure.limit });
  }
}
