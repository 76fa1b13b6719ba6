// What carriers are told while screening is away, and when it was, on the wire.
import { Type, type Static } from "typebox";
import { closed, Day, failPolicies, FlightKey, Instant, Nullable, threatLevels, Uuid } from "#vocabulary";

export { failPolicies, threatLevels, type FailPolicy, type ThreatLevel } from "#vocabulary";

const Level = Type.Enum([...threatLevels]);
const Policy = Type.Enum([...failPolicies]);
const ByLevel = closed({ normal: Policy, heightened: Policy, severe: Policy });

/** One version of the setting, as an officer set it. */
export const OutageSetting = closed({
  id: Uuid,
  level: Level,
  policies: ByLevel,
  reason: Type.String(),
  setBy: closed({ id: Type.String(), name: Type.String() }),
  /** The second person; null: of the time when one was enough. */
  agreedBy: Nullable(closed({ id: Type.String(), name: Type.String() })),
  setAt: Instant,
});
export type OutageSetting = Static<typeof OutageSetting>;

/** When screening was away: from the first answer by the fail policy to the last traveller screened. */
export const Outage = closed({
  id: Uuid,
  startedAt: Instant,
  endedAt: Nullable(Instant),
  /** By which policies carriers were answered. */
  policies: Type.Array(Type.String()),
  flights: Type.Integer(),
  travellers: Type.Integer(),
  answers: Type.Integer(),
  /** Flights whose travellers are still to be screened. */
  left: Type.Integer(),
});
export type Outage = Static<typeof Outage>;

/** GET /api/outage-policy. */
export const OutagePolicy = closed({
  level: Level,
  policies: ByLevel,
  /** The policy at the level in force: what carriers are told from the next answer on. */
  inForce: Policy,
  /** What the legal profile says: the usual at each level, and what may be set. */
  profile: closed({
    name: Type.String(),
    usual: ByLevel,
    permitted: closed({
      normal: Type.Array(Policy),
      heightened: Type.Array(Policy),
      severe: Type.Array(Policy),
    }),
  }),
  /** What an agent reads under each policy: the code by our own map, and the text. */
  says: closed({
    board: closed({ code: Type.String(), text: Type.String() }),
    "check-documents": closed({ code: Type.String(), text: Type.String() }),
  }),
  /** Versions, newest first; the first is in force. None: the profile's usual at the normal level. */
  versions: Type.Array(OutageSetting),
  /** Asked for, and not in force before a second person agrees. */
  waiting: Nullable(
    closed({
      level: Level,
      policies: ByLevel,
      reason: Type.String(),
      askedBy: closed({ id: Type.String(), name: Type.String() }),
      askedAt: Instant,
      expiresAt: Instant,
    }),
  ),
  /** Screening is away now. */
  away: Nullable(Outage),
});
export type OutagePolicy = Static<typeof OutagePolicy>;

/** POST /api/outage-policy → 200 OutagePolicy: asks for it; a second person agrees (F14). `basedOn`: the version that was in force when it was filled in. */
export const NewOutageSetting = closed({
  basedOn: Nullable(Uuid),
  level: Level,
  policies: ByLevel,
  reason: Type.String({ minLength: 3, maxLength: 500 }),
});
export type NewOutageSetting = Static<typeof NewOutageSetting>;

/** GET /api/outages?from=&to=: that began in these days (UTC), newest first, 400 days at most. */
export const OutagesQuery = closed({ from: Day, to: Day });
export const Outages = closed({ outages: Type.Array(Outage) });
export type Outages = Static<typeof Outages>;

/** GET /api/outages/:id/flights: by departure. */
export const OutageFlights = closed({
  flights: Type.Array(
    closed({
      key: FlightKey,
      designator: Type.String(),
      departsAt: Nullable(Instant),
      policies: Type.Array(Type.String()),
      travellers: Type.Integer(),
      answers: Type.Integer(),
      screenedAt: Nullable(Instant),
    }),
  ),
});
export type OutageFlights = Static<typeof OutageFlights>;
