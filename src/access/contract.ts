// Sign-in and who is signed in, on the wire.
import { Type, type Static } from "typebox";
import { closed, Instant, Uuid } from "#vocabulary";

export const roles = [
  "watch-officer",
  "analyst",
  "supervisor",
  "watchlist-manager",
  "carrier-desk",
  "data-protection-officer",
  "administrator",
] as const;
export type Role = (typeof roles)[number];
export const RoleName = Type.Enum([...roles]);

/** GET /api/session: who is signed in (401 when nobody is). `may` lists the actions the screens may offer. */
export const Session = closed({
  person: closed({ id: Uuid, name: Type.String(), roles: Type.Array(RoleName), locale: Type.String() }),
  may: Type.Array(Type.String()),
  expiresAt: Instant,
});
export type Session = Static<typeof Session>;

/** POST /api/session → 201 Session; the token travels in an HttpOnly cookie only. */
export const SignIn = closed({
  name: Type.String({ minLength: 1, maxLength: 100 }),
  password: Type.String({ minLength: 1, maxLength: 200 }),
});
export type SignIn = Static<typeof SignIn>;

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
});
export type Installation = Static<typeof Installation>;

/** PUT /api/session/locale. */
export const LocaleChoice = closed({
  locale: Type.Enum(["en", "az", "fr", "ru", "ar"]),
});
