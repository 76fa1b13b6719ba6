// The host key of the SFTP server: made once, kept in the data folder, published by its fingerprint.
import { createHash, randomBytes } from "node:crypto";
import { link, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import ssh2 from "ssh2";

export type HostKey = {
  /** In OpenSSH's own format. */
  readonly private: string;
  /** "ssh-ed25519 AAAA…": the line that goes into a carrier's known_hosts, after the server's name. */
  readonly public: string;
  /** "SHA256:…", as OpenSSH shows it. */
  readonly fingerprint: string;
};

/**
 * Reads the key from `sftp-host.key` in the data folder; makes it (ed25519, readable by its owner only) when it is missing,
 * with `sftp-host.key.pub`
 * beside it: the public part and the fingerprint. Servers behind one address are given the same file. Throws when the file is no key.
 */
export async function hostKey(dataFolder: string, generate = generated): Promise<HostKey> {
  const file = join(dataFolder, "sftp-host.key");
  const text = await readFile(file, "utf8").catch(
    (problem: unknown) => missing(problem) ?? make(file, generate),
  );
  const parsed = keyIn(text);
  if (parsed === null) {
    throw new Error(
      `${file} holds no ed25519 key in OpenSSH's format. Bring back the right file, or delete it to have a new one made`,
    );
  }
  const blob = parsed.getPublicSSH();
  const key = {
    private: text,
    public: `ssh-ed25519 ${blob.toString("base64")}`,
    fingerprint: `SHA256:${createHash("sha256").update(blob).digest("base64").replace(/=+$/, "")}`,
  };
  await writeFile(`${file}.pub`, `${key.public} ${key.fingerprint}\n`);
  return key;
}

const generated = (): string => ssh2.utils.generateKeyPairSync("ed25519").private;

function keyIn(text: string): ssh2.ParsedKey | null {
  const parsed = ssh2.utils.parseKey(text);
  return parsed instanceof Error || parsed.type !== "ssh-ed25519" || !parsed.isPrivateKey() ? null : parsed;
}

/** Of the keys that ssh2 makes some six in a thousand cannot be read again: another is made. */
const triesMax = 100;

function readableKey(generate: () => string): string {
  for (let tries = 0; tries < triesMax; tries += 1) {
    const text = generate();
    if (keyIn(text) !== null) return text;
  }
  throw new Error("no host key could be made for the SFTP server");
}

function missing(problem: unknown): undefined {
  if (problem instanceof Error && "code" in problem && problem.code === "ENOENT") return undefined;
  throw problem;
}

/** Written beside its place and linked there whole: of two servers that start at once one makes the key, both use it. */
async function make(file: string, generate: () => string): Promise<string> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const made = `${file}.${randomBytes(6).toString("hex")}`;
  await writeFile(made, readableKey(generate), { mode: 0o600, flush: true });
  try {
    await link(made, file);
  } catch (problem) {
    if (!(problem instanceof Error && "code" in problem && problem.code === "EEXIST")) throw problem;
  } finally {
    await rm(made, { force: true });
  }
  return readFile(file, "utf8");
}
