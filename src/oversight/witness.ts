// The witness's side: looks at what a unit publishes, checks it against what it saw before, signs it, and never signs a fork.
import { createPrivateKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import { appendFile, mkdir, open } from "node:fs/promises";
import { join } from "node:path";
import { makeOnce, readIfThere } from "#platform";
import {
  cosign,
  isCosigned,
  judgePublished,
  publicKeyOf,
  type Cosigned,
  type Published,
} from "./cosigning.ts";
import { keyIdOf, type HeadKey } from "./head.ts";
import type { Proof } from "./proof.ts";

export type Witness = {
  readonly keyId: string;
  readonly publicKey: string;
  /** Its own file of heads: what `openpiu ledger verify --against` reads. */
  readonly file: string;
  /** Looks once. */
  look(): Promise<Look>;
};

export type Look =
  | { readonly outcome: "cosigned"; readonly cosigned: Cosigned; readonly delivered: boolean }
  | { readonly outcome: "nothing-new"; readonly last: Cosigned | undefined }
  /** Nothing was signed; what was shown is kept beside what was seen, each with its signature. */
  | { readonly outcome: "fork"; readonly why: string; readonly evidence: string };

export type WitnessOptions = {
  readonly folder: string;
  /** The unit's address. */
  readonly of: string;
  readonly now: () => Date;
};

/** Opens a witness in its folder; its key is made with the first start. Throws what the file system or a broken file throws. */
export async function openWitness({ folder, of, now }: WitnessOptions): Promise<Witness> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const key = await ownKey(join(folder, "witness.pem"));
  const publicKey = publicKeyOf(key);
  const keyId = keyIdOf(publicKey);
  const file = join(folder, "witnessed-heads.ndjson");
  await makeOnce(file, `${JSON.stringify({ witness: { keyId, publicKey } })}\n`);
  const ask = async <Shape>(path: string): Promise<Shape> => {
    const answer = await fetch(new URL(path, of), { signal: AbortSignal.timeout(20_000) });
    if (!answer.ok) throw new Error(`${of}${path} answered ${answer.status}`);
    return (await answer.json()) as Shape;
  };
  return {
    keyId,
    publicKey,
    file,
    look: async () => {
      const seen = readWitnessed(((await readIfThere(file)) ?? "").toString(), publicKey);
      if (seen.badLine !== undefined)
        throw new Error(`line ${seen.badLine} of ${file} is not this witness's own`);
      const last = seen.heads.at(-1);
      const published = await ask<Published>("/api/public/ledger/heads");
      const judged = await judgePublished(published, { last, keys: seen.keys }, (before, after) =>
        ask<Proof>(`/api/public/ledger/consistency?before=${before}&after=${after}`),
      );
      if (judged.verdict === "fork") {
        const evidence = join(folder, "fork.ndjson");
        const told = { why: judged.why, at: now().toISOString(), seen: last ?? null, shown: published };
        await appendFile(evidence, `${JSON.stringify(told)}\n`);
        return { outcome: "fork", why: judged.why, evidence };
      }
      if (judged.verdict === "nothing-new") return { outcome: "nothing-new", last };
      const cosigned = cosign(judged.head, now(), key);
      const news = judged.keys.filter((one) => !seen.keys.some(({ keyId: id }) => id === one.keyId));
      // On the disk before anybody hears of it: a witness that forgot what it signed could sign another.
      await append(file, [...news.map((one) => ({ key: one })), { cosigned }]);
      return { outcome: "cosigned", cosigned, delivered: await deliver(of, cosigned) };
    },
  };
}

/** Gives it to the unit to publish. What the unit does with it is nothing the witness rests on. */
async function deliver(of: string, cosigned: Cosigned): Promise<boolean> {
  const answer = await fetch(new URL("/api/public/ledger/cosignatures", of), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(cosigned),
    signal: AbortSignal.timeout(20_000),
  });
  return answer.ok;
}

/** A witness's file: who it is, the keys of the unit in the order in which they were introduced, and what it signed. */
export type Witnessed = {
  readonly publicKey: string | undefined;
  readonly keys: readonly HeadKey[];
  readonly heads: readonly Cosigned[];
  /** The first line that the witness did not sign. */
  readonly badLine: number | undefined;
};

type Line = {
  readonly witness?: { readonly keyId: string; readonly publicKey: string };
  readonly key?: HeadKey;
  readonly cosigned?: Cosigned;
};

/** Reads it; of a witness whose key is known only by that, else by the one the file names. */
export function readWitnessed(text: string, known?: string): Witnessed {
  const keys: HeadKey[] = [];
  const heads: Cosigned[] = [];
  let publicKey = known;
  for (const [at, line] of text.split("\n").entries()) {
    const { witness, key, cosigned } = lineFrom(line);
    if (witness !== undefined) publicKey ??= witness.publicKey;
    if (key !== undefined) keys.push(key);
    if (cosigned === undefined) continue;
    if (publicKey === undefined || !isCosigned(cosigned, publicKey))
      return { publicKey, keys, heads, badLine: at + 1 };
    heads.push(cosigned);
  }
  return { publicKey, keys, heads, badLine: undefined };
}

function lineFrom(line: string): Line {
  try {
    return line.trim() === "" ? {} : (JSON.parse(line) as Line);
  } catch (problem) {
    // Cut off when the machine stopped: nobody heard of what it would have said.
    if (problem instanceof SyntaxError) return {};
    throw problem;
  }
}

async function append(file: string, lines: readonly Line[]): Promise<void> {
  const handle = await open(file, "a", 0o644);
  try {
    await handle.appendFile(`\n${lines.map((line) => `${JSON.stringify(line)}\n`).join("")}`);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function ownKey(file: string): Promise<KeyObject> {
  if ((await readIfThere(file)) === undefined) {
    const { privateKey } = generateKeyPairSync("ed25519");
    await makeOnce(file, privateKey.export({ type: "pkcs8", format: "pem" }));
  }
  return createPrivateKey((await readIfThere(file)) ?? "");
}
