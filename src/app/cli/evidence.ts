// openpiu evidence: checks a document that a unit made of itself, with nothing but the file.
import { readFile } from "node:fs/promises";
import { attestedFault, checkDossier, checkRuleDossier, readAttested, type Attested } from "#evidence";
import { readHeads } from "#oversight";
import { readArguments } from "./read-arguments.ts";
import type { Surroundings } from "./surroundings.ts";

const usage = `Usage: openpiu evidence FILE [--heads FILE]
  FILE          a document as it was taken away from the unit: JSON, or the page that holds it; of the dossier of an alert
                the proofs of all its entries are checked and the screening is repeated; of a rule's alert
                the rule is asked again and its approvals are checked
  --heads FILE  signed heads as the unit published them; the key that signed the document must be introduced there`;

/**
 * Prints one line of JSON. Exit code 0: the content is the one whose hash stands in a ledger whose head was signed; 1: it is
 * not, and why; 2 wrong usage or no such file. No database, no network.
 */
export async function evidence(args: readonly string[], { out, err }: Surroundings): Promise<number> {
  const read = readArguments(args, { heads: { type: "string" } });
  const [file, ...more] = typeof read === "string" ? [] : read.words;
  if (typeof read === "string" || file === undefined || more.length > 0) {
    err(usage);
    return read === "" ? 0 : 2;
  }
  const text = await readFile(file, "utf8").catch((problem: NodeJS.ErrnoException) => problem);
  const heads =
    read.values.heads === undefined
      ? undefined
      : await readFile(read.values.heads, "utf8").catch((problem: NodeJS.ErrnoException) => problem);
  for (const one of [text, heads])
    if (one !== undefined && typeof one !== "string") {
      err(`A file cannot be read: ${one.message}`);
      return 2;
    }
  const attested = readAttested(String(text));
  if (attested === undefined) {
    err(`${file} is no document of an OpenPIU.`);
    return 2;
  }
  const fault =
    attestedFault(attested) ?? (heads === undefined ? undefined : headFault(attested, String(heads)));
  if (attested.kind === "dossier") return repeat(attested, fault, { out, err });
  if (attested.kind === "rule-dossier") return repeatRule(attested, fault, { out, err });
  const { kind, sha256, proof } = attested;
  await out(
    JSON.stringify({
      holds: fault === undefined,
      kind,
      sha256,
      entry: proof?.seq ?? null,
      keyId: proof?.head?.keyId ?? null,
      signedAt: proof?.head?.at ?? null,
      fault: fault ?? null,
    }),
  );
  err(
    fault === undefined
      ? `It holds: entry ${proof?.seq ?? ""} of the ledger names exactly this content, under a head signed by key ${proof?.head?.keyId ?? ""}${heads === undefined ? "; compare the key with the one the unit publishes" : ", which the published heads know"}.`
      : `It does NOT hold: ${fault}.`,
  );
  return fault === undefined ? 0 : 1;
}

/** A dossier: the proofs of all its entries, and the screening once more, from the file alone. */
async function repeat(
  attested: Attested,
  fault: string | undefined,
  { out, err }: Pick<Surroundings, "out" | "err">,
): Promise<number> {
  const report = checkDossier(attested);
  const replayed = report.replayed.map(({ entryId, list, listVersion, outcome }) => ({
    entry: entryId,
    list,
    listVersion,
    outcome,
  }));
  const holds =
    fault === undefined &&
    report.unproven.length === 0 &&
    replayed.length > 0 &&
    replayed.every(({ outcome }) => outcome === "same");
  const { entries, unproven } = report;
  await out(JSON.stringify({ holds, kind: "dossier", fault: fault ?? null, entries, unproven, replayed }));
  err(
    holds
      ? `The dossier holds: ${entries} entries of the ledger are proven, and the screening gave the same evidence, byte for byte.`
      : `The dossier does NOT hold: ${fault ?? (unproven.length > 0 ? `entries without proof: ${unproven.join(", ")}` : "the screening did not give the evidence that stands in it")}.`,
  );
  return holds ? 0 : 1;
}

/** A dossier of a rule's alert: the proofs of all its entries, who approved the rule, and the rule asked again. */
async function repeatRule(
  attested: Attested,
  fault: string | undefined,
  { out, err }: Pick<Surroundings, "out" | "err">,
): Promise<number> {
  const { entries, unproven, rule, engine, replayed, approvals } = checkRuleDossier(attested);
  const holds =
    fault === undefined && unproven.length === 0 && replayed.outcome === "same" && approvals.fault === null;
  const { outcome } = replayed;
  const sha256 = "sha256" in replayed ? replayed.sha256 : null;
  await out(
    JSON.stringify({
      holds,
      kind: "rule-dossier",
      fault: fault ?? null,
      entries,
      unproven,
      approvals,
      replayed: { rule: rule.code, version: rule.version, engine, outcome, sha256 },
    }),
  );
  const why =
    fault ??
    (unproven.length > 0
      ? `entries without proof: ${unproven.join(", ")}`
      : outcome === "same"
        ? unapproved[approvals.fault ?? "not-approved"]
        : unrepeated[outcome]);
  err(
    holds
      ? `The dossier holds: ${entries} entries of the ledger are proven, two persons approved this text of rule ${rule.code} before it was asked, and asked again it gave the same evidence, byte for byte.`
      : `The dossier does NOT hold: ${why}.`,
  );
  return holds ? 0 : 1;
}

const unapproved = {
  "not-approved": "no proven entries tell that two persons approved this text of the rule",
  "one-person": "one person gave both approvals of the rule",
  "own-rule": "an author of the rule approved it",
  "approved-later": "the rule was approved after it had been asked",
  "not-in-force": "the rule was not in force when it was asked",
} as const;
const unrepeated = {
  differs: "the rule, asked again, did not give the evidence that stands in it",
  "other-text": "the rule's text is not the one whose fingerprint the evidence bears",
  "not-lawful": "the rule's text is one that the language does not admit",
  "not-kept":
    "what the rule read is not in it: the alert was raised before that was kept, or has been masked",
  "other-engine": "another engine asked the rule: check it with the release that has that engine",
} as const;

function headFault(
  { proof }: NonNullable<ReturnType<typeof readAttested>>,
  text: string,
): string | undefined {
  const { keys, heads, badLine } = readHeads(text);
  if (badLine !== undefined)
    return `line ${badLine} of the published heads is not signed by a key it introduces`;
  const head = proof?.head;
  if (head === undefined || keys.get(head.keyId)?.publicKey !== proof?.publicKey)
    return "the published heads do not know the key that signed it";
  const other = heads.find(({ size, root }) => size === head.size && root !== head.root);
  return other === undefined ? undefined : "a head of the same size was published with another root";
}
