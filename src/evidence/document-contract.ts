// Documents and impact assessments on the wire.
import { Type, type Static } from "typebox";
import { closed, Instant, Nullable, Uuid } from "#vocabulary";
import { documentKinds } from "./document-kinds.ts";
import { levels, riskCodes } from "./risk-codes.ts";

const Kind = Type.Enum([...documentKinds]);
const Day = Type.String({ pattern: "^20\\d\\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$" });

/** GET /api/evidence/documents: the newest first, two hundred at most. */
export const DocumentLine = closed({
  id: Uuid,
  kind: Kind,
  about: Type.String(),
  madeAt: Instant,
  madeBy: Type.String(),
  sha256: Type.String(),
});
export type DocumentLine = Static<typeof DocumentLine>;
export const Documents = closed({ documents: Type.Array(DocumentLine) });
export type Documents = Static<typeof Documents>;

/** POST /api/evidence/documents → 201 {id}; `year` for the yearly report only. */
export const NewDocument = closed({
  kind: Type.Enum(["yearly-report", "processing-records", "annex9-pack", "directive-pack"]),
  year: Nullable(Type.Integer({ minimum: 2000, maximum: 2100 })),
});
export type NewDocument = Static<typeof NewDocument>;
export const DocumentMade = closed({ id: Uuid });

/** GET /api/evidence/documents/:id. `content` is what was hashed, read as JSON. */
export const Document = closed({ document: DocumentLine, content: Type.Unknown() });
export type Document = Static<typeof Document>;

/** GET /api/evidence/documents/:id/file?as=page: the attested file, as JSON or as a page that holds it. */
export const FileForm = closed({ as: Type.Optional(Type.Enum(["json", "page"])) });

const Risk = closed({
  risk: Type.Enum([...riskCodes]),
  left: Type.Enum([...levels]),
  more: Type.String({ maxLength: 4_000 }),
});
export const AssessmentRow = closed({
  number: Type.Integer(),
  state: Type.Enum(["prepared", "signed", "sent-back"]),
  necessity: Type.String(),
  risks: Type.Array(Risk),
  preparedBy: Type.String(),
  preparedAt: Instant,
  mine: Type.Boolean(),
  opinion: Nullable(Type.String()),
  decidedBy: Nullable(Type.String()),
  decidedAt: Nullable(Instant),
  consultation: Type.Enum(["not-needed", "asked", "answered"]),
  answerDue: Nullable(Instant),
  overdue: Type.Boolean(),
  answer: Nullable(Type.String()),
  reviewOn: Nullable(Day),
});
export type AssessmentRow = Static<typeof AssessmentRow>;
/** GET /api/evidence/assessments: the newest first. */
export const Assessments = closed({ assessments: Type.Array(AssessmentRow) });
export type Assessments = Static<typeof Assessments>;

/** POST /api/evidence/assessments → 201 {number}: every risk once. */
export const NewAssessment = closed({
  necessity: Type.String({ minLength: 50, maxLength: 20_000 }),
  risks: Type.Array(Risk, { maxItems: riskCodes.length }),
});
export type NewAssessment = Static<typeof NewAssessment>;
export const AssessmentMade = closed({ number: Type.Integer() });

/** POST /api/evidence/assessments/:number/decision → 204: the officer signs it (until when it holds), or sends it back. */
export const AssessmentDecision = closed({
  sign: Type.Boolean(),
  opinion: Type.String({ minLength: 10, maxLength: 8_000 }),
  reviewOn: Nullable(Day),
});
export type AssessmentDecision = Static<typeof AssessmentDecision>;
/** POST /api/evidence/assessments/:number/answer → 204: the supervisory authority's answer to the prior consultation. */
export const ConsultationAnswer = closed({ answer: Type.String({ minLength: 10, maxLength: 20_000 }) });
