// How the channels work at this moment, on the wire.
import { Type, type Static } from "typebox";
import { closed, Instant, Nullable, Uuid } from "#vocabulary";

/** What came in the last hour. Shares are between 0 and 1 of the messages; null where none came. */
const Traffic = closed({
  /** Of the last minute. */
  perMinute: Type.Integer(),
  messages: Type.Integer(),
  kinds: Type.Array(closed({ kind: Type.String(), messages: Type.Integer() })),
  unreadable: Nullable(Type.Number()),
  /** Read, and with an error or refused. */
  faulty: Nullable(Type.Number()),
  repeats: Nullable(Type.Number()),
  /** Messages answered by the outage policy, since screening was away. */
  unscreened: Type.Integer(),
});

/** How soon those who wait were answered: within so many milliseconds half, 95 and 99 of a hundred; null: none, or far too late. */
const Answers = closed({
  answers: Type.Integer(),
  p50: Nullable(Type.Integer()),
  p95: Nullable(Type.Integer()),
  p99: Nullable(Type.Integer()),
  /** Later than the four seconds a carrier waits, or never. */
  timeOuts: Type.Integer(),
});
const AnswersOf = closed({ hour: Answers, day: Answers });

/** So many, the oldest since then. */
const Pending = closed({ count: Type.Integer(), oldest: Nullable(Instant) });

const Standing = {
  traffic: Traffic,
  answers: AnswersOf,
  /** Handed over and not through yet, on this server: since when the oldest is. */
  unprocessedSince: Nullable(Instant),
  /** Series of parts, and messages cut over telegrams, that lack parts. */
  incomplete: Pending,
  /** Files in watched folders and uploads on this server that are not finished or not taken yet. */
  files: Pending,
  /** Messages of ours that were to be confirmed and are not. */
  unconfirmed: Pending,
  /** Messages of ours that have waited for a minute or more to be sent or fetched. */
  unsent: Pending,
};

const CarrierOperation = closed({
  carrierId: Uuid,
  code: Type.String(),
  name: Type.String(),
  suspended: Type.Boolean(),
  ...Standing,
  /** Each channel that it may use or has used. */
  channels: Type.Array(
    closed({
      channel: Type.String(),
      /** Links that are open; null: the channel has none that stay open. */
      links: Nullable(Type.Integer()),
      /** Files that wait in it; null: it has none. */
      files: Nullable(Type.Integer()),
      lastAt: Nullable(Instant),
      /** Messages of the last hour. */
      messages: Type.Integer(),
      /** When the first of its keys and certificates in use runs out; null: none does, or it has none. */
      expiresAt: Nullable(Instant),
      /** Keys and certificates in use. */
      credentials: Type.Integer(),
    }),
  ),
});
export type CarrierOperation = Static<typeof CarrierOperation>;

/** GET /api/operation: figures of all carriers, a few seconds old at most. Names no traveller. */
export const Operation = closed({
  at: Instant,
  /** The server that was asked; links, files and what is being taken are its own. */
  server: Type.String(),
  unit: closed({
    ...Standing,
    /** Deliveries worked on and waiting, on this server. */
    working: Type.Integer(),
    waiting: Type.Integer(),
    /** Since when travellers cannot be screened; null: they are. */
    awaySince: Nullable(Instant),
    /** Outages that began in the last 24 hours. */
    outages: Type.Integer(),
    /** Certificates that this server shows; `fault`: why newer files have not taken the place of one. */
    certificates: Type.Array(
      closed({
        of: Type.Enum(["own", "https", "amqp"]),
        expiresAt: Instant,
        fault: Nullable(Type.Enum(["unreadable", "no-pair", "over"])),
      }),
    ),
  }),
  /** The channels of this server. */
  channels: Type.Array(
    closed({
      channel: Type.String(),
      address: Nullable(Type.String()),
      state: Type.Enum(["open", "down", "failed"]),
      /** Why it could not be opened. */
      reason: Nullable(Type.String()),
      links: Nullable(Type.Integer()),
      lastAt: Nullable(Instant),
      messages: Type.Integer(),
    }),
  ),
  carriers: Type.Array(CarrierOperation),
});
export type Operation = Static<typeof Operation>;
