// The ledger on the wire.
import { Type, type Static } from "typebox";
export {
  breachExemptions,
  breachMeans,
  breachRecipients,
  breachRisks,
  breachTables,
} from "./breach-contract.ts";
export { referralSubjects } from "./console-contract.ts";
import { closed, Instant, Nullable, Uuid } from "#vocabulary";

export const LedgerRow = closed({
  seq: Type.Integer(),
  at: Instant,
  actor: closed({ id: Type.String(), name: Type.String() }),
  action: Type.String(),
  subjectKind: Type.String(),
  subjectId: Type.String(),
  purpose: Nullable(Type.String()),
  recipient: Nullable(Type.String()),
  /** Canonical JSON of the entry, exactly as hashed. */
  body: Type.String(),
  hash: Type.String(),
});
export type LedgerRow = Static<typeof LedgerRow>;

/**
 * GET /api/ledger?before=&actor=&action=&subject=…: newest first, 100 a page; GET /api/ledger/export with the same: a signed file. Both
 * are entries themselves.
 */
export const LedgerQuery = closed({
  before: Type.Optional(Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })),
  actor: Type.Optional(Type.String({ maxLength: 100 })),
  action: Type.Optional(Type.String({ maxLength: 60 })),
  subject: Type.Optional(Type.String({ maxLength: 120 })),
  /** Acts that concerned this person (of a traveller on a flight). */
  about: Type.Optional(Uuid),
  recipient: Type.Optional(Type.String({ maxLength: 120 })),
  purpose: Type.Optional(Type.String({ maxLength: 60 })),
  /** "traveller", "alert" and so on. */
  kind: Type.Optional(Type.String({ maxLength: 60 })),
  ground: Type.Optional(Type.String({ maxLength: 120 })),
  /** The legal profile in force, by name and version. */
  profile: Type.Optional(Type.String({ maxLength: 60 })),
  /** Period: at or after, and before. */
  since: Type.Optional(Instant),
  until: Type.Optional(Instant),
});
export const LedgerPage = closed({
  entries: Type.Array(LedgerRow),
  before: Nullable(Type.Integer()),
  actions: Type.Array(Type.String()),
});
export type LedgerPage = Static<typeof LedgerPage>;

/** GET /api/ledger/verification: walks the whole chain. */
export const LedgerVerification = closed({
  intact: Type.Boolean(),
  entries: Type.Integer(),
  head: Type.String(),
  firstBad: Nullable(closed({ seq: Type.Integer(), kind: Type.String(), problem: Type.String() })),
  checkedAt: Instant,
});
export type LedgerVerification = Static<typeof LedgerVerification>;

const Hash = Type.String({ pattern: "^[0-9a-f]{64}$" });
const TreeRoot = closed({ size: Type.Integer(), root: Hash });
export const SignedHead = closed({
  size: Type.Integer(),
  root: Hash,
  at: Instant,
  keyId: Type.String(),
  /** Ed25519, base64, over "openpiu ledger head", a line feed and the canonical JSON of the other fields. */
  signature: Type.String(),
});
export const HeadKey = closed({
  keyId: Type.String(),
  publicKey: Type.String(),
  at: Instant,
  certifiedBy: Nullable(Type.String()),
  signature: Nullable(Type.String()),
});
/** A head as an independent witness signed it. */
export const Cosigned = closed({
  size: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }),
  root: Hash,
  seenAt: Instant,
  witness: Type.String({ pattern: "^[0-9a-f]{16}$" }),
  /** Ed25519, base64, over "openpiu ledger witnessed", a line feed and the canonical JSON of the other fields. */
  signature: Type.String({ maxLength: 100 }),
});
export const Witness = closed({ name: Type.String(), keyId: Type.String(), publicKey: Type.String() });
/** GET /api/public/ledger/heads: the newest first, a hundred; nobody need be signed in. */
export const LedgerHeads = closed({
  keys: Type.Array(HeadKey),
  heads: Type.Array(SignedHead),
  witnesses: Type.Array(Witness),
  cosigned: Type.Array(Cosigned),
});
export type LedgerHeads = Static<typeof LedgerHeads>;

const signedBy = { head: Type.Optional(SignedHead), publicKey: Type.Optional(Type.String()) };
/** GET /api/ledger/entries/:seq/proof. */
export const InclusionProof = closed({
  kind: Type.Literal("inclusion"),
  seq: Type.Integer(),
  body: Type.Optional(Type.String()),
  hash: Hash,
  tree: TreeRoot,
  path: Type.Array(Hash),
  ...signedBy,
});
export type InclusionProof = Static<typeof InclusionProof>;
/** GET /api/public/ledger/consistency?before=&after=. */
export const ConsistencyProof = closed({
  kind: Type.Literal("consistency"),
  before: TreeRoot,
  after: TreeRoot,
  path: Type.Array(Hash),
  ...signedBy,
});
