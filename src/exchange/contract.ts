// Partners, the outbox and what arrived, on the wire of the unit's own screens.
import { Type, type Static } from "typebox";
import { outcomes, PackageContent, RequestFields } from "#disclosures/contract";
import { adapterNames } from "./adapter-names.ts";
import { closed, Day, Instant, Nullable, Uuid } from "#vocabulary";

export * from "./enquiry-contract.ts";
export { adapterNames, type AdapterName } from "./adapter-names.ts";

const words = (min: number, max: number) => Type.String({ minLength: min, maxLength: max });
const By = closed({ id: Type.String(), name: Type.String() });
const Sha256 = Type.String({ pattern: "^[0-9a-f]{64}$" });
const Key = Type.Object({ kty: Type.String(), crv: Type.String(), x: Type.String() });

/** POST /api/exchange/partners → Partners: proposed, or with the same authority again a change. */
export const PartnerContent = closed({
  authorityId: Uuid,
  address: words(8, 200),
  agreement: words(3, 300),
  keepDays: Type.Integer({ minimum: 1, maximum: 1826 }),
  /** What was found of human rights there (OHCHR Principle 10), and until when it holds. */
  assessment: words(20, 4000),
  assessedUntil: Day,
  /** By which adapter it is spoken to; a unit of this kind where nothing is said. */
  adapter: Type.Optional(Type.Enum([...adapterNames])),
  /** SHA-256 of the certificate that it shows when it is called (hexadecimal), compared by telephone. */
  certificate: Type.Optional(Nullable(Sha256)),
  /** Of a unit: SHA-256 of the certificate by which it calls; or the authority (PEM) that signs both, and the name in the one by which it calls. */
  callerCertificate: Type.Optional(Nullable(Sha256)),
  certificateAuthority: Type.Optional(Nullable(words(100, 20_000))),
  callerName: Type.Optional(Nullable(Type.String({ pattern: "^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$" }))),
  reason: words(3, 2000),
});
export type PartnerContent = Static<typeof PartnerContent>;
export const PartnerDecision = closed({
  version: Type.Integer(),
  inForce: Type.Boolean(),
  reason: words(3, 2000),
});
/** POST /api/exchange/partners/:id/withdrawal → Partners: this certificate of theirs is not believed from now on. */
export const CertificateWithdrawal = closed({ certificate: Sha256, reason: words(3, 2000) });
/** POST /api/exchange/partners/:id/announced-key → Partners: proposed for the register, where another person decides. */
export const AnnouncedKeyProposal = closed({
  print: Type.String({ pattern: "^[A-Za-z0-9_-]{43}$" }),
  reason: words(3, 2000),
});
export const Why = closed({ reason: words(3, 2000) });

/** GET /api/exchange/partners. `print`: the thumbprint of its key, to be compared by telephone. */
export const Partners = closed({
  own: closed({ print: Type.String(), signing: Key, encryption: Key }),
  partners: Type.Array(
    closed({
      id: Uuid,
      version: Type.Integer(),
      name: Type.String(),
      country: Type.String(),
      address: Type.String(),
      agreement: Type.String(),
      keepDays: Type.Integer(),
      assessment: Type.String(),
      assessedUntil: Day,
      adapter: Type.Enum([...adapterNames]),
      certificate: Nullable(Type.String()),
      callerCertificate: Nullable(Type.String()),
      callerName: Nullable(Type.String()),
      /** SHA-256 of the authority's own certificate. */
      authorityPrint: Nullable(Type.String()),
      /** The last key that it announced; null: none. */
      announcedKey: Nullable(
        closed({ print: Type.String(), at: Instant, oldUntil: Instant, acceptedAt: Nullable(Instant) }),
      ),
      /** What it was told of this unit's present key, where that took another's place; null: nothing was to be told. */
      ownKey: Nullable(
        closed({
          toldAt: Instant,
          delivered: Type.Boolean(),
          acceptedAt: Nullable(Instant),
          oldUntil: Instant,
        }),
      ),
      withdrawn: Type.Array(
        closed({ certificate: Type.String(), by: By, at: Instant, reason: Type.String() }),
      ),
      /** How its line does: failures in a row, and until when it rests after them; null: nothing was sent or fetched yet. */
      line: Nullable(
        closed({
          failures: Type.Integer(),
          restsUntil: Nullable(Instant),
          answeredAt: Nullable(Instant),
          problem: Nullable(Type.String()),
        }),
      ),
      state: Type.Enum(["proposed", "in-force", "refused", "replaced", "ended"]),
      usable: Type.Boolean(),
      print: Nullable(Type.String()),
      reason: Type.String(),
      proposedBy: By,
      decidedBy: Nullable(By),
    }),
  ),
});
export type Partners = Static<typeof Partners>;

const Onward = closed({
  id: Uuid,
  authority: Type.String(),
  country: Type.String(),
  abroad: Type.Boolean(),
  reason: Type.String(),
  consent: Nullable(Type.String()),
  threat: Nullable(Type.String()),
  notInTime: Nullable(Type.String()),
  draftedBy: By,
  releasedBy: Nullable(By),
  releasedAt: Nullable(Instant),
  refusedAt: Nullable(Instant),
  reviewDueAt: Nullable(Instant),
  reviewed: Nullable(closed({ by: By, lawful: Type.Boolean(), opinion: Type.String(), at: Instant })),
});

/** One thing that arrived, without its words. */
export const Received = closed({
  id: Uuid,
  partner: Type.String(),
  country: Type.String(),
  kind: Type.Enum(["package", "adhoc-push"]),
  reference: Type.String(),
  requestId: Nullable(Uuid),
  urgent: Type.Boolean(),
  handling: Type.Array(Type.String()),
  conditions: Type.Array(Type.String()),
  purpose: Type.String(),
  keepUntil: Day,
  state: Type.Enum(["arrived", "accepted", "taken-up", "not-used", "recalled"]),
  arrivedAt: Instant,
  dueAt: Instant,
  acceptedAt: Nullable(Instant),
  openedAt: Nullable(Instant),
  reviewed: Nullable(closed({ by: By, at: Instant, statement: Type.String() })),
  correctedAt: Nullable(Instant),
  recalledAt: Nullable(Instant),
  outcome: Nullable(Type.String()),
});
export type Received = Static<typeof Received>;
/** GET /api/exchange: what arrived, what waits to be told, and the unit's own requests abroad. */
export const Exchange = closed({
  asOf: Instant,
  received: Type.Array(Received),
  outgoing: Type.Array(
    closed({
      id: Uuid,
      partner: Type.String(),
      kind: Type.String(),
      state: Type.Enum(["waiting", "delivered", "refused", "given-up"]),
      tries: Type.Integer(),
      createdAt: Instant,
      nextAt: Instant,
      deliveredAt: Nullable(Instant),
      problem: Nullable(Type.String()),
    }),
  ),
  asked: Type.Array(
    closed({
      id: Uuid,
      reference: Type.String(),
      theirReference: Nullable(Type.String()),
      partner: Type.String(),
      state: Type.String(),
      sentAt: Instant,
      answeredAt: Nullable(Instant),
      result: Nullable(Type.String()),
      code: Nullable(Type.String()),
      reason: Nullable(Type.String()),
      remedy: Nullable(Type.String()),
    }),
  ),
});
export type Exchange = Static<typeof Exchange>;

/** GET /api/exchange/:id: one, with what was passed on of it. */
export const ReceivedDetail = closed({ received: Received, onward: Type.Array(Onward) });
export type ReceivedDetail = Static<typeof ReceivedDetail>;
/** POST /api/exchange/:id/acceptance: the handling conditions are accepted; before that nobody opens it. */
export const Acceptance = closed({ conditionsAccepted: Type.Literal(true) });
/** POST /api/exchange/:id/opening (x-purpose) → the words; each opening is an entry of the ledger. */
export const Opened = closed({ content: Nullable(PackageContent), asks: Nullable(RequestFields) });
export type Opened = Static<typeof Opened>;
/** POST /api/exchange/:id/review: the own review on arrival; only what was taken up is used. */
export const OwnReview = closed({ use: Type.Boolean(), statement: words(10, 4000) });
/** POST /api/exchange/:id/outcome: told to the partner. */
export const PartnerOutcome = closed({
  code: Type.Enum([...outcomes]),
  article: Type.Optional(words(3, 200)),
  text: Type.Optional(words(3, 2000)),
});
/**
 * POST /api/exchange/:id/onward: to be passed on to an authority of the register. `consent`: the number under which the State
 * it came from agreed. `exception`: without it, as Art. 11(2) allows.
 */
export const PassOn = closed({
  authorityId: Uuid,
  reason: words(10, 2000),
  consent: Type.Optional(words(3, 100)),
  exception: Type.Optional(closed({ threat: words(20, 2000), notInTime: words(20, 2000) })),
});
export type PassOn = Static<typeof PassOn>;
export const OnwardDecision = closed({ release: Type.Boolean(), reason: words(10, 2000) });
export const OnwardReview = closed({ lawful: Type.Boolean(), opinion: words(10, 4000) });
