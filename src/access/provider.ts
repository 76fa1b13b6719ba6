// The provider of single sign-on (OpenID Connect): where to send a browser, and what its answer proves.
import { isIP } from "node:net";
import type { Configuration, CustomFetch } from "openid-client";
import type { SingleSignOnSettings } from "./sign-in-policy.ts";

/** Loaded with the first use: it takes a while, and most requests never need it. */
const openid = () => import("openid-client");

/** Who somebody is over there, and how they proved it. */
export type ProvenIdentity = {
  readonly issuer: string;
  readonly subject: string;
  /** Several factors. */
  readonly strong: boolean;
};

const answerSecondsMax = 10;
const answerBytesMax = 1_048_576;
/** What the provider says of itself is asked anew after this long. */
const knownMinutes = 10;

const known = new Map<string, { readonly at: number; readonly asked: Promise<Configuration> }>();

/** What the provider says of itself; the same answer for some minutes. Signatures of its tokens are checked always. */
async function configurationOf(settings: SingleSignOnSettings, at: Date): Promise<Configuration> {
  const { issuer, clientId, clientSecret } = settings;
  const key = `${issuer} ${clientId}`;
  const before = known.get(key);
  if (before !== undefined && at.getTime() - before.at < knownMinutes * 60_000) return before.asked;
  const client = await openid();
  const url = new URL(issuer);
  const asked = client.discovery(url, clientId, undefined, client.ClientSecretPost(clientSecret), {
    timeout: answerSecondsMax,
    [client.customFetch]: fetchOnlyFrom(url),
    execute: [
      client.enableNonRepudiationChecks,
      // Plain HTTP is for a provider on this very machine only: the settings admit no other.
      ...(url.protocol === "http:" ? [client.allowInsecureRequests] : []),
    ],
  });
  known.set(key, { at: at.getTime(), asked });
  // A provider that did not answer is asked again at the next attempt.
  asked.catch(() => known.delete(key));
  return asked;
}

/**
 * Asks the provider and nobody inside: its own origin, or another host of a public kind of name over TLS, as providers with
 * several hosts name them. Never a number, never this machine, never a redirection, never a long answer.
 */
function fetchOnlyFrom(issuer: URL): CustomFetch {
  return async (address, options) => {
    const url = new URL(address);
    if (!mayBeAsked(url, issuer))
      throw new Error(`the provider names an address that is not asked: ${url.host}`);
    const { body, headers, method, signal } = options;
    const answer = await fetch(url, {
      method,
      headers,
      body: body as RequestInit["body"] & {},
      redirect: "manual",
      ...(signal === undefined ? {} : { signal }),
    });
    const bytes = await readAtMost(answer, answerBytesMax);
    return new Response(bytes.length === 0 ? null : bytes, {
      status: answer.status,
      headers: answer.headers,
    });
  };
}

/** Whether an address that the provider names is asked at all. */
export function mayBeAsked(url: URL, issuer: URL): boolean {
  if (url.origin === issuer.origin) return true;
  const named = isIP(url.hostname.replace(/^\[|\]$/g, "")) === 0 && url.hostname.includes(".");
  return url.protocol === "https:" && named && !url.hostname.endsWith(".localhost");
}

async function readAtMost(answer: Response, most: number): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of answer.body ?? []) {
    length += part.length;
    if (length > most) throw new Error("the provider's answer is too long");
    parts.push(part);
  }
  return new Uint8Array(Buffer.concat(parts));
}

/** What a round trip to the provider is bound to; derived from a secret that only the browser keeps. */
export type Trip = {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  readonly redirectUri: string;
};

/** The address at the provider where somebody proves who they are; `anew`: also when they did so lately. */
export async function addressAtProvider(
  settings: SingleSignOnSettings,
  trip: Trip,
  { at, anew }: { readonly at: Date; readonly anew: boolean },
): Promise<string> {
  const client = await openid();
  const configuration = await configurationOf(settings, at);
  const address = client.buildAuthorizationUrl(configuration, {
    redirect_uri: trip.redirectUri,
    scope: "openid",
    response_type: "code",
    state: trip.state,
    nonce: trip.nonce,
    code_challenge: await client.calculatePKCECodeChallenge(trip.verifier),
    code_challenge_method: "S256",
    ...(settings.strongAcr.length === 0 ? {} : { acr_values: settings.strongAcr.join(" ") }),
    ...(anew ? { prompt: "login", max_age: "0" } : {}),
  });
  return address.href;
}

/**
 * What the provider's answer proves. Throws when anything does not hold: state, issuer, signature, audience, nonce, times,
 * and where it had to be anew, that it was.
 */
export async function identityIn(
  settings: SingleSignOnSettings,
  trip: Trip,
  answer: { readonly query: string; readonly at: Date; readonly anew: boolean },
): Promise<ProvenIdentity> {
  const client = await openid();
  const configuration = await configurationOf(settings, answer.at);
  const returned = new URL(trip.redirectUri);
  returned.search = answer.query;
  const tokens = await client.authorizationCodeGrant(configuration, returned, {
    expectedState: trip.state,
    expectedNonce: trip.nonce,
    pkceCodeVerifier: trip.verifier,
    idTokenExpected: true,
    ...(answer.anew ? { maxAge: provedSecondsMax } : {}),
  });
  const claims = tokens.claims();
  if (claims === undefined) throw new Error("the provider's answer holds no identity");
  return {
    issuer: claims.iss,
    subject: claims.sub,
    strong: isStrong(claims, settings.strongAcr),
  };
}

/** A proof that had to be given anew may have taken this long on the way back. */
const provedSecondsMax = 120;

/** Whether the claims say that there were several factors: by `acr` as the settings have it, or by `amr` (RFC 8176). */
export function isStrong(
  claims: { readonly [name: string]: unknown },
  strongAcr: readonly string[],
): boolean {
  const { acr, amr } = claims;
  if (strongAcr.length > 0) return typeof acr === "string" && strongAcr.includes(acr);
  return Array.isArray(amr) && amr.includes("mfa");
}
