// Checks with INTERPOL, the bureau's confirmations and reports of protected persons, on the wire of the unit's own screens.
import { Type, type Static } from "typebox";
import { offences } from "#disclosures/contract";
import { closed, Instant, Nullable, Uuid } from "#vocabulary";

const By = closed({ id: Type.String(), name: Type.String() });
export const enquiryKinds = ["document-check", "person-check", "confirmation", "protected-person"] as const;
export type EnquiryKind = (typeof enquiryKinds)[number];
export const enquiryStates = ["drafted", "endorsed", "waiting", "answered", "refused", "dropped"] as const;
export type EnquiryState = (typeof enquiryStates)[number];
export const enquiryResults = ["no-hit", "hit", "barred", "confirmed", "not-confirmed", "taken"] as const;

/** POST /api/exchange/enquiries (x-purpose): of the travel documents (SLTD), or of the person (nominals and notices). */
export const AskInterpol = closed({
  alertKind: Type.Enum(["listed", "rule"]),
  alertId: Uuid,
  of: Type.Enum(["documents", "person"]),
  /** For which offence; a person is asked about for one only. */
  offence: Type.Optional(Type.Enum([...offences])),
});
export type AskInterpol = Static<typeof AskInterpol>;

/** GET /api/exchange/enquiries?alert=…: nobody's name, and nothing of what INTERPOL said but the result. */
export const Enquiries = closed({
  asOf: Instant,
  /** A line to the national bureau is in force. */
  canAsk: Type.Boolean(),
  enquiries: Type.Array(
    closed({
      id: Uuid,
      reference: Type.String(),
      kind: Type.Enum([...enquiryKinds]),
      partner: Type.String(),
      alertKind: Type.Enum(["listed", "rule"]),
      alertId: Uuid,
      of: Nullable(Uuid),
      purpose: Type.String(),
      offence: Nullable(Type.String()),
      handling: Type.Array(Type.String()),
      state: Type.Enum([...enquiryStates]),
      result: Nullable(Type.Enum([...enquiryResults])),
      /** The answer came after its time. */
      late: Type.Boolean(),
      askedBy: By,
      askedAt: Instant,
      dueAt: Instant,
      answeredAt: Nullable(Instant),
      /** A copy of what INTERPOL said is at hand still. */
      canOpen: Type.Boolean(),
      endorsedBy: Nullable(By),
      releasedBy: Nullable(By),
    }),
  ),
});
export type Enquiries = Static<typeof Enquiries>;

/** POST /api/exchange/enquiries/:id/opening (x-purpose). */
export const EnquiryAnswer = closed({
  records: Type.Array(
    closed({
      reference: Type.String(),
      country: Nullable(Type.String()),
      kind: Type.String(),
      text: Type.String(),
    }),
  ),
  handling: Type.Array(Type.String()),
  until: Instant,
});
export type EnquiryAnswer = Static<typeof EnquiryAnswer>;
/** POST /api/exchange/enquiries/:id/safety: why the bureau is not waited for. */
export const SafetyReason = closed({ reason: Type.String({ minLength: 20, maxLength: 2000 }) });
/** POST /api/exchange/enquiries/:id/endorsement (a reviewer for protection) and /release (a supervisor). */
export const GoOrDrop = closed({
  go: Type.Boolean(),
  reason: Type.String({ minLength: 10, maxLength: 2000 }),
});
