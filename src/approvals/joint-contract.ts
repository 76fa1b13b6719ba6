// Decisions that several offices take together, on the wire (roles.md section 4).
import { Type, type Static } from "typebox";
import { closed, Instant, Uuid } from "#vocabulary";

/** The points that are decided so: F14, software and settings of the process; F18, a penalty of a carrier is proposed; F21, a new source is connected. */
export const jointPoints = ["F14", "F18", "F21"] as const;
export type JointPoint = (typeof jointPoints)[number];
export const jointStates = ["asked", "approved", "refused", "withdrawn", "lapsed"] as const;
const offices = ["legal-adviser", "data-protection-officer", "supervisor", "administrator"] as const;
export type JointOffice = (typeof offices)[number];
const Office = Type.Enum([...offices]);
const Named = closed({ id: Type.String(), name: Type.String() });
const Reason = Type.String({ minLength: 3, maxLength: 1000 });

export const JointDecision = closed({
  id: Uuid,
  point: Type.Enum([...jointPoints]),
  /** What it is about ("list:<id>", "release:<digest>", "setting:<name>"), and exactly what is asked, name by name. */
  item: Type.String(),
  content: Type.Array(closed({ name: Type.String(), value: Type.String() })),
  fingerprint: Type.String(),
  reason: Type.String(),
  state: Type.Enum([...jointStates]),
  askedBy: Named,
  askedAt: Instant,
  /** Not agreed by then it is asked anew: time approves nothing. */
  expiresAt: Instant,
  steps: Type.Array(
    closed({ office: Office, by: Named, at: Instant, approve: Type.Boolean(), reason: Type.String() }),
  ),
  waitsFor: Type.Array(Office),
  /** Whether the word of one of these is enough. */
  oneSuffices: Type.Boolean(),
  /** What the reader may do with it now. */
  may: Type.Array(Type.Enum(["decide", "withdraw"])),
});
export type JointDecision = Static<typeof JointDecision>;

/** GET /api/joint-decisions?of=item → what waits first, then the newest. */
export const JointDecisions = closed({ decisions: Type.Array(JointDecision) });
export type JointDecisions = Static<typeof JointDecisions>;

/** POST /api/joint-decisions/:id/step, for one's own office; `fingerprint`: of what was read. POST …/:id/withdrawal. */
export const JointStep = closed({
  approve: Type.Boolean(),
  fingerprint: Type.String({ pattern: "^[0-9a-f]{64}$" }),
  reason: Reason,
});
export type JointStep = Static<typeof JointStep>;
export const JointWithdrawal = closed({});
