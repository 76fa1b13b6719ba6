// Penalties of carriers on the wire: cases, what carriers say in them, what the enforcement authority decides.
import { Type, type Static } from "typebox";
import { closed, Day, Instant, Nullable, Uuid } from "#vocabulary";

export const caseStates = ["draft", "hearing", "sent", "returned", "decided", "dropped"] as const;
export type CaseState = (typeof caseStates)[number];
export const failureKinds = [
  "no-data",
  "late",
  "incomplete",
  "wrong-format",
  "wrong-content",
  "no-answer",
] as const;
export const failureSources = ["push", "receipt", "message", "push-request"] as const;
/** Why a case does not go on; the database says which (penalties.hindrance). */
export const hindrances = ["dispute", "outage", "nothing", "hearing"] as const;
export type Hindrance = (typeof hindrances)[number];
/** What is weighed (Regulation (EU) 2025/13 Art. 38), each with a statement; `others`: penalties elsewhere for the same. */
export const factorNames = ["gravity", "fault", "recurrence", "cooperation", "size", "others"] as const;
/** Names of facts that a failure bears, whatever its source. */
export const factNames = [
  "flight",
  "date",
  "push",
  "dueAt",
  "cameAt",
  "outcome",
  "receivedAt",
  "kind",
  "state",
  "sha256",
  "errors",
  "codes",
  "sentAt",
  "until",
] as const;
export const disputeGrounds = ["outage", "facts", "law"] as const;
export const caseSteps = [
  "edit",
  "notify",
  "set-aside",
  "write-statement",
  "dispute",
  "decide-dispute",
  "ask",
  "withdraw",
  "send",
  "drop",
] as const;
export type CaseStep = (typeof caseSteps)[number];

const words = (minLength: number, maxLength: number) => Type.String({ minLength, maxLength });
const Named = closed({ id: Type.String(), name: Type.String() });
const Factors = closed({
  gravity: words(3, 2000),
  fault: words(3, 2000),
  recurrence: words(3, 2000),
  cooperation: words(3, 2000),
  size: words(3, 2000),
  others: words(3, 2000),
});
export type Factors = Static<typeof Factors>;

/** What the unit holds of one failure, by its place: nothing is claimed freely. */
const Held = {
  source: Type.Enum([...failureSources]),
  ref: words(1, 100),
  day: Day,
};
const Fact = closed({ name: Type.String(), value: Type.String() });
const Excuse = closed({ kind: Type.String(), id: Uuid, from: Instant, until: Nullable(Instant) });
const Shown = {
  ...Held,
  kind: Type.Enum([...failureKinds]),
  from: Instant,
  until: Instant,
  facts: Type.Array(Fact),
  /** Outages that stood meanwhile: with one it goes on to nobody. */
  excuses: Type.Array(Excuse),
};

/** GET /api/penalties/candidates?carrierId=&from=&to= (31 days at most): the carrier's failures that the unit holds. */
export const CandidatesQuery = closed({ carrierId: Uuid, from: Day, to: Day });
export const Candidates = closed({
  candidates: Type.Array(
    closed({
      ...Shown,
      /** It waited for us, or came over a fallback channel. */
      excused: Type.Boolean(),
      /** The case that has it. */
      in: Nullable(Type.String()),
    }),
  ),
  isWhole: Type.Boolean(),
});
export type Candidates = Static<typeof Candidates>;

export const PenaltyRow = closed({
  id: Uuid,
  number: Type.String(),
  carrier: Type.String(),
  state: Type.Enum([...caseStates]),
  failures: Type.Integer(),
  disputes: Type.Integer(),
  draftedBy: Named,
  draftedAt: Instant,
  hearUntil: Nullable(Instant),
  endedAt: Nullable(Instant),
});
/** GET /api/penalties: what goes on first, then the newest. */
export const Penalties = closed({
  cases: Type.Array(PenaltyRow),
  carriers: Type.Array(closed({ id: Uuid, code: Type.String(), name: Type.String() })),
  /** How long a carrier is heard, and what the national law says of amounts: the legal profile in force. */
  hearing: Type.String(),
  bounds: Type.Array(Type.String()),
  mayDraft: Type.Boolean(),
});
export type Penalties = Static<typeof Penalties>;

export const Proposal = closed({
  id: Uuid,
  sentAt: Instant,
  sentBy: Named,
  state: Type.Enum(["sent", "penalty", "no-penalty", "returned"]),
  amount: Nullable(Type.String()),
  currency: Nullable(Type.String()),
  reasons: Nullable(Type.String()),
  decidedBy: Nullable(Named),
  decidedAt: Nullable(Instant),
});
export type Proposal = Static<typeof Proposal>;

/** GET /api/penalties/:id; each step answers with it. */
export const PenaltyCase = closed({
  ...PenaltyRow.properties,
  provision: Type.String(),
  summary: Type.String(),
  factors: Factors,
  earlier: Type.Array(Type.String()),
  notifiedAt: Nullable(Instant),
  weighing: Nullable(Type.String()),
  dropReason: Nullable(Type.String()),
  list: Type.Array(
    closed({
      id: Uuid,
      ...Shown,
      aside: Nullable(
        closed({ as: Type.Enum(["outage", "dispute", "officer"]), reason: Type.String(), at: Instant }),
      ),
    }),
  ),
  statements: Type.Array(
    closed({
      id: Uuid,
      byCarrier: Type.Boolean(),
      by: Type.String(),
      at: Instant,
      reference: Nullable(Type.String()),
      text: Type.String(),
    }),
  ),
  disputed: Type.Array(
    closed({
      id: Uuid,
      failureId: Nullable(Uuid),
      ground: Type.Enum([...disputeGrounds]),
      text: Type.String(),
      byCarrier: Type.Boolean(),
      by: Type.String(),
      at: Instant,
      reference: Nullable(Type.String()),
      state: Type.Enum(["open", "upheld", "rejected"]),
      decidedBy: Nullable(Named),
      decidedAt: Nullable(Instant),
      decision: Nullable(Type.String()),
      mayDecide: Type.Boolean(),
    }),
  ),
  agreement: Nullable(
    closed({
      id: Uuid,
      state: Type.Enum(["asked", "approved", "refused", "withdrawn", "lapsed"]),
      askedBy: Named,
      askedAt: Instant,
      expiresAt: Instant,
      /** Of the case as it stands now; false: it has changed, and has to be agreed to anew. */
      stands: Type.Boolean(),
      by: Nullable(Named),
      reason: Nullable(Type.String()),
    }),
  ),
  proposals: Type.Array(Proposal),
  hindrance: Nullable(Type.Enum([...hindrances])),
  /** What the reader may do with it now. */
  may: Type.Array(Type.Enum([...caseSteps])),
});
export type PenaltyCase = Static<typeof PenaltyCase>;

const Said = { provision: words(3, 300), summary: words(10, 4000), factors: Factors };
/** POST /api/penalties → 201 PenaltyCase. PUT /api/penalties/:id, while it is a draft. */
export const NewPenalty = closed({
  carrierId: Uuid,
  ...Said,
  failures: Type.Array(closed(Held), { minItems: 1, maxItems: 200 }),
});
export type NewPenalty = Static<typeof NewPenalty>;
export const PenaltyEdit = closed({
  ...Said,
  failures: Type.Array(closed(Held), { maxItems: 200 }),
});
export type PenaltyEdit = Static<typeof PenaltyEdit>;
/** POST …/:id/failures/:failure/aside. */
export const AsideForm = closed({ reason: words(3, 2000) });
/** POST …/:id/statements and …/:id/disputes: from the carrier's letter. */
export const LetterStatement = closed({ text: words(3, 8000), reference: words(3, 200) });
const DisputeSaid = {
  ground: Type.Enum([...disputeGrounds]),
  failureId: Nullable(Uuid),
  text: words(3, 8000),
};
export const LetterDispute = closed({ ...DisputeSaid, reference: words(3, 200) });
export type LetterDispute = Static<typeof LetterDispute>;
/** POST /api/penalties/disputes/:id/decision. */
export const DisputeDecision = closed({ uphold: Type.Boolean(), reason: words(10, 4000) });
/** POST …/:id/asking: how what the carrier said was weighed, put before the legal adviser with the case. */
export const Asking = closed({ weighing: words(10, 4000) });
export const Dropping = closed({ reason: words(10, 2000) });

/** GET /api/penalty-proposals: what waits first. */
export const Proposals = closed({
  proposals: Type.Array(
    closed({ ...Proposal.properties, number: Type.String(), carrier: Type.String(), sha256: Type.String() }),
  ),
  bounds: Type.Array(Type.String()),
  mayDecide: Type.Boolean(),
});
export type Proposals = Static<typeof Proposals>;
/** POST /api/penalty-proposals/:id/decision; `amount` and `currency` with a penalty only. `sha256`: of what was read. */
export const ProposalDecision = closed({
  outcome: Type.Enum(["penalty", "no-penalty", "returned"]),
  amount: Nullable(Type.String({ pattern: "^[1-9][0-9]{0,11}(\\.[0-9]{2})?$" })),
  currency: Nullable(Type.String({ pattern: "^[A-Z]{3}$" })),
  reasons: words(10, 8000),
  sha256: Type.String({ pattern: "^[0-9a-f]{64}$" }),
});
export type ProposalDecision = Static<typeof ProposalDecision>;

/** GET /v1/penalties (a carrier's credential) → its own cases that it was told of; POST …/:id/statements, …/:id/disputes → 204. */
export const OwnPenalties = closed({
  cases: Type.Array(
    closed({
      id: Uuid,
      number: Type.String(),
      state: Type.Enum([...caseStates]),
      provision: Type.String(),
      summary: Type.String(),
      factors: Factors,
      earlier: Type.Array(Type.String()),
      notifiedAt: Instant,
      hearUntil: Instant,
      failures: Type.Array(
        closed({
          id: Uuid,
          kind: Type.Enum([...failureKinds]),
          from: Instant,
          until: Instant,
          facts: Type.Array(Fact),
          setAside: Type.Boolean(),
        }),
      ),
      statements: Type.Integer(),
      openDisputes: Type.Integer(),
    }),
  ),
});
export type OwnPenalties = Static<typeof OwnPenalties>;
export const OwnStatement = closed({ text: words(3, 8000) });
export type OwnStatement = Static<typeof OwnStatement>;
export const OwnDispute = closed(DisputeSaid);
export type OwnDispute = Static<typeof OwnDispute>;
