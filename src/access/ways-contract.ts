// The ways in on the wire: passkeys, single sign-on, enrolment, and one's own sessions.
import { Type, type Static } from "typebox";
import { closed, Instant, Uuid } from "#vocabulary";
import { strengths } from "./sign-in-policy.ts";

const bytes = (most: number) => Type.String({ maxLength: most, pattern: "^[A-Za-z0-9_-]*$" });

/**
 * POST /api/session/passkeys → 200 Session: what the authenticator made of the options of POST
 * /api/session/passkeys/challenge (PublicKeyCredentialCreationOptionsJSON of WebAuthn level 3). Bytes are base64url.
 */
export const PasskeyMade = closed({
  name: Type.String({ minLength: 1, maxLength: 60, pattern: "\\S" }),
  id: bytes(1400),
  clientDataJSON: bytes(4000),
  attestationObject: bytes(20_000),
  transports: Type.Array(Type.String({ maxLength: 20 }), { maxItems: 10 }),
});
export type PasskeyMade = Static<typeof PasskeyMade>;

/**
 * POST /api/session/passkey → 201 Session, POST /api/session/step-up/passkey → 200 Session: what the authenticator
 * signed of the options of the same address with /challenge (PublicKeyCredentialRequestOptionsJSON).
 */
export const PasskeyAnswer = closed({
  id: bytes(1400),
  clientDataJSON: bytes(4000),
  authenticatorData: bytes(4000),
  signature: bytes(4000),
  userHandle: Type.Union([bytes(100), Type.Null()]),
});
export type PasskeyAnswer = Static<typeof PasskeyAnswer>;

/** GET /api/session/ways: one's own ways in, and where one is signed in. */
export const WaysIn = closed({
  passkeys: Type.Array(
    closed({
      id: Uuid,
      name: Type.String(),
      addedAt: Instant,
      lastUsedAt: Type.Union([Instant, Type.Null()]),
      /** Kept in an account of the device's maker and present on several devices. */
      synced: Type.Boolean(),
      /** Its counter went back: it may have been copied, and opens nothing any more. */
      suspected: Type.Boolean(),
    }),
  ),
  identities: Type.Array(
    closed({
      id: Uuid,
      issuer: Type.String(),
      linkedAt: Instant,
      lastUsedAt: Type.Union([Instant, Type.Null()]),
    }),
  ),
  /** A password opens a session here, and there is one. */
  password: Type.Boolean(),
  sessions: Type.Array(
    closed({
      id: Uuid,
      here: Type.Boolean(),
      strength: Type.Enum([...strengths]),
      device: Type.String(),
      openedAt: Instant,
      lastSeenAt: Instant,
    }),
  ),
});
export type WaysIn = Static<typeof WaysIn>;

/** DELETE /api/session/passkeys/:id, /api/session/identities/:id → 200 Session; DELETE /api/session/list/:id → 204. */
export const OneOfOwn = closed({ id: Uuid });

/** POST /api/session/enrolment → 201 Session, in which a passkey can be made and nothing else. */
export const EnrolmentSecret = closed({ secret: Type.String({ minLength: 1, maxLength: 100 }) });

/**
 * POST /api/session/single-sign-on → 200: the address at the provider to go to. From there the browser comes back to
 * /api/session/single-sign-on/return and goes on to `to`, a path of this server.
 */
export const SingleSignOnWish = closed({
  use: Type.Enum(["sign-in", "step-up", "link"]),
  to: Type.String({ maxLength: 500 }),
});
export const SingleSignOnAddress = closed({ address: Type.String() });
