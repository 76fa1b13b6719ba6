// Planned stops of channels on the wire: when, which, and what carriers are told.
import { Type, type Static } from "typebox";
import { closed, Instant, Nullable, Uuid } from "#vocabulary";

/** Channels that can be stopped; the carriers' own page goes with HTTPS. */
const stoppableChannels = ["http", "sftp", "type-b", "amqp", "mail", "folder"] as const;
export type StoppableChannel = (typeof stoppableChannels)[number];

const Said = {
  from: Instant,
  until: Instant,
  channels: Type.Array(Type.Enum([...stoppableChannels]), { minItems: 1, uniqueItems: true }),
  text: Type.String({ minLength: 3, maxLength: 1_000 }),
};

export const PlannedStop = closed({
  id: Uuid,
  ...Said,
  announcedBy: closed({ id: Type.String(), name: Type.String() }),
  announcedAt: Instant,
  /** Called off, or ended before its time: then `until` is when. */
  withdrawnAt: Nullable(Instant),
});
export type PlannedStop = Static<typeof PlannedStop>;

/** GET /api/planned-stops: what is under way and to come by its beginning, then the last fifty that are over, newest first. */
export const PlannedStops = closed({
  coming: Type.Array(PlannedStop),
  over: Type.Array(PlannedStop),
  /** Carriers are to know so many hours before (cusres.md section 6). */
  noticeHours: Type.Integer(),
});
export type PlannedStops = Static<typeof PlannedStops>;

/** POST /api/planned-stops → 200 PlannedStops. POST /api/planned-stops/:id/withdrawal → 200 PlannedStops. */
export const NewPlannedStop = closed(Said);
export type NewPlannedStop = Static<typeof NewPlannedStop>;

/** GET /v1/planned-stops, with the carrier's credential: what is under way and to come, by its beginning. */
export const CarrierStops = closed({
  stops: Type.Array(closed({ id: Uuid, ...Said, announcedAt: Instant })),
});
export type CarrierStops = Static<typeof CarrierStops>;
