// Whom the unit takes for a witness: public keys as files beside its own, put there by whoever runs it; never in the database.
import { createPublicKey } from "node:crypto";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { makeOnce, readIfThere } from "#platform";
import { keyIdOf } from "./head.ts";

export type WitnessKey = { readonly name: string; readonly keyId: string; readonly publicKey: string };

const fileName = /^ledger-witness-([a-z0-9-]{1,40})\.pub$/;

/** The witnesses of an installation, by name. */
export async function witnessKeys(folder: string): Promise<readonly WitnessKey[]> {
  const found: WitnessKey[] = [];
  for (const file of (await readdir(folder)).toSorted()) {
    const name = fileName.exec(file)?.[1];
    if (name === undefined) continue;
    const publicKey = ((await readIfThere(join(folder, file))) ?? "").toString().trim();
    if (isEd25519(publicKey)) found.push({ name, keyId: keyIdOf(publicKey), publicKey });
  }
  return found;
}

/** Takes a witness in; "unusable" where the text is no Ed25519 key or the name no name, "known" where the name is taken. */
export async function addWitness(
  folder: string,
  name: string,
  publicKey: string,
): Promise<"added" | "known" | "unusable"> {
  const file = `ledger-witness-${name}.pub`;
  if (!fileName.test(file) || !isEd25519(publicKey)) return "unusable";
  return (await makeOnce(join(folder, file), `${publicKey}\n`)) ? "added" : "known";
}

function isEd25519(publicKey: string): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, "base64"), format: "der", type: "spki" });
    return key.asymmetricKeyType === "ed25519";
  } catch {
    // Whatever it is, it is no key.
    return false;
  }
}
