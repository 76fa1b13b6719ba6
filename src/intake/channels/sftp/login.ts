// Who connects: the user name is the carrier's code, the proof is a key that is bound to it. There is no other way in.
import { createPublicKey } from "node:crypto";
import ssh2, { type AuthContext, type ParsedKey, type PublicKeyAuthContext } from "ssh2";
import { isRefusal } from "#platform";
import type { Sender } from "../../judge.ts";
import type { SenderGate } from "../../sender-gate.ts";

/** A carrier that proved itself, and the key by which it is asked for again before each file. */
export type Login = { readonly sender: Sender; readonly identity: string };

const rsaBitsMin = 3072;

/**
 * Answers one attempt; returns the login once a signature proved it. Keys: ed25519, and RSA of 3072 bits or more with
 * SHA-2 (transport.md section 7).
 */
export async function logIn(gate: SenderGate, attempt: AuthContext): Promise<Login | undefined> {
  if (attempt.method !== "publickey") {
    attempt.reject(["publickey"]);
    return undefined;
  }
  const login = await loginOf(gate, attempt);
  if (login === undefined) {
    attempt.reject(["publickey"]);
    return undefined;
  }
  // Without a signature the client only asks whether this key would do.
  attempt.accept();
  return attempt.signature === undefined ? undefined : login;
}

async function loginOf(gate: SenderGate, attempt: PublicKeyAuthContext): Promise<Login | undefined> {
  const key = usableKey(attempt.key);
  if (key === undefined) return undefined;
  const { signature, blob, hashAlgo } = attempt;
  if (signature !== undefined) {
    // An RSA signature without a name for its hash is one with SHA-1.
    if (blob === undefined || (key.type === "ssh-rsa" && hashAlgo === undefined)) return undefined;
    if (key.verify(blob, signature, hashAlgo) !== true) return undefined;
  }
  const identity = `${key.type} ${key.getPublicSSH().toString("base64")}`;
  const sender = await gate("ssh-key", identity);
  if (isRefusal(sender) || sender.code !== attempt.username.toUpperCase()) return undefined;
  return { sender, identity };
}

function usableKey({ algo, data }: PublicKeyAuthContext["key"]): ParsedKey | undefined {
  if (algo !== "ssh-ed25519" && algo !== "ssh-rsa") return undefined;
  const key = ssh2.utils.parseKey(`${algo} ${data.toString("base64")}`);
  if (key instanceof Error || key.type !== algo) return undefined;
  if (algo === "ssh-ed25519") return key;
  const { modulusLength = 0 } = createPublicKey(key.getPublicPEM()).asymmetricKeyDetails ?? {};
  return modulusLength >= rsaBitsMin ? key : undefined;
}
