// Asking the server about the ways in: passkeys, single sign-on, enrolment, one's own sessions.
import { queryOptions } from "@tanstack/react-query";
import type { Session } from "../../contract.ts";
import type { PasskeyAnswer, PasskeyMade, WaysIn } from "../../ways-contract.ts";
import { get, request } from "#design/ui";

export const waysQuery = queryOptions({
  queryKey: ["ways-in"],
  queryFn: ({ signal }) => get<WaysIn>("/api/session/ways", { signal }),
});

/** Proves anew who one is by the password. */
export function proveByPassword(password: string): Promise<Session> {
  return request("POST", "/api/session/step-up", { body: { password } });
}

/** Proves anew who one is by a passkey. */
export async function proveByPasskey(): Promise<Session> {
  const options = await request<PublicKeyCredentialRequestOptionsJSON>(
    "POST",
    "/api/session/step-up/challenge",
  );
  return request("POST", "/api/session/step-up/passkey", { body: await signWith(options) });
}

/** Signs in with a passkey; the authenticator says whose it is. */
export async function signInByPasskey(): Promise<Session> {
  const options = await request<PublicKeyCredentialRequestOptionsJSON>(
    "POST",
    "/api/session/passkey/challenge",
  );
  return request("POST", "/api/session/passkey", { body: await signWith(options) });
}

/** Makes a passkey for who is signed in. */
export async function makePasskey(name: string): Promise<Session> {
  const options = await request<PublicKeyCredentialCreationOptionsJSON>(
    "POST",
    "/api/session/passkeys/challenge",
  );
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
  const made = await navigator.credentials.create({ publicKey });
  if (!(made instanceof PublicKeyCredential)) throw new DOMException("no passkey", "NotAllowedError");
  const response = made.response as AuthenticatorAttestationResponse;
  const body: PasskeyMade = {
    name,
    id: made.id,
    clientDataJSON: textOf(response.clientDataJSON),
    attestationObject: textOf(response.attestationObject),
    transports: response.getTransports(),
  };
  return request("POST", "/api/session/passkeys", { body });
}

export function removePasskey(id: string): Promise<Session> {
  return request("DELETE", `/api/session/passkeys/${id}`);
}

export function removeIdentity(id: string): Promise<Session> {
  return request("DELETE", `/api/session/identities/${id}`);
}

export function endSession(id: string): Promise<void> {
  return request("DELETE", `/api/session/list/${id}`);
}

export function endOtherSessions(): Promise<void> {
  return request("DELETE", "/api/session/list");
}

/** Opens the enrolment of a code: from then on a passkey can be made. */
export function openEnrolment(secret: string): Promise<Session> {
  return request("POST", "/api/session/enrolment", { body: { secret } });
}

/** Goes to the provider of single sign-on; from there the browser comes back to `to`. */
export async function goToProvider(wanted: {
  readonly use: "sign-in" | "step-up" | "link";
  readonly to: string;
}): Promise<void> {
  const { address } = await request<{ address: string }>("POST", "/api/session/single-sign-on", {
    body: wanted,
  });
  location.assign(address);
}

async function signWith(options: PublicKeyCredentialRequestOptionsJSON): Promise<PasskeyAnswer> {
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
  const signed = await navigator.credentials.get({ publicKey });
  if (!(signed instanceof PublicKeyCredential)) throw new DOMException("no passkey", "NotAllowedError");
  const response = signed.response as AuthenticatorAssertionResponse;
  return {
    id: signed.id,
    clientDataJSON: textOf(response.clientDataJSON),
    authenticatorData: textOf(response.authenticatorData),
    signature: textOf(response.signature),
    userHandle: response.userHandle === null ? null : textOf(response.userHandle),
  };
}

/** base64url, as the server reads it. */
function textOf(bytes: ArrayBuffer): string {
  return btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");
}

/** Whether this browser can use passkeys at this address; where not, the address at which it could (null: nowhere). */
export function passkeyPlace(): "here" | { readonly address: string } | null {
  if (!("PublicKeyCredential" in globalThis) || !("parseCreationOptionsFromJSON" in PublicKeyCredential))
    return null;
  // Passkeys belong to names: the machine's own is localhost, not its number.
  if (location.hostname === "127.0.0.1" || location.hostname === "[::1]")
    return { address: `${location.protocol}//localhost:${location.port}` };
  return "here";
}
