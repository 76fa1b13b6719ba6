// The key that signs legal profiles: Ed25519, in a file beside the installation's key, never in the database. The public halves of
// those before it stand beside it, each certified by the one before; their private halves are destroyed.
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  sign,
  verify,
  type KeyObject,
} from "node:crypto";
import { mkdir, rename, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { makeOnce, readIfThere, replace, shred, StartupRefused, startupProblemOf } from "#platform";
import { canonicalText } from "./document.ts";

/** Which key signs from which version on: written when one takes over from another. */
export type KeyCertificate = {
  /** SPKI, PEM. */
  readonly publicKey: string;
  /** The last version that the key before it signed; zero for the first key. */
  readonly after: number;
  /** The id of the key before, which signed this; null for the first. */
  readonly certifiedBy: string | null;
  /** When it took over, ISO 8601. */
  readonly at: string;
  /** Base64, by the key before over the rest; null for the first. */
  readonly signature: string | null;
};

/** A key that may be believed: for the versions after `after`, up to where the next takes over. */
export type ProfileKey = {
  readonly publicKey: KeyObject;
  readonly id: string;
  readonly after: number;
  readonly certificate: KeyCertificate | null;
};

export type ProfileKeyPair = {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  /** The first 16 hexadecimal digits of SHA-256 over the public key (SPKI). */
  readonly id: string;
};

/** Where the key stands: beside `keyFile`, shared like it by all servers on one database. */
export function profileKeyFile(keyFile: string): string {
  return join(dirname(keyFile), "profile-signing.key");
}

const chainFile = (file: string): string => `${file}.chain`;
const nextFile = (file: string): string => `${file}.next`;

/** Reads the key that signs; undefined when there is no file. Throws StartupRefused for a file that holds none. */
export function readProfileKey(file: string): Promise<ProfileKeyPair | undefined> {
  return startable(file, async () => {
    const pem = await readIfThere(file);
    return pem === undefined ? undefined : pairOf(pem.toString(), file);
  });
}

/** Makes the key, readable by its owner only; of two servers that start at once one makes it and both use it. */
export async function makeProfileKey(file: string): Promise<ProfileKeyPair> {
  await startable(file, () => makeOnce(file, freshPem()));
  const pair = await readProfileKey(file);
  if (pair === undefined) throw new Error(`${file} was made and is gone`);
  return pair;
}

export const idOfKey = (key: KeyObject): string =>
  createHash("sha256")
    .update(key.export({ type: "spki", format: "der" }))
    .digest("hex")
    .slice(0, 16);

/**
 * Every key that signed profiles here, the first first, the one that signs last. Throws StartupRefused where one of them was not
 * certified by the one before, or the key that signs is another than the last that was certified.
 */
export async function profileKeys(file: string): Promise<readonly [ProfileKey, ...ProfileKey[]]> {
  const pair = await readProfileKey(file);
  if (pair === undefined) throw unusable(file);
  const text = await startable(file, () => readIfThere(chainFile(file)));
  if (text === undefined) return [{ publicKey: pair.publicKey, id: pair.id, after: 0, certificate: null }];
  const keys = chainOf(text.toString());
  const [first, ...more] = keys ?? [];
  if (first === undefined || (more.at(-1) ?? first).id !== pair.id) throw unusable(chainFile(file));
  return [first, ...more];
}

/** The keys of a list of certificates; undefined where one does not follow from the one before. */
export function certifiedKeys(certificates: readonly KeyCertificate[]): readonly ProfileKey[] | undefined {
  const keys: ProfileKey[] = [];
  for (const certificate of certificates) {
    const publicKey = publicKeyOf(certificate.publicKey);
    if (publicKey === undefined) return undefined;
    const before = keys.at(-1);
    const follows =
      before === undefined
        ? certificate.after === 0 && certificate.certifiedBy === null
        : certificate.after > before.after &&
          certificate.certifiedBy === before.id &&
          verify(
            null,
            Buffer.from(certified(certificate)),
            before.publicKey,
            Buffer.from(certificate.signature ?? "", "base64"),
          );
    if (!follows) return undefined;
    keys.push({ publicKey, id: idOfKey(publicKey), after: certificate.after, certificate });
  }
  return keys;
}

/** The key that signed the version of this number, if it was signed in its time. */
export function keyOfVersion<Key extends Pick<ProfileKey, "after">>(
  keys: readonly Key[],
  number: number,
): Key | undefined {
  return keys.findLast(({ after }) => after < number);
}

/**
 * Puts a new key in the place of the one that signs: the old one certifies it for versions after `after` and is destroyed. Call it
 * with the profiles locked, so that no version is signed meanwhile. Whatever stops it, the next call or start finds either
 * the old key whole or goes on from the new one (finishRotation).
 */
export async function replaceProfileKey(
  file: string,
  { after, at }: { readonly after: number; readonly at: Date },
): Promise<ProfileKeyPair> {
  await finishRotation(file);
  const [first, ...more] = await profileKeys(file);
  const old = await readProfileKey(file);
  if (old === undefined) throw unusable(file);
  await shred(nextFile(file));
  await makeOnce(nextFile(file), freshPem());
  const made = await readProfileKey(nextFile(file));
  if (made === undefined) throw new Error(`${nextFile(file)} was made and is gone`);
  const unsigned = {
    publicKey: pemOf(made.publicKey),
    after,
    certifiedBy: old.id,
    at: at.toISOString(),
  };
  const certificate = { ...unsigned, signature: signText(old, certified(unsigned)).toString("base64") };
  const before = [first, ...more].map(
    (key): KeyCertificate =>
      key.certificate ?? {
        publicKey: pemOf(key.publicKey),
        after: 0,
        certifiedBy: null,
        at: at.toISOString(),
        signature: null,
      },
  );
  await writeWhole(chainFile(file), JSON.stringify([...before, certificate], null, 1));
  await finishRotation(file);
  return made;
}

/** Ends a rotation that was stopped in the midst: the key that was certified takes the place of the one that certified it. */
export async function finishRotation(file: string): Promise<void> {
  const next = await readProfileKey(nextFile(file));
  if (next === undefined) return;
  const chain = await readIfThere(chainFile(file));
  const last = chain === undefined ? undefined : chainOf(chain.toString())?.at(-1);
  // Not certified yet: the old key signs on, and the next rotation makes another.
  if (last?.id === next.id)
    await replace(file, Buffer.from(next.privateKey.export({ type: "pkcs8", format: "pem" })));
  await shred(nextFile(file));
}

const freshPem = (): string =>
  generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" }).toString();

const pemOf = (key: KeyObject): string => key.export({ type: "spki", format: "pem" }).toString();

const certified = ({ publicKey, after, certifiedBy, at }: Omit<KeyCertificate, "signature">): string =>
  canonicalText({ what: "openpiu profile key", publicKey, after, certifiedBy, at });

function chainOf(text: string): readonly ProfileKey[] | undefined {
  try {
    return certifiedKeys(JSON.parse(text) as readonly KeyCertificate[]);
  } catch (problem) {
    if (problem instanceof SyntaxError || problem instanceof TypeError) return undefined;
    throw problem;
  }
}

function publicKeyOf(pem: string): KeyObject | undefined {
  try {
    const key = createPublicKey(pem);
    return key.asymmetricKeyType === "ed25519" ? key : undefined;
  } catch {
    // The caller says which list it stands in; why OpenSSL could not read it helps nobody.
    return undefined;
  }
}

/** Written beside its place and moved there: a reader finds the old text or the new one. */
async function writeWhole(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const made = `${file}.${randomBytes(6).toString("hex")}`;
  await writeFile(made, text, { mode: 0o600, flush: true });
  await rename(made, file);
}

async function startable<Result>(file: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    const problem = startupProblemOf(error, { doing: "using-data-folder", folder: dirname(file) });
    throw problem === undefined || error instanceof StartupRefused
      ? error
      : new StartupRefused(problem, error);
  }
}

function pairOf(pem: string, file: string): ProfileKeyPair {
  let privateKey: KeyObject;
  try {
    privateKey = createPrivateKey(pem);
  } catch (error) {
    throw unusable(file, error);
  }
  if (privateKey.asymmetricKeyType !== "ed25519") throw unusable(file);
  const publicKey = createPublicKey(privateKey);
  return { privateKey, publicKey, id: idOfKey(publicKey) };
}

function unusable(file: string, cause?: unknown): StartupRefused {
  return new StartupRefused(
    {
      code: "profile-key-unusable",
      text: `the file ${file} holds no key that signs legal profiles (Ed25519)`,
      mend: "Bring back the right file, from the safe copy that is kept with that of KEY_FILE",
    },
    cause,
  );
}

export function signText(key: ProfileKeyPair, text: string): Buffer {
  return sign(null, Buffer.from(text, "utf8"), key.privateKey);
}

export function isSignedBy(key: Pick<ProfileKey, "publicKey">, text: string, signature: Uint8Array): boolean {
  return verify(null, Buffer.from(text, "utf8"), key.publicKey, signature);
}
