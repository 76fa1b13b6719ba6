// The signed chain of legal profiles as a file that is taken away and checked without the unit: made, and verified. Pure.
import { createHash, createPublicKey, verify, type KeyObject } from "node:crypto";
import { isRefusal } from "#platform";
import { canonicalText, differencesOf, labelOf, type Difference, type ProfileDocument } from "./document.ts";
import type { VersionFull } from "./profile-store.ts";
import { readDocument } from "./read-document.ts";
import {
  certifiedKeys,
  idOfKey,
  keyOfVersion,
  signText,
  type KeyCertificate,
  type ProfileKey,
  type ProfileKeyPair,
} from "./signing-key.ts";
import { profileFaults } from "./validator.ts";

const form = "openpiu-legal-profiles/1";

/** The exported chain: every released version as it was signed, and one signature over all of them, so that none can be cut off. */
export type ChainFile = {
  readonly form: typeof form;
  readonly unit: string;
  readonly exportedAt: string;
  /** Every key that signed, the first first; where there were several, with what certifies each by the one before. */
  readonly keys: readonly {
    readonly id: string;
    readonly publicKey: string;
    readonly certificate?: KeyCertificate;
  }[];
  readonly versions: readonly {
    readonly number: number;
    /** Canonical JSON (RFC 8785), byte for byte what was signed. */
    readonly body: string;
    readonly signature: string;
    readonly keyId: string;
  }[];
  readonly seal: { readonly keyId: string; readonly signature: string };
};

type Unsealed = Omit<ChainFile, "seal">;

const sealed = ({ form: kind, unit, exportedAt, versions, keys }: Unsealed): string =>
  canonicalText({
    form: kind,
    unit,
    exportedAt,
    versions: versions.map(({ number, body, signature }) => ({
      number,
      signature,
      sha256: createHash("sha256").update(body).digest("hex"),
    })),
    ...(keys.some(({ certificate }) => certificate !== undefined)
      ? { keys: keys.map(({ id, publicKey, certificate = null }) => ({ id, publicKey, certificate })) }
      : {}),
  });

/** Every released version, the first first, sealed with the unit's key as it is at `at`. */
export function exportChain(
  versions: readonly VersionFull[],
  key: ProfileKeyPair,
  { unit, at, keys }: { readonly unit: string; readonly at: Date; readonly keys: readonly ProfileKey[] },
): ChainFile {
  const open: Unsealed = {
    form,
    unit,
    exportedAt: at.toISOString(),
    keys: keys.map(({ id, publicKey, certificate }) => ({
      id,
      publicKey: publicKey.export({ type: "spki", format: "pem" }).toString(),
      ...(certificate === null ? {} : { certificate }),
    })),
    versions: versions
      .flatMap(({ number, release }) => (release === null ? [] : [{ number, release }]))
      .toSorted((one, other) => one.number - other.number)
      .map(({ number, release }) => ({
        number,
        body: release.body,
        signature: release.signature.toString("base64"),
        keyId: release.key_id,
      })),
  };
  return { ...open, seal: { keyId: key.id, signature: signText(key, sealed(open)).toString("base64") } };
}

/** A version that holds, with what it changes against the one before. */
export type ChainVersion = {
  readonly number: number;
  readonly label: string;
  readonly inForceFrom: Date;
  readonly keyId: string;
  readonly document: ProfileDocument;
  readonly decidedBy: readonly { readonly office: string; readonly by: string; readonly at: string }[];
  readonly differences: readonly Difference[];
};
export type ChainReport = {
  readonly unit: string;
  readonly exportedAt: Date;
  readonly keyIds: readonly string[];
  readonly versions: readonly ChainVersion[];
  /** The first thing that does not hold, without a full stop; with it `versions` are those before it. */
  readonly fault: string | undefined;
};

/** The file's text read; undefined for what is no such file. */
export function readChain(text: string): ChainFile | undefined {
  try {
    const file = JSON.parse(text) as Partial<ChainFile> | null;
    const has =
      file !== null &&
      file.form === form &&
      typeof file.unit === "string" &&
      !Number.isNaN(Date.parse(String(file.exportedAt))) &&
      Array.isArray(file.versions) &&
      Array.isArray(file.keys) &&
      file.versions.every((one) =>
        [one?.body, one?.signature, one?.keyId].every((part) => typeof part === "string"),
      ) &&
      file.keys.every((one) => typeof one?.publicKey === "string") &&
      typeof file.seal?.signature === "string" &&
      typeof file.seal.keyId === "string";
    return has ? (file as ChainFile) : undefined;
  } catch (problem) {
    if (problem instanceof SyntaxError) return undefined;
    throw problem;
  }
}

/** A public key of a PEM text; undefined where it holds none of Ed25519. */
export function readPublicKey(pem: string): { readonly id: string; readonly key: KeyObject } | undefined {
  try {
    const key = createPublicKey(pem);
    return key.asymmetricKeyType === "ed25519" ? { id: idOfKey(key), key } : undefined;
  } catch {
    // The caller says which text it was; why OpenSSL could not read it helps nobody.
    return undefined;
  }
}

/**
 * Checks the whole chain without any unit: signatures by `trusted` keys and those that they certified in turn (any that the file
 * brings along when none is given), each version by the key of its time, the first version, each built on the one before, in force one after the other, decided by two offices and never by who drafted,
 * within every hard limit of this program (ANX9-9.34b), and that nothing was cut off.
 */
export function checkChain(
  file: ChainFile,
  trusted: ReadonlyMap<string, KeyObject> | undefined,
): ChainReport {
  const { keys, ofVersion, sealer } = believedKeys(file, trusted);
  const signed = (keyId: string, text: string, signature: string): boolean => {
    const key = keys.get(keyId);
    return (
      key !== undefined && verify(null, Buffer.from(text, "utf8"), key, Buffer.from(signature, "base64"))
    );
  };
  const versions: ChainVersion[] = [];
  const report = (fault?: string): ChainReport => ({
    unit: file.unit,
    exportedAt: new Date(file.exportedAt),
    keyIds: [...new Set([...file.versions.map(({ keyId }) => keyId), file.seal.keyId])],
    versions,
    fault,
  });
  for (const keyId of report().keyIds)
    if (!keys.has(keyId)) return report(`it was signed with key ${keyId}, which is none of those given`);
  for (const { number, body, signature, keyId } of file.versions) {
    const inTime = ofVersion(number);
    if (inTime !== undefined && inTime !== keyId)
      return report(`version ${number} was signed with key ${keyId} when key ${inTime} signed`);
    if (!signed(keyId, body, signature))
      return report(`the signature of version ${number} does not belong to its text`);
    const read = readBody(body, versions.at(-1));
    if (typeof read === "string") return report(`version ${number}: ${read}`);
    if (read.number !== number)
      return report(`version ${number}: what was signed is of version ${read.number}`);
    versions.push({ ...read, keyId });
  }
  if (versions.length === 0) return report("it holds no version");
  if (sealer !== undefined && sealer !== file.seal.keyId)
    return report(`it was sealed with key ${file.seal.keyId}, which signs no more`);
  if (!signed(file.seal.keyId, sealed(file), file.seal.signature))
    return report("a version was taken away, added or moved after the export");
  return report();
}

/** Which keys are believed, and of which versions and of the seal which one; undefined where only one key ever signed. */
function believedKeys(
  { keys: listed }: ChainFile,
  trusted: ReadonlyMap<string, KeyObject> | undefined,
): {
  readonly keys: ReadonlyMap<string, KeyObject>;
  readonly ofVersion: (number: number) => string | undefined;
  readonly sealer: string | undefined;
} {
  const certificates = listed.flatMap(({ certificate }) => certificate ?? []);
  const chain = (certificates.length === listed.length ? certifiedKeys(certificates) : undefined) ?? [];
  const own = listed
    .flatMap(({ publicKey }) => readPublicKey(publicKey) ?? [])
    .map(({ id, key }) => [id, key] as const);
  // A key that is trusted vouches for those after it, which it certified in turn, and the last by its seal for all before it.
  const isVouched = trusted === undefined || chain.some(({ id }) => trusted.has(id));
  const vouched = isVouched ? chain.map(({ id, publicKey }) => [id, publicKey] as const) : [];
  const keys = new Map([...(trusted ?? (chain.length > 0 ? [] : own)), ...vouched]);
  return {
    keys,
    ofVersion: (number) => keyOfVersion(chain, number)?.id,
    sealer: chain.at(-1)?.id,
  };
}

type Body = {
  readonly number: number;
  readonly base: number | null;
  readonly document: string;
  readonly draftedBy: string;
  readonly steps: readonly {
    readonly step: string;
    readonly office: string;
    readonly by: string;
    readonly at: string;
  }[];
  readonly inForceFrom: string;
};

/** A signed text as a version that follows `before`, or what is wrong with it. */
function readBody(text: string, before: ChainVersion | undefined): Omit<ChainVersion, "keyId"> | string {
  // It was signed: its form is the program's own. A later program's other form is said as such.
  const body = JSON.parse(text) as Body;
  if (canonicalText(body) !== text) return "what was signed is not written canonically";
  const document = readDocument(JSON.parse(body.document));
  if (isRefusal(document)) return document.refused.detail.replace(/\.$/, "");
  const [fault] = profileFaults(document);
  if (fault !== undefined) return fault.text.replace(/\.$/, "");
  const inForceFrom = new Date(body.inForceFrom);
  if (before === undefined ? body.number !== 1 || body.base !== null : body.base !== before.number)
    return before === undefined
      ? "the first version is missing"
      : `it was not drafted from version ${before.number}`;
  if (before !== undefined) {
    if (inForceFrom <= before.inForceFrom) return `it was in force before version ${before.number}`;
    const approvals = body.steps.filter(({ step }) => step === "approved");
    const offices = new Set(approvals.map(({ office }) => office));
    const persons = new Set([body.draftedBy, ...approvals.map(({ by }) => by)]);
    if (!offices.has("data-protection-officer") || !offices.has("head") || persons.size !== 3)
      return "it was not approved by the data protection officer and the head, beside who drafted it";
  }
  return {
    number: body.number,
    label: labelOf(document),
    inForceFrom,
    document,
    decidedBy: body.steps.map(({ office, by, at }) => ({ office, by, at })),
    differences: before === undefined ? [] : differencesOf(before.document, document),
  };
}

/** The version in force at `at`: the last whose instant has come; undefined before all of them. */
export function inForceAt(versions: readonly ChainVersion[], at: Date): ChainVersion | undefined {
  return versions.findLast(({ inForceFrom }) => inForceFrom <= at);
}
