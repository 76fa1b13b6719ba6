// Tokens that a carrier signs with a key of its own: no secret is shared, and none can be taken from the unit.
import { createPublicKey, type KeyObject } from "node:crypto";
import type { errors as JoseErrors } from "jose";
import { signingKeysOf, type Carrier } from "#carriers";
import { refuse, systemActor, type Clock, type Database, type LiveFeed, type Refusal } from "#platform";

/** A token is good for so long at most, whatever it says of itself; clocks may differ by so much. */
const longestSeconds = 300;
const skewSeconds = 60;
const algorithms = ["EdDSA", "ES256", "ES384", "PS256", "RS256"];
/** Whom a token must be addressed to. */
export const tokenAudience = "openpiu";

const rememberedMs = 5_000;
const rememberedMax = 1_000;

type Keys = { readonly carrier: Carrier; readonly keys: readonly KeyObject[] } | undefined;

/** What a token turned out to be: whose, or why it is not taken. */
export type SignedTokenCheck = (token: string) => Promise<Carrier | Refusal>;

/** Whether a bearer token has the shape of a signed one (JWS compact serialisation). */
export function isSignedToken(token: string): boolean {
  return /^[\w-]{10,1000}\.[\w-]{10,4000}\.[\w-]{40,1400}$/.test(token);
}

/**
 * Opens the check of signed tokens (RFC 7519): `iss` is the carrier's code, `aud` is "openpiu", `iat` and `exp` lie at most
 * five minutes apart, the signature is that of a key the carrier desk registered. The refusal says which of these failed.
 */
export function openSignedTokens(services: {
  readonly database: Database;
  readonly clock: Clock;
  readonly feed: Pick<LiveFeed, "subscribe">;
}): SignedTokenCheck {
  const known = new Map<string, { readonly keys: Keys; readonly until: number }>();
  services.feed.subscribe((event) => {
    if (event.topic === "carrier") known.clear();
  });

  async function keysOf(code: string): Promise<Keys> {
    const now = services.clock.now().getTime();
    const remembered = known.get(code);
    if (remembered !== undefined && remembered.until > now) return remembered.keys;
    const found = await services.database.transaction(systemActor("intake"), (tx) => signingKeysOf(tx, code));
    const keys: Keys = found && {
      carrier: found.carrier,
      keys: found.keys.map((key) => createPublicKey({ key, format: "der", type: "spki" })),
    };
    if (known.size >= rememberedMax) known.clear();
    known.set(code, { keys, until: now + rememberedMs });
    return keys;
  }

  return async (token) => {
    const { decodeJwt, errors, jwtVerify } = await import("jose");
    let code: string;
    try {
      code = String(decodeJwt(token).iss ?? "").toUpperCase();
    } catch (problem) {
      if (problem instanceof errors.JOSEError || problem instanceof TypeError)
        return notTaken("it cannot be read");
      throw problem;
    }
    const found = /^[A-Z0-9]{2,3}$/.test(code) ? await keysOf(code) : undefined;
    if (found === undefined || found.keys.length === 0)
      return notTaken("iss names no carrier with a registered key");
    let reason = "";
    for (const key of found.keys) {
      try {
        await jwtVerify(token, key, {
          algorithms,
          audience: tokenAudience,
          requiredClaims: ["iat", "exp"],
          maxTokenAge: longestSeconds,
          clockTolerance: skewSeconds,
          currentDate: services.clock.now(),
        });
        return found.carrier;
      } catch (problem) {
        if (!(problem instanceof errors.JOSEError) && !(problem instanceof TypeError)) throw problem;
        reason = reasonOf(problem, errors, reason);
      }
    }
    return notTaken(reason);
  };
}

/** What is told: of several keys that were tried, the failure that lies behind a right signature says most. */
function reasonOf(problem: Error, errors: typeof JoseErrors, before: string): string {
  if (problem instanceof errors.JWTExpired) return "it has expired, or is older than five minutes (exp, iat)";
  if (problem instanceof errors.JWTClaimValidationFailed)
    return `${problem.claim} is missing or wrong (aud is "${tokenAudience}", iat and exp are needed)`;
  return before || "no registered key has made its signature";
}

function notTaken(reason: string): Refusal {
  return refuse("signed-token-refused", `The signed token is not taken: ${reason}.`, 401);
}
