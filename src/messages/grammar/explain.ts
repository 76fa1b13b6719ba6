// Explains a transmission: every message of it segment by segment, with what each value is and what is wrong with it.
import type { Finding } from "#vocabulary";
import type { MessageAtHand } from "../assemble.ts";
import type { ServiceCharacters } from "../edifact/service-characters.ts";
import type { SegmentedMessage } from "../edifact/segments.ts";
import { FindingCollector } from "../findings.ts";
import type { ReadMessage } from "../message.ts";
import { readWitnessed } from "../read.ts";
import type { ReadingWitness } from "../witness.ts";
import { grammarFor } from "./catalogue.ts";
import { describeSegment, describeServiceString } from "./describe.ts";
import { batchEnvelope } from "./envelope.ts";
import type { ExplainedSegment, ExplainLimits, Explanation, Explanations } from "./explanation.ts";
import { usesOf } from "./grammar.ts";
import type { MessageGrammar } from "./grammar.ts";
import { serviceSegments } from "./segments/service.ts";
import { StructureCheck } from "./structure.ts";
import { checkValues } from "./values.ts";

export const EXPLAIN_LIMITS: ExplainLimits = {
  messages: 20,
  segments: 2000,
  findings: 500,
  text: 1000,
  value: 300,
  values: 200,
};

const envelopeUses = new Map(usesOf(batchEnvelope.body).map((use) => [use.tag, use]));

/** What is being put together of one message. */
type Draft = {
  readonly index: number;
  readonly grammar: MessageGrammar | null;
  readonly check: StructureCheck | null;
  readonly findings: FindingCollector;
  readonly header: readonly ExplainedSegment[];
  readonly segments: ExplainedSegment[];
  readonly trailer: ExplainedSegment[];
  segmentCount: number;
  stopped: boolean;
};

class Explaining implements ReadingWitness {
  readonly #limits: ExplainLimits;
  readonly drafts = new Map<number, Draft>();
  /** Envelopes without any message, in order: their findings stand in a message of kind UNKNOWN. */
  readonly empty: { readonly segments: readonly ExplainedSegment[]; readonly findings: FindingCollector }[] =
    [];
  #header: ExplainedSegment[] = [];
  #headerFindings = new FindingCollector();
  #current: Draft | null = null;
  #left: number;

  constructor(limits: ExplainLimits) {
    this.#limits = limits;
    this.#left = limits.segments;
  }

  begin({
    offset,
    serviceString,
    characters,
  }: {
    offset: number;
    serviceString: boolean;
    characters: ServiceCharacters;
  }): void {
    this.end();
    if (serviceString) this.#header.push(describeServiceString(offset, characters));
  }

  /** No more comes of this interchange. */
  end(): void {
    if (this.#header.length > 0) this.empty.push({ segments: this.#header, findings: this.#headerFindings });
    this.#header = [];
    this.#headerFindings = new FindingCollector();
    this.#current = null;
  }

  envelope(table: SegmentedMessage, s: number): void {
    if (this.#left <= 0) return;
    this.#left--;
    const tag = table.tagText(s);
    const segment = serviceSegments[tag] ?? null;
    const closes = tag === "UNE" || tag === "UNZ" || tag === "UIZ";
    const draft = closes && this.#header.length === 0 ? this.#current : null;
    const findings = draft?.findings ?? this.#headerFindings;
    if (segment !== null) checkEnvelope(table, s, findings);
    const standing = { ordinal: 0, use: envelopeUses.get(tag) ?? null, path: [] };
    (draft?.trailer ?? this.#header).push(describeSegment(table, s, segment, standing, this.#limits));
  }

  message({ table, header, index, last }: MessageAtHand): void {
    const draft =
      this.drafts.get(index) ?? this.#open(index, grammarFor(header.version.type, header.version.version));
    for (let s = 0; s < table.count; s++) this.#segment(draft, table, s);
    draft.segmentCount += table.count;
    if (last && !draft.stopped) draft.check?.end();
  }

  #open(index: number, grammar: MessageGrammar | null): Draft {
    const draft: Draft = {
      index,
      grammar,
      check: grammar === null ? null : new StructureCheck(grammar, this.#headerFindings),
      findings: this.#headerFindings,
      header: this.#header,
      segments: [],
      trailer: [],
      segmentCount: 0,
      stopped: false,
    };
    this.drafts.set(index, draft);
    this.#header = [];
    this.#headerFindings = new FindingCollector();
    this.#current = draft;
    return draft;
  }

  #segment(draft: Draft, table: SegmentedMessage, s: number): void {
    if (this.#left <= 0) {
      draft.stopped = true;
      return;
    }
    this.#left--;
    const place = draft.check?.next(table, s);
    const tag = table.tagText(s);
    const segment = draft.grammar?.directory[tag] ?? serviceSegments[tag] ?? null;
    const standing = { ordinal: table.ordinal(s), use: place?.use ?? null, path: place?.path ?? [] };
    draft.segments.push(describeSegment(table, s, segment, standing, this.#limits));
  }
}

/** Values of a segment of the envelope: outside of any message, so segment 0. */
function checkEnvelope(table: SegmentedMessage, s: number, findings: FindingCollector): void {
  const segment = serviceSegments[table.tagText(s)];
  if (segment !== undefined) checkValues(table, s, segment, findings, 0);
}

/**
 * Explains all messages of a transmission that is in memory, as plain data. Bounded by `limits`: what is not explained is
 * counted (`stopped`, `complete`). Says nothing that was not sent or does not stand in the tables; keeps nothing. Never throws
 * because of what the input says: what cannot be understood is a message of kind UNKNOWN with findings.
 */
export function explainBytes(bytes: Uint8Array, limits: ExplainLimits = EXPLAIN_LIMITS): Explanations {
  const explaining = new Explaining(limits);
  const read = readWitnessed(bytes, explaining, limits.messages + 1);
  explaining.end();
  const messages = read
    .slice(0, limits.messages)
    .map((message) => explanationOf(message, explaining, limits));
  return { messages, complete: read.length <= limits.messages, limits };
}

function explanationOf(message: ReadMessage, explaining: Explaining, limits: ExplainLimits): Explanation {
  const draft = explaining.drafts.get(message.index) ?? null;
  const empty = draft === null ? (explaining.empty.shift() ?? null) : null;
  const { index, kind, version, accepted, start, end, characters } = message;
  const grammar = draft?.grammar ?? null;
  const own = (draft ?? empty)?.findings.list() ?? [];
  return {
    index,
    kind,
    version,
    grammar:
      grammar === null
        ? null
        : { type: grammar.type, name: grammar.name, releases: grammar.releases, source: grammar.source },
    accepted,
    start,
    end,
    characters,
    header: draft?.header ?? empty?.segments ?? [],
    segments: draft?.segments ?? [],
    trailer: draft?.trailer ?? [],
    findings: together(message.findings, own, limits.findings),
    segmentCount: draft?.segmentCount ?? 0,
    stopped: draft?.stopped === true ? { limit: limits.segments } : null,
  };
}

/** What the reader calls by its own code where the grammar has a general one. */
const sameMatter: Readonly<Record<string, readonly string[]>> = {
  EDI15: ["SEGMENT_UNEXPECTED", "SEGMENT_OUT_OF_PLACE", "PN20", "CR03", "CR04"],
  SEGMENT_ORDER: ["ORDER", "SECTOR_AFTER_PERSON"],
};

/** The reader's findings and those of the grammar, by offset; what both say of one place is said once. */
function together(
  read: readonly Finding[],
  structural: readonly Finding[],
  limit: number,
): readonly Finding[] {
  const said = new Set<string>();
  for (const { code, offset, segment } of read) said.add(`${code} ${offset}`).add(`${code} of ${segment}`);
  const isSaid = ({ code, offset, segment }: Finding): boolean =>
    said.has(`${code} ${offset}`) ||
    sameMatter[code]?.some((own) => said.has(`${own} of ${segment}`)) === true;
  const all = [...read, ...structural.filter((finding) => !isSaid(finding))];
  all.sort((a, b) => (a.offset ?? Number.MAX_SAFE_INTEGER) - (b.offset ?? Number.MAX_SAFE_INTEGER));
  if (all.length <= limit) return all;
  const omitted = new FindingCollector();
  omitted.add("FINDINGS_OMITTED", { segment: null, tag: null, offset: null }, { count: all.length - limit });
  return [...all.slice(0, limit), ...omitted.list()];
}
