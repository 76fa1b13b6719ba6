// Sign-in and who is signed in, on the wire.
import { Type, type Static } from "typebox";
import { strengths } from "./sign-in-policy.ts";
import { closed, Instant, Nullable, purposes, Uuid } from "#vocabulary";

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
  "enforcement",
] as const;
export type Role = (typeof roles)[number];
export const RoleName = Type.Enum([...roles]);

/** What a role may lack beside its grant: then it sleeps (roles.md section 2). */
export const lacks = ["vetting", "certificate", "human-rights", "shift", "secondment", "home-rests"] as const;
export type Lack = (typeof lacks)[number];
/** A role that sleeps, and why. */
export const AsleepRole = closed({ role: RoleName, lacks: Type.Array(Type.Enum([...lacks])) });

/** The courses whose certificates open access: the roles that are trained for, and human rights for all of them. */
export const courses = [
  "human-rights",
  "watch-officer",
  "analyst",
  "protection-reviewer",
  "rules-manager",
  "watchlist-manager",
  "supervisor",
] as const;

/**
 * GET /api/session: who is signed in (401 when nobody is). `may` lists the actions the screens may offer, `purposes`
 * what this person may state in `x-purpose`. `passwordChangeNeeded`: the password was given out once; until another is
 * chosen (PUT /api/session/password) everything else is refused with `password-change-needed`. `passkeyNeeded`: the way in
 * was too weak for anything but making a passkey (`passkey-needed`). `asleep`: roles that are held and do not act now. A request with the header
 * `x-unattended` (made by a screen by itself) does not count as use: half an hour without use ends the session.
 */
export const Session = closed({
  person: closed({ id: Uuid, name: Type.String(), roles: Type.Array(RoleName), locale: Type.String() }),
  may: Type.Array(Type.String()),
  purposes: Type.Array(Type.Enum([...purposes])),
  asleep: Type.Array(AsleepRole),
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

/**
 * POST /api/people/requests (ask-for-account) → 201 RequestMade. An administrator carries it out (POST …/:id/execution → 204)
 * or refuses it (POST …/:id/refusal → 204); then who asked has the secret once (POST …/:id/secret → 201 NewPassword).
 */
const Reason = Type.String({ minLength: 3, maxLength: 500 });
const Roles = Type.Array(RoleName, { maxItems: roles.length });
export const AccountRequestForm = Type.Union([
  closed({
    kind: Type.Literal("account"),
    signInName: Type.String({ minLength: 1, maxLength: 100, pattern: "^\\S+$" }),
    name: Type.String({ minLength: 1, maxLength: 200 }),
    tenant: Type.Optional(Type.String({ pattern: "^(piu|(agency|vendor):[a-z0-9-]{1,40})$" })),
    roles: Roles,
    reason: Reason,
  }),
  closed({ kind: Type.Literal("roles"), personId: Uuid, roles: Roles, reason: Reason }),
  closed({ kind: Type.Enum(["secret", "opening"]), personId: Uuid, reason: Reason }),
]);
export type AccountRequestForm = Static<typeof AccountRequestForm>;
/** `flags`: pairs of the roles asked for whose work is kept apart on one thing ("analyst+supervisor"). */
export const RequestMade = closed({ id: Uuid, flags: Type.Array(Type.String()) });
export type RequestMade = Static<typeof RequestMade>;

/** GET /api/people/requests. */
export const AccountRequests = closed({
  requests: Type.Array(
    closed({
      id: Uuid,
      kind: Type.Enum(["account", "roles", "secret", "opening"]),
      personId: Nullable(Uuid),
      signInName: Nullable(Type.String()),
      name: Nullable(Type.String()),
      tenant: Type.String(),
      roles: Type.Array(RoleName),
      reason: Type.String(),
      flags: Type.Array(Type.String()),
      state: Type.Enum(["asked", "executed", "handed-over", "refused"]),
      askedBy: Type.String(),
      askedAt: Instant,
      executedBy: Nullable(Type.String()),
      executedAt: Nullable(Instant),
    }),
  ),
});
export type AccountRequests = Static<typeof AccountRequests>;

export const NewPassword = closed({ id: Uuid, password: Type.String() });
export type NewPassword = Static<typeof NewPassword>;

/** PUT /api/people/:id/state → 204: closes an account at once. It is opened again on request only. */
export const AccountState = closed({ closed: Type.Literal(true) });
