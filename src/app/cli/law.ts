// openpiu law: checks the signed chain of legal profiles without the unit, and shows a profile in words.
import { readFile } from "node:fs/promises";
import type { KeyObject } from "node:crypto";
import {
  checkChain,
  differenceInWords,
  inForceAt,
  profileInWords,
  readChain,
  readPublicKey,
  shippedProfiles,
  type ChainReport,
  type ChainVersion,
} from "#law";
import { readArguments } from "./read-arguments.ts";
import type { Surroundings } from "./surroundings.ts";

const usage = `Usage: openpiu law verify FILE [--key FILE]...
       openpiu law show FILE [--version NUMBER] [--key FILE]...
       openpiu law show NAME
  FILE              the signed chain of legal profiles as it was taken away from the unit (Law, "Save the signed chain")
  --key FILE        a public key (PEM) that the unit published elsewhere; without it those in the file are believed
  --version NUMBER  which version is shown; without it the one in force when the file was made
  NAME              a profile that comes with OpenPIU: ${shippedProfiles.map(({ name }) => name).join(", ")}`;

/**
 * verify prints one line of JSON; show prints words. Exit code 0: the chain holds, 1: it does not, and why; 2 wrong usage or
 * no such file. No database, no network.
 */
export async function law(args: readonly string[], { out, err }: Surroundings): Promise<number> {
  const read = readArguments(args, {
    key: { type: "string", multiple: true },
    version: { type: "string" },
  });
  const [command, file, ...more] = typeof read === "string" ? [] : read.words;
  if (typeof read === "string" || !isCommand(command) || file === undefined || more.length > 0) {
    err(usage);
    return read === "" ? 0 : 2;
  }
  const { key: keyFiles, version } = read.values;
  const shipped = shippedProfiles.find(({ name }) => name === file);
  if (command === "show" && shipped !== undefined) {
    await out(`${shipped.name} ${shipped.version}, as shipped; in force nowhere by itself.`);
    for (const line of profileInWords(shipped)) await out(line);
    return 0;
  }
  if (version !== undefined && !/^[1-9]\d{0,5}$/.test(version)) {
    err(`--version is a number. ${usage}`);
    return 2;
  }
  const keys = keyFiles === undefined ? undefined : await readKeys(keyFiles);
  if (typeof keys === "string") {
    err(keys);
    return 2;
  }
  const text = await readText(file);
  if (typeof text !== "string") {
    err(`${file} cannot be read: ${text.message}`);
    return 2;
  }
  const chain = readChain(text);
  if (chain === undefined) {
    err(`${file} is no chain of legal profiles of an OpenPIU.`);
    return 2;
  }
  const report = checkChain(chain, keys);
  if (report.fault !== undefined) {
    if (command === "verify") await out(JSON.stringify(told(report)));
    err(`The chain does NOT hold: ${report.fault}.`);
    return 1;
  }
  const trust =
    keys === undefined
      ? "; compare the key with the one the unit publishes, or give it by --key"
      : ", which you gave";
  const holds = `The chain holds: ${report.versions.length} versions, signed with key ${report.keyIds.join(", ")}${trust}.`;
  if (command === "verify") {
    await out(JSON.stringify(told(report)));
    err(holds);
    for (const line of report.versions.flatMap(changesOf)) err(line);
    return 0;
  }
  const shown =
    version === undefined
      ? inForceAt(report.versions, report.exportedAt)
      : report.versions.find(({ number }) => number === Number(version));
  if (shown === undefined) {
    err(
      `There is no version ${version ?? ""} in the file: it has ${report.versions.map(({ number }) => number).join(", ")}.`,
    );
    return 2;
  }
  for (const line of [...changesOf(shown), ...profileInWords(shown.document)]) await out(line);
  err(holds);
  return 0;
}

const isCommand = (word: string | undefined): word is "verify" | "show" =>
  word === "verify" || word === "show";

function readText(file: string): Promise<string | NodeJS.ErrnoException> {
  return readFile(file, "utf8").catch((problem: NodeJS.ErrnoException) => problem);
}

async function readKeys(files: readonly string[]): Promise<ReadonlyMap<string, KeyObject> | string> {
  const keys = new Map<string, KeyObject>();
  for (const file of files) {
    const text = await readText(file);
    if (typeof text !== "string") return `${file} cannot be read: ${text.message}`;
    const read = readPublicKey(text);
    if (read === undefined) return `${file} holds no public key of Ed25519 (PEM).`;
    keys.set(read.id, read.key);
  }
  return keys;
}

function changesOf({ number, label, inForceFrom, differences }: ChainVersion): readonly string[] {
  const first = number === 1 ? ["  the first: nothing before it"] : [];
  return [
    `Version ${number}, ${label}, in force from ${inForceFrom.toISOString()}`,
    ...first,
    ...differences.map((one) => `  ${differenceInWords(one)}`),
  ];
}

function told({ unit, exportedAt, keyIds, versions, fault }: ChainReport) {
  return {
    holds: fault === undefined,
    unit,
    exportedAt: exportedAt.toISOString(),
    keyIds,
    inForce: inForceAt(versions, exportedAt)?.label ?? null,
    versions: versions.map(({ number, label, inForceFrom, document, decidedBy, differences }) => ({
      number,
      label,
      family: document.family,
      inForceFrom: inForceFrom.toISOString(),
      decidedBy,
      changes: differences.map(({ key, before, after, way }) => ({
        key,
        before: before?.value ?? null,
        after: after?.value ?? null,
        way,
      })),
    })),
    fault: fault ?? null,
  };
}
