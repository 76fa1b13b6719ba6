// What is mutated: the project's samples, the published corpus where it is at hand, and traffic of the simulator.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readTransmission } from "#messages";
import type { ReadMessage } from "#messages";
import { simulate } from "#simulation";
import { formOf } from "./documents.ts";
import type { Form } from "./documents.ts";
import { replies } from "./replies.ts";
import { personsOf } from "./persons.ts";
import { piecesOf, piecesOfDocument } from "./pieces.ts";
import type { Piece } from "./pieces.ts";
import { unitsOf } from "./units.ts";
import type { Unit } from "./units.ts";

export type Seed = {
  readonly name: string;
  readonly bytes: Buffer;
  readonly pieces: readonly Piece[];
  /** The persons read from it as it is, sorted. */
  readonly persons: readonly string[];
  /** What the law does not admit in it: texts that must not come out again. */
  readonly secrets: readonly string[];
  readonly characters: ReadMessage["characters"];
  /** Whether its segments are those that one finds by its service characters alone, or its document is whole. */
  readonly regular: boolean;
  readonly form: Form | null;
  /** What it speaks of: `PAXLST edifact` and so on. */
  readonly kind: string;
  /** Its travellers and bookings, for damage that may concern nobody else; none of what is not regular. */
  readonly units: readonly Unit[];
};

const root = join(import.meta.dirname, "../..");
/** Inputs that once failed: damaged as they are, nothing can be said of them after further damage. */
const FOUND = "test/fuzz/found";
/** Longer ones are mutated rarely (see `campaign.ts`). */
export const SHORT_BYTES = 3000;
const LONGEST_BYTES = 40_000;

function filesIn(folder: string): (readonly [string, Buffer])[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => /\.(?:edi|txt|xml|csv|xlsx|gz)$/.test(name))
    .toSorted()
    .map((name) => [name, readFileSync(join(folder, name))] as const);
}

/** A few messages of each kind that a simulated day of many carriers has, the shortest ones. */
function simulated(): (readonly [string, Buffer])[] {
  const found = new Map<string, (readonly [string, Buffer])[]>();
  for (const flight of simulate({ seed: 5, flights: 40, defectRate: 0.2 })) {
    for (const message of flight.messages) {
      if (message.bytes.length > LONGEST_BYTES) continue;
      const key = `${message.purpose} ${message.channel} ${message.defect?.defect ?? ""}`;
      const known = found.get(key) ?? [];
      known.push([`simulation/${message.id}`, Buffer.from(message.bytes)]);
      known.sort((a, b) => a[1].length - b[1].length);
      found.set(key, known.slice(0, 2));
    }
  }
  return [...found.values()].flat();
}

const CARD = /\d{13,19}/;

/** The texts of the cuts that are sensitive, and the card numbers around those that hide digits. */
function secretsOf(messages: readonly ReadMessage[], content: Buffer): string[] {
  return messages.flatMap(({ cuts }) =>
    cuts.flatMap(({ start, end, reason }) => {
      if (reason === "not-admitted") return [];
      const text = content.toString("utf8", start, end);
      if (reason !== "card-number") return text.length < 5 ? [] : [text];
      return CARD.exec(content.toString("latin1", Math.max(0, start - 6), end + 4))?.[0] ?? [];
    }),
  );
}

/** Findings of inputs whose segments cannot be told without reading them. */
const IRREGULAR = ["TERMINATOR_LOST", "SEGMENTS_JOINED", "TAG_INVALID", "TRAILER_MISSING", "EDI18", "EDI20"];

/** Of a transmission; `isDamaged`: nothing can be said of it after further damage. */
export function seedOf(name: string, bytes: Buffer, isDamaged = name.startsWith(FOUND)): Seed {
  const { messages, content } = readTransmission(bytes);
  const [first] = messages;
  if (first === undefined) throw new Error(`${name} reads as nothing`);
  const { characters } = first;
  const form = formOf(bytes, first.syntax);
  const pieces = form === null ? piecesOf(bytes, characters) : piecesOfDocument(bytes, form);
  const codes = new Set(messages.flatMap(({ findings }) => findings.map(({ code }) => code)));
  const isWhole =
    form === null
      ? bytes.equals(content) && messages.every(({ syntax }) => syntax === "edifact")
      : messages.every(({ accepted }) => accepted);
  const regular = isWhole && !isDamaged && !IRREGULAR.some((code) => codes.has(code));
  return {
    name,
    bytes,
    pieces,
    persons: personsOf(messages).toSorted(),
    secrets: secretsOf(messages, Buffer.from(content)),
    characters,
    regular,
    form,
    kind: `${first.kind} ${first.syntax}`,
    units: regular ? unitsOf(bytes, pieces, form) : [],
  };
}

/** All seeds, short ones first. `corpus`: with the published messages beside the repository, where they are. */
export function gatherSeeds(corpus: boolean): Seed[] {
  const folders = [
    ...readdirSync(join(root, "samples"))
      .map((kind) => `samples/${kind}`)
      .toSorted(),
    FOUND,
  ];
  const beside = ["paxlst", "cusres", "pnrgov", "pnrgov-xml"].map((kind) => `../shared/corpus/${kind}`);
  const files = [...folders, ...(corpus ? beside : [])].flatMap((folder) =>
    filesIn(join(root, folder)).map(([name, bytes]) => [`${folder}/${name}`, bytes] as const),
  );
  return [...files, ...simulated(), ...replies(join(root, "samples"))]
    .map(([name, bytes]) => seedOf(name, bytes))
    .toSorted((a, b) => Number(a.bytes.length > SHORT_BYTES) - Number(b.bytes.length > SHORT_BYTES));
}
