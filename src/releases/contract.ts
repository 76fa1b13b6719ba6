// Releases on the wire: what runs, by whose word, and what is asked for (F14).
import { Type, type Static } from "typebox";
import { closed, Instant, Nullable } from "#vocabulary";

const Digest = Type.String({ pattern: "^[0-9a-f]{64}$" });
const Version = Type.String({ minLength: 1, maxLength: 60 });

/** first: nothing has run yet; emergency: in operation, to be agreed; the last two may not start. */
export const standings = ["first", "approved", "emergency", "refused", "unapproved"] as const;
export type Standing = (typeof standings)[number];

const State = {
  digest: Digest,
  version: Version,
  standing: Type.Enum([...standings]),
  /** In an emergency: since when, and until when the second person has to say a word. */
  since: Nullable(Instant),
  due: Nullable(Instant),
  overdue: Type.Boolean(),
  /** Why it was put in operation at once. */
  reason: Nullable(Type.String()),
};

/** GET /api/releases/standing: of what this server runs, for the line on every page. `exempt`: a demonstration. */
export const ReleaseStanding = closed({ ...State, exempt: Type.Boolean() });
export type ReleaseStanding = Static<typeof ReleaseStanding>;

/** GET /api/releases. */
export const Releases = closed({
  now: ReleaseStanding,
  software: Digest,
  settings: Type.Array(closed({ name: Type.String(), value: Type.String() })),
  /** Starts of servers, newest first. */
  starts: Type.Array(
    closed({
      digest: Digest,
      version: Version,
      server: Type.String(),
      way: Type.Enum(["first", "approved", "emergency"]),
      reason: Nullable(Type.String()),
      at: Instant,
    }),
  ),
});
export type Releases = Static<typeof Releases>;

/** POST /api/releases/requests (ask-release) → 204: what `openpiu release digest` printed, and why. The digest is worked out anew. */
export const NewRelease = closed({
  version: Version,
  software: Digest,
  settings: Type.Record(
    Type.String({ pattern: "^[A-Z][A-Z0-9_]{1,59}$" }),
    Type.String({ maxLength: 4_000 }),
    {
      maxProperties: 200,
    },
  ),
  digest: Digest,
  /** What changes, in words of those who have to agree. */
  reason: Type.String({ minLength: 3, maxLength: 1000 }),
});
export type NewRelease = Static<typeof NewRelease>;
