// openpiu ledger: verifies the whole ledger from outside the server, makes proofs, and checks a proof without any database.
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { setFlagsFromString } from "node:v8";
import {
  addHeadKey,
  addWitness,
  checkExport,
  checkLedger,
  headsFileIn,
  openLedger,
  parseAnchor,
  proofFault,
  proveConsistency,
  proveInclusion,
  readHeads,
  readWitnessed,
  type Anchor,
  type Proof,
} from "#oversight";
import { heldTogether, openDatabase, systemActor, systemClock } from "#platform";
import { readArguments } from "./read-arguments.ts";
import { withDatabase, type Reached, type Surroundings } from "./reach-database.ts";

const usage = `Usage: openpiu ledger verify [--url URL | --dir FOLDER] [--heads FILE]... [--against FILE|URL]... [--anchor NUMBER:HASH]...
       openpiu ledger prove NUMBER [--size ENTRIES] [--url URL | --dir FOLDER]
       openpiu ledger consistency BEFORE AFTER [--url URL | --dir FOLDER]
       openpiu ledger check-proof FILE
       openpiu ledger check-export FILE
       openpiu ledger new-key
       openpiu ledger add-witness NAME KEY
  --url URL        the database, postgres://user:password@host:5432/database; without it that of the settings
  --dir FOLDER     the data folder of an OpenPIU with its own database, running or not
  --heads FILE     signed heads as they were published; without it those in the data folder, if there are any
  --against W      what an independent witness signed: its file, or the address where it serves it
  --anchor N:HASH  number of entries and their head, noted down from an earlier check and kept elsewhere; shows also a
                   ledger that was rewritten or cut off together with its head
  --size ENTRIES   of which ledger the proof is; without it of all entries that there are
  check-proof needs no database: the file is what prove, consistency or the server printed ("-": standard input)
  check-export needs none either: the file is what the server exported
  new-key          makes a further key for signing heads; the one before signs it at the next head
  add-witness      takes a witness in: its public key, as openpiu witness prints it`;

/**
 * Prints one line of JSON. Exit code 0: complete and unaltered, or proven; 1: not (with the first bad entry, or what is
 * wrong with the proof); 2 wrong usage; 3 the ledger could not be read.
 */
export async function ledger(args: readonly string[], surroundings: Surroundings): Promise<number> {
  const { err } = surroundings;
  const wanted = readOptions(args);
  if (typeof wanted === "string") {
    err(wanted === "" ? usage : `${wanted}. ${usage}`);
    return wanted === "" ? 0 : 2;
  }
  const [command = "", ...words] = wanted.words;
  if (command === "check-proof") return checkProof(words[0] ?? "-", surroundings);
  if (command === "check-export") return checkFile(words[0] ?? "-", surroundings);
  return withDatabase(surroundings, { ...wanted, mustExist: true }, async (reached) => {
    if (command === "verify") return verify(reached, wanted, surroundings);
    if (command === "new-key") return newKey(reached, surroundings);
    if (command === "add-witness") return takeWitness(reached, words, surroundings);
    return prove(reached, wanted, surroundings);
  });
}

async function verify(
  { url, config }: Reached,
  options: Options,
  { out, err }: Surroundings,
): Promise<number> {
  const own = options.url === undefined ? [headsFileIn(config.dataFolder)] : [];
  const heads = await anchorsFrom(
    options.heads.length > 0 ? options.heads : own,
    options.heads.length > 0,
    err,
  );
  if (heads === undefined) return 2;
  if ("fault" in heads) {
    await out(JSON.stringify({ intact: false, entries: 0, head: null, firstBad: null, heads: heads.fault }));
    err(`The published heads are NOT what was signed: ${heads.fault}.`);
    return 1;
  }
  const witnessed = await witnessedAnchors(options.against, err);
  if (witnessed === undefined) return 2;
  if ("fault" in witnessed) {
    await out(
      JSON.stringify({ intact: false, entries: 0, head: null, firstBad: null, witness: witnessed.fault }),
    );
    err(`What the witness is said to have signed, it did NOT sign: ${witnessed.fault}.`);
    return 1;
  }
  // Every row is garbage at once: a small nursery keeps memory flat whatever the ledger's length.
  setFlagsFromString("--max-semi-space-size=2");
  setFlagsFromString("--semi-space-growth-factor=1");
  const source = await openLedger(url);
  let told = 0;
  try {
    const report = await checkLedger(
      source,
      [...options.anchors, ...heads.anchors, ...witnessed.anchors],
      (entries) => {
        if (entries - told < 250_000) return;
        told = entries;
        err(`${entries} entries good so far`);
      },
    );
    const head = report.root.toString("hex");
    const { intact, entries, firstBad = null } = report;
    await out(
      JSON.stringify({
        intact,
        entries,
        head,
        firstBad,
        anchor: `${entries}:${head}`,
        signedHeads: heads.anchors.length,
        ...(options.against.length === 0
          ? {}
          : { witnessedHeads: witnessed.anchors.length, witnesses: witnessed.witnesses }),
      }),
    );
    err(
      firstBad === null
        ? `The ledger is complete and unaltered: ${entries} entries, ${heads.anchors.length} signed heads.`
        : `The ledger is NOT intact. Entry ${firstBad.seq}: ${firstBad.problem}.`,
    );
    return intact ? 0 : 1;
  } finally {
    await source.close();
  }
}

/** The signed heads of these files as anchors; undefined: a file that was asked for is not there. */
async function anchorsFrom(
  files: readonly string[],
  asked: boolean,
  err: (line: string) => void,
): Promise<{ anchors: readonly Anchor[] } | { fault: string } | undefined> {
  const anchors: Anchor[] = [];
  for (const file of files) {
    const text = await readFile(file, "utf8").catch((problem: NodeJS.ErrnoException) => problem);
    if (typeof text !== "string") {
      if (!asked && text.code === "ENOENT") continue;
      err(`${file} cannot be read: ${text.message}`);
      return undefined;
    }
    const { heads, badLine } = readHeads(text);
    if (badLine !== undefined)
      return { fault: `line ${badLine} of ${file} is not signed by a key it introduces` };
    for (const { size, root, at } of heads) {
      anchors.push({ size, root: Buffer.from(root, "hex"), from: `the head signed at ${at}` });
    }
  }
  return { anchors };
}

/** What witnesses signed, as anchors; undefined: one could not be read. */
async function witnessedAnchors(
  places: readonly string[],
  err: (line: string) => void,
): Promise<{ anchors: readonly Anchor[]; witnesses: readonly string[] } | { fault: string } | undefined> {
  const anchors: Anchor[] = [];
  const witnesses: string[] = [];
  for (const place of places) {
    let text: string;
    try {
      text = await textAt(place);
    } catch (problem) {
      err(`${place} cannot be read: ${problem instanceof Error ? problem.message : String(problem)}`);
      return undefined;
    }
    const { publicKey, heads, badLine } = readWitnessed(text);
    if (badLine !== undefined || publicKey === undefined)
      return { fault: `line ${badLine ?? 1} of ${place} is not signed by the witness it names` };
    const name = heads[0]?.witness ?? "";
    if (name !== "") witnesses.push(name);
    for (const { size, root, seenAt } of heads)
      anchors.push({ size, root: Buffer.from(root, "hex"), from: `what witness ${name} saw at ${seenAt}` });
  }
  return { anchors, witnesses };
}

async function textAt(place: string): Promise<string> {
  if (!/^https?:\/\//.test(place)) return readFile(place, "utf8");
  const answer = await fetch(place, { signal: AbortSignal.timeout(20_000) });
  if (!answer.ok) throw new Error(`it answered ${answer.status}`);
  return answer.text();
}

async function takeWitness(
  { config }: Reached,
  [name = "", publicKey = ""]: readonly string[],
  { out, err }: Surroundings,
): Promise<number> {
  const taken = await addWitness(config.keyFolder, name, publicKey);
  await out(JSON.stringify({ witness: name, taken }));
  if (taken === "added") return 0;
  err(
    taken === "known"
      ? `There is a witness ${name} already: choose another name, or take its file out of ${config.keyFolder}.`
      : "Expected a name of small letters, digits and hyphens, and an Ed25519 public key in base64 as openpiu witness prints it.",
  );
  return taken === "known" ? 1 : 2;
}

async function prove(
  { url }: Reached,
  { words, size }: Options,
  { out, err }: Surroundings,
): Promise<number> {
  const source = await openLedger(url);
  try {
    const all = (await source.head())?.size ?? 0;
    const [command, first = 0, second = 0] = [words[0], ...words.slice(1).map(Number)];
    const [small, large] = command === "prove" ? [first, size ?? all] : [first, second];
    if (!(small >= 1 && small <= large && large <= all)) {
      err(`The ledger has ${all} entries: give numbers from 1 to that, the smaller first.`);
      return 2;
    }
    const proof: Proof =
      command === "prove"
        ? {
            ...(await proveInclusion({ seq: small, size: large }, source.rows)),
            body: await source.body(small),
          }
        : await proveConsistency({ before: small, after: large }, source.rows);
    await out(JSON.stringify(proof));
    return 0;
  } finally {
    await source.close();
  }
}

/** Checks a proof with nothing but the file. */
async function checkProof(file: string, { out, err }: Surroundings): Promise<number> {
  let proof: Proof;
  try {
    const text = file === "-" ? await textOf(process.stdin) : await readFile(file, "utf8");
    proof = JSON.parse(text) as Proof;
    if (proof.kind !== "inclusion" && proof.kind !== "consistency") throw new SyntaxError("it is no proof");
  } catch (problem) {
    err(`${file} cannot be read as a proof: ${problem instanceof Error ? problem.message : String(problem)}`);
    return 2;
  }
  const fault = proofFault(proof);
  const tree = proof.kind === "inclusion" ? proof.tree : proof.after;
  await out(
    JSON.stringify({
      holds: fault === undefined,
      kind: proof.kind,
      ...tree,
      keyId: proof.head?.keyId ?? null,
      fault: fault ?? null,
    }),
  );
  err(
    fault === undefined
      ? `The proof holds for a ledger of ${tree.size} entries${proof.head === undefined ? "; compare its root with a published head" : `, signed by key ${proof.head.keyId}`}.`
      : `The proof does NOT hold: ${fault}.`,
  );
  return fault === undefined ? 0 : 1;
}

/** Checks an export with nothing but the file. */
async function checkFile(file: string, { out, err }: Surroundings): Promise<number> {
  let text: string;
  try {
    text = file === "-" ? await textOf(process.stdin) : await readFile(file, "utf8");
  } catch (problem) {
    err(`${file} cannot be read: ${problem instanceof Error ? problem.message : String(problem)}`);
    return 2;
  }
  const checked = checkExport(text);
  await out(JSON.stringify({ holds: checked.fault === undefined, ...checked, fault: checked.fault ?? null }));
  err(
    checked.fault === undefined
      ? `The export holds: ${checked.entries} entries of a ledger of ${checked.size}, signed by key ${checked.keyId}. Compare that key with one that you got another way.`
      : `The export does NOT hold, line ${checked.line}: ${checked.fault}.`,
  );
  return checked.fault === undefined ? 0 : 1;
}

async function textOf(stream: AsyncIterable<Buffer | string>): Promise<string> {
  let text = "";
  for await (const part of stream) text += part.toString();
  return text;
}

async function newKey({ config, url }: Reached, { out, err }: Surroundings): Promise<number> {
  if ((await heldTogether(config.keyFile, [])) !== 0) {
    err("Key 1 is in the hands of several: openpiu keys rotate --of ledger --share FILE for each.");
    return 2;
  }
  const number = await addHeadKey(config.keyFolder);
  const database = openDatabase({ url, clock: systemClock, connections: 1 });
  try {
    await database.transaction(systemActor("keys"), async (tx) =>
      tx.record({
        action: "key.added",
        subjectKind: "key",
        subjectId: `ledger-${number}`,
        detail: { holders: 0 },
      }),
    );
  } finally {
    await database.close();
  }
  await out(JSON.stringify({ key: number }));
  err(
    `Key ${number} signs the heads of the ledger from the next one on; key ${number - 1} signs it. Back up ${config.keyFolder}.`,
  );
  return 0;
}

type Options = {
  readonly words: readonly string[];
  readonly url: string | undefined;
  readonly dataFolder: string | undefined;
  readonly anchors: readonly Anchor[];
  readonly heads: readonly string[];
  readonly against: readonly string[];
  readonly size: number | undefined;
};

/** Words of each command after its name: how many, and whether they are numbers. */
const shapes: Readonly<Record<string, { readonly words: number; readonly numbers: boolean }>> = {
  verify: { words: 0, numbers: false },
  prove: { words: 1, numbers: true },
  consistency: { words: 2, numbers: true },
  "check-proof": { words: 1, numbers: false },
  "check-export": { words: 1, numbers: false },
  "new-key": { words: 0, numbers: false },
  "add-witness": { words: 2, numbers: false },
};

function readOptions(args: readonly string[]): Options | string {
  const read = readArguments(args, {
    url: { type: "string" },
    dir: { type: "string" },
    anchor: { type: "string", multiple: true },
    heads: { type: "string", multiple: true },
    against: { type: "string", multiple: true },
    size: { type: "string" },
  });
  if (typeof read === "string") return read;
  const { values, words } = read;
  const shape = shapes[words[0] ?? ""];
  const isNumber = (text: string): boolean => /^[1-9]\d{0,14}$/.test(text);
  if (shape === undefined || words.length !== shape.words + 1)
    return "Expected: ledger verify, or one of the others";
  if (shape.numbers && !words.slice(1).every(isNumber)) return "Expected numbers of entries";
  if (values.size !== undefined && !isNumber(values.size)) return "--size is a number of entries";
  if (values.url !== undefined && values.dir !== undefined) return "Give either --url or --dir";
  const anchors: Anchor[] = [];
  for (const text of values.anchor ?? []) {
    const anchor = parseAnchor(text);
    if (anchor === undefined) return `--anchor ${text} is not a number, a colon and 64 hexadecimal digits`;
    anchors.push(anchor);
  }
  return {
    words,
    url: values.url,
    dataFolder: values.dir === undefined ? undefined : resolve(values.dir),
    anchors,
    heads: values.heads ?? [],
    against: values.against ?? [],
    size: values.size === undefined ? undefined : Number(values.size),
  };
}
