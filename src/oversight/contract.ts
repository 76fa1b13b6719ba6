// The ledger on the wire.
import { Type, type Static } from "typebox";
import { closed, Instant, Nullable } from "#vocabulary";

export const LedgerRow = closed({
  seq: Type.Integer(),
  at: Instant,
  actor: closed({ id: Type.String(), name: Type.String() }),
  action: Type.String(),
  subjectKind: Type.String(),
  subjectId: Type.String(),
  purpose: Nullable(Type.String()),
  /** Canonical JSON of the entry, exactly as hashed. */
  body: Type.String(),
  hash: Type.String(),
});
export type LedgerRow = Static<typeof LedgerRow>;

/** GET /api/ledger?before=&actor=&action=&subject=: newest first, 100 a page. Reading it is itself an entry. */
export const LedgerQuery = closed({
  before: Type.Optional(Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })),
  actor: Type.Optional(Type.String({ maxLength: 100 })),
  action: Type.Optional(Type.String({ maxLength: 60 })),
  subject: Type.Optional(Type.String({ maxLength: 120 })),
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
