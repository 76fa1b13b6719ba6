// Conformance runs on the wire: the carrier's side (/v1/test) and the desk's (/api).
import { Type, type Static } from "typebox";
import { closed, Instant, Nullable, Uuid, WireFinding } from "#vocabulary";

/** Messages that a volume test asks for at most, and minutes it may take. */
export const volumeMessagesMax = 2_000;
export const volumeMinutes = { least: 1, most: 60 } as const;

const State = Type.Enum(["open", "waiting", "passed", "failed"]);
const Group = Type.Enum(["lists", "interactive", "bookings", "delivery", "volume"]);

/** A sentence by code and values, with its English. */
const Reason = closed({
  code: Type.String(),
  values: Type.Record(Type.String(), Type.String()),
  text: Type.String(),
});

const described = {
  number: Type.Integer(),
  group: Group,
  title: Type.String(),
  /** What to send. */
  send: Type.String(),
  /** Whether a certificate of its group needs it. */
  needed: Type.Boolean(),
};

/** GET /v1/test/cases, for everyone. */
export const ConformanceCases = closed({ cases: Type.Array(closed(described)) });
export type ConformanceCases = Static<typeof ConformanceCases>;

/** A volume test: how much is asked for, what came of it, and how soon it was answered (milliseconds). */
const VolumeTest = closed({
  state: Type.Enum(["waiting", "passed", "failed"]),
  reasons: Type.Array(Reason),
  wanted: Type.Integer(),
  /** Pushes owed in the busiest hour of the schedule; twice as many are asked for. Null: the schedule says nothing. */
  busiest: Nullable(Type.Integer()),
  beganAt: Instant,
  until: Instant,
  answerWithinMs: Type.Integer(),
  received: Type.Integer(),
  faulty: Type.Integer(),
  late: Type.Integer(),
  answered: Type.Integer(),
  p50: Nullable(Type.Integer()),
  p95: Nullable(Type.Integer()),
});
export type VolumeTest = Static<typeof VolumeTest>;

/** POST /v1/test/runs/:id/volume → 200 with the run. `messages`: where the schedule says nothing, or less. */
export const VolumeForm = closed({
  messages: Nullable(Type.Integer({ minimum: 1, maximum: volumeMessagesMax })),
  minutes: Type.Integer({ minimum: volumeMinutes.least, maximum: volumeMinutes.most }),
});
export type VolumeForm = Static<typeof VolumeForm>;

/** POST /v1/test/runs → 201; GET /v1/test/runs/:id → 200; the carrier's own only. */
export const ConformanceRun = closed({
  id: Uuid,
  startedAt: Instant,
  cases: Type.Array(
    closed({
      ...described,
      /** What the agreement with the carrier changes in the case; `needed` is as it is under it. */
      notes: Type.Array(Reason),
      state: State,
      attempts: Type.Integer(),
      at: Nullable(Instant),
      /** Codes of the errors in the last attempt. */
      codes: Type.Array(Type.String()),
    }),
  ),
  /** The last volume test begun; null: none was. */
  volume: Nullable(VolumeTest),
  /** Groups that can be certified now. */
  passed: Type.Array(Group),
});
export type ConformanceRun = Static<typeof ConformanceRun>;

/** GET /v1/test/runs: the carrier's own, newest first, 50 at most. */
export const OwnRuns = closed({
  carrier: closed({ code: Type.String() }),
  runs: Type.Array(closed({ id: Uuid, startedAt: Instant })),
});
export type OwnRuns = Static<typeof OwnRuns>;

/** POST /v1/test/runs/:id/cases/:number, body: the bytes, 2 MB at most → 200. */
export const CaseAttempted = closed({
  number: Type.Integer(),
  state: State,
  /** What is wrong, or what is to be sent next. */
  reasons: Type.Array(Reason),
  findings: Type.Array(WireFinding),
  /** What production would answer under the agreement (CUSRES, ACKRES, CONTRL); null where nothing is. */
  answer: Nullable(Type.String()),
});

export type CaseAttempted = Static<typeof CaseAttempted>;

/** POST /v1/test/runs/:id/certificate → 201. `signed`: JWS (EdDSA); GET /v1/test/keys has the public key. */
export const IssuedCertificate = closed({ id: Uuid, groups: Type.Array(Group), signed: Type.String() });

export type IssuedCertificate = Static<typeof IssuedCertificate>;

/** POST /v1/test/certificates/check, for everyone. */
export const CertificateCheck = closed({ signed: Type.String({ maxLength: 50_000 }) });
export const CertificateChecked = closed({
  valid: Type.Boolean(),
  carrier: Nullable(Type.String()),
  unit: Nullable(Type.String()),
  issuedAt: Nullable(Instant),
  groups: Type.Array(Type.String()),
  cases: Type.Array(Type.Integer()),
});

export type CertificateChecked = Static<typeof CertificateChecked>;

export const PublishedKeys = closed({
  keys: Type.Array(
    closed({
      kty: Type.String(),
      crv: Type.String(),
      x: Type.String(),
      kid: Type.String(),
      alg: Type.String(),
      use: Type.String(),
    }),
  ),
});

/** GET /api/carriers/:id/conformance: a carrier's runs and certificates, newest first. */
export const CarrierConformance = closed({
  runs: Type.Array(
    closed({
      id: Uuid,
      startedAt: Instant,
      passed: Type.Integer(),
      failed: Type.Integer(),
      waiting: Type.Integer(),
      groups: Type.Array(Group),
    }),
  ),
  certificates: Type.Array(
    closed({ id: Uuid, runId: Uuid, issuedAt: Instant, groups: Type.Array(Group), signed: Type.String() }),
  ),
});
export type CarrierConformance = Static<typeof CarrierConformance>;
