// Outages of channels and the channels that stand in for them, on the wire.
import { Type, type Static } from "typebox";
import { closed, Instant, Nullable, Uuid } from "#vocabulary";

/** Channels that can be out. */
const channels = ["http", "sftp", "type-b", "amqp", "mail", "folder"] as const;
/** Channels that can stand in for one; the carriers' own page, by hand, too. */
const standIns = [...channels, "portal"] as const;
export type OutChannel = (typeof channels)[number];
export type StandIn = (typeof standIns)[number];

const By = closed({ id: Type.String(), name: Type.String() });

export const FallbackChannel = closed({
  id: Uuid,
  carrierId: Uuid,
  carrier: Type.String(),
  main: Type.Enum([...channels]),
  channel: Type.Enum([...standIns]),
  /** How it is as secure as the main channel. */
  security: Type.String(),
  validUntil: Instant,
  state: Type.Enum(["proposed", "in-force", "refused", "ended"]),
  proposedBy: By,
  proposedAt: Instant,
  decidedBy: Nullable(By),
  decidedAt: Nullable(Instant),
});
export type FallbackChannel = Static<typeof FallbackChannel>;

export const ChannelOutage = closed({
  id: Uuid,
  /** Null: of all carriers. */
  carrier: Nullable(Type.String()),
  channels: Type.Array(Type.Enum([...channels])),
  kind: Type.Enum(["not-taken", "stopped", "reported"]),
  beganAt: Instant,
  endedAt: Nullable(Instant),
  text: Type.String(),
  openedBy: By,
  /** What came over fallback channels meanwhile, what the main channel has delivered since, and copies that went by it. */
  byFallback: Type.Integer(),
  confirmed: Type.Integer(),
  copiesDeleted: Type.Integer(),
});
export type ChannelOutage = Static<typeof ChannelOutage>;

/** GET /api/channel-outages: open ones first, then the last fifty; and the register of fallback channels. */
export const ChannelOutages = closed({
  outages: Type.Array(ChannelOutage),
  fallbacks: Type.Array(FallbackChannel),
  /** Carriers that a fallback channel may be proposed for. */
  carriers: Type.Array(closed({ id: Uuid, code: Type.String() })),
});
export type ChannelOutages = Static<typeof ChannelOutages>;

/** POST /api/channel-outages → 200 ChannelOutages; POST …/:id/end; GET …/:id/report → text for the carrier to fill in. */
export const NewChannelOutage = closed({
  carrierId: Nullable(Uuid),
  channels: Type.Array(Type.Enum([...channels]), { minItems: 1, uniqueItems: true }),
  beganAt: Instant,
  text: Type.String({ minLength: 3, maxLength: 1000 }),
});
export type NewChannelOutage = Static<typeof NewChannelOutage>;

/** POST /api/fallback-channels (who runs the system) → 200 ChannelOutages; …/:id/decision (a supervisor); …/:id/end. */
export const NewFallback = closed({
  carrierId: Uuid,
  main: Type.Enum([...channels]),
  channel: Type.Enum([...standIns]),
  security: Type.String({ minLength: 10, maxLength: 1000 }),
  validUntil: Instant,
});
export type NewFallback = Static<typeof NewFallback>;
export const FallbackDecision = closed({
  approve: Type.Boolean(),
  reason: Type.String({ minLength: 3, maxLength: 1000 }),
});

/** GET /v1/outages, with the carrier's credential: outages that touch it, and which channels stand in. GET /v1/outages/:id/report. */
export const CarrierOutages = closed({
  outages: Type.Array(
    closed({
      id: Uuid,
      channels: Type.Array(Type.Enum([...channels])),
      beganAt: Instant,
      endedAt: Nullable(Instant),
      text: Type.String(),
      /** Approved channels by which this carrier sends meanwhile. */
      standIns: Type.Array(Type.Enum([...standIns])),
    }),
  ),
});
export type CarrierOutages = Static<typeof CarrierOutages>;
