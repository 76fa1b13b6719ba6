// Sign-in and who is signed in, on the wire.
import { Type, type Static } from "typebox";
import { strengths } from "./sign-in-policy.ts";
import { closed, Instant, purposes, Uuid } from "#vocabulary";

export const roles = [
  "watch-officer",
  "analyst",
  "supervisor",
  "watchlist-manager",
  "carrier-desk",
  "rules-manager",
  "legal-adviser",
  "data-protection-officer",
  "administrator",
  "protection-reviewer",
  "head",
  "auditor",
  "approver",
  "inspector",
  "liaison",
] as const;
export type Role = (typeof roles)[number];
export const RoleName = Type.Enum([...roles]);

/**
 * GET /api/session: who is signed in (401 when nobody is). `may` lists the actions the screens may offer, `purposes`
 * what this person may state in `x-purpose`. `passwordChangeNeeded`: the password was given out once; until another is
 * chosen (PUT /api/session/password) everything else is refused with `password-change-needed`. `passkeyNeeded`: the way in
 * was too weak for anything but making a passkey (`passkey-needed`). A request with the header
 * `x-unattended` (made by a screen by itself) does not count as use: half an hour without use ends the session.
 */
export const Session = closed({
  person: closed({ id: Uuid, name: Type.String(), roles: Type.Array(RoleName), locale: Type.String() }),
  may: Type.Array(Type.String()),
  purposes: Type.Array(Type.Enum([...purposes])),
  passwordChangeNeeded: Type.Boolean(),
  passkeyNeeded: Type.Boolean(),
  /** How its holder proved who they are, and when last. */
  strength: Type.Enum([...strengths]),
  provedAt: Instant,
  expiresAt: Instant,
});
export type Session = Static<typeof Session>;

/** POST /api/session → 201 Session; the token travels in an HttpOnly cookie only. DELETE /api/session → 204: signed out. */
export const SignIn = closed({
  name: Type.String({ minLength: 1, maxLength: 100 }),
  password: Type.String({ minLength: 1, maxLength: 200 }),
});
export type SignIn = Static<typeof SignIn>;

/**
 * POST /api/session/step-up → 200 Session: the person proved anew who they are, by password where that is accepted; the
 * session goes on under another token. A refusal `step-up-needed` says in `accepts` what may be given.
 */
export const StepUp = closed({ password: Type.String({ minLength: 1, maxLength: 200 }) });

/** GET /api/installation: what the sign-in page needs before anyone is signed in. */
export const Installation = closed({
  unit: Type.String(),
  zone: Type.String(),
  demonstration: Type.Boolean(),
  /** Demonstration only: accounts to sign in with; empty elsewhere. */
  accounts: Type.Array(
    closed({
      name: Type.String(),
      displayName: Type.String(),
      password: Type.String(),
      roles: Type.Array(RoleName),
    }),
  ),
  version: Type.String(),
  /** What the button of single sign-on says; absent where no provider is set up. */
  singleSignOn: Type.Optional(Type.String()),
});
export type Installation = Static<typeof Installation>;

/** PUT /api/session/locale → 204. */
export const LocaleChoice = closed({
  locale: Type.Enum(["en", "az", "fr", "ru", "ar"]),
});

/**
 * PUT /api/session/password → 200 Session; the person's other sessions end, this one goes on under another token. Who came
 * by an enrolment gives no present one.
 */
export const PasswordChange = closed({
  current: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
  next: Type.String({ minLength: 1, maxLength: 200 }),
});

export const PersonAccount = closed({
  id: Uuid,
  signInName: Type.String(),
  name: Type.String(),
  roles: Type.Array(RoleName),
  closed: Type.Boolean(),
  demonstration: Type.Boolean(),
});
export type PersonAccount = Static<typeof PersonAccount>;

/** GET /api/people. */
export const People = closed({ people: Type.Array(PersonAccount) });
export type People = Static<typeof People>;

/** POST /api/people → 201 NewPassword with the id; POST /api/people/:id/password → 201 NewPassword. Shown once. */
export const NewPerson = closed({
  signInName: Type.String({ minLength: 1, maxLength: 100, pattern: "^\\S+$" }),
  name: Type.String({ minLength: 1, maxLength: 200 }),
  roles: Type.Array(RoleName, { maxItems: roles.length }),
});
export const NewPassword = closed({ id: Uuid, password: Type.String() });

/** PUT /api/people/:id/roles → 204; PUT /api/people/:id/state → 204. */
export const RolesChange = closed({ roles: Type.Array(RoleName, { maxItems: roles.length }) });
export const AccountState = closed({ closed: Type.Boolean() });
