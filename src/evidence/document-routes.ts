// Documents and impact assessments over HTTP: made, read, taken away; prepared, put before the authority, signed.
import { displayNames, guarded } from "#access";
import { publishHead } from "#oversight";
import { isRefusal, refuse, type HttpServer, type Refusal, type Transaction } from "#platform";
import { closed, Uuid } from "#vocabulary";
import { Type } from "typebox";
import {
  AssessmentDecision,
  AssessmentMade,
  Assessments,
  ConsultationAnswer,
  Document,
  DocumentMade,
  Documents,
  FileForm,
  NewAssessment,
  NewDocument,
  type AssessmentRow as AssessmentShape,
  type DocumentLine,
} from "./document-contract.ts";
import {
  answerConsultation,
  askConsultation,
  assessmentRows,
  decideAssessment,
  documentById,
  holdAssessment,
  insertAssessment,
  latestDocuments,
  type AssessmentRow,
  type DocumentRow,
} from "./document-store.ts";
import {
  attestedDocument,
  contentOf,
  documentPage,
  factsNow,
  keepDocument,
  type DocumentServices,
} from "./documents.ts";
import { assessmentContent, lacksRisks } from "./impact.ts";

const listed = 200;
/** Directive (EU) 2016/680 Art. 28(5): six weeks, and a month more where the authority says so. */
const consultationMs = 42 * 86_400_000;
const byId = closed({ id: Uuid });
const byNumber = closed({ number: Type.Integer({ minimum: 1, maximum: 100_000 }) });

/** Adds the routes; the gate must be open. */
export function documentRoutes(server: HttpServer, services: DocumentServices): void {
  reading(server, services);
  making(server, services);
  assessing(server, services);
}

function reading(server: HttpServer, services: DocumentServices): void {
  const { database } = services;
  guarded(
    server,
    {
      method: "GET",
      url: "/api/evidence/documents",
      action: "view-evidence",
      summary: "Documents that the unit made of itself",
      schema: { response: { 200: Documents } },
    },
    (_request, actor) =>
      database.transaction(actor, async (tx) => {
        const rows = await latestDocuments(tx, listed);
        return { documents: await linesOf(tx, rows) };
      }),
  );
  guarded(
    server,
    {
      method: "GET",
      url: "/api/evidence/documents/:id",
      action: "view-evidence",
      summary: "One document",
      schema: { params: byId, response: { 200: Document } },
    },
    ({ params: { id } }, actor) =>
      database.transaction(actor, async (tx) => {
        const row = await documentById(tx, id);
        if (row === undefined) return noSuchDocument;
        tx.record({ action: "document.viewed", subjectKind: "document", subjectId: id });
        const [line] = await linesOf(tx, [row]);
        if (line === undefined) return noSuchDocument;
        return { document: line, content: JSON.parse(row.content) as unknown };
      }),
  );
  guarded(
    server,
    {
      method: "GET",
      url: "/api/evidence/documents/:id/file",
      action: "view-evidence",
      summary: "A document with the proof that the ledger names it, to be checked without this unit",
      schema: { params: byId, querystring: FileForm },
    },
    async ({ params: { id }, query }, actor, reply) => {
      const file = await attestedDocument(services, id);
      if (isRefusal(file)) return file;
      const page = query.as === "page";
      await database.transaction(actor, async (tx) => {
        const detail = { as: page ? "page" : "json" };
        tx.record({ action: "document.taken", subjectKind: "document", subjectId: id, detail });
      });
      const name = `${file.kind}-${id.slice(0, 8)}.${page ? "html" : "json"}`;
      void reply
        .header("content-disposition", `attachment; filename="${name}"`)
        .type(page ? "text/html; charset=utf-8" : "application/json; charset=utf-8");
      return reply.send(page ? documentPage(file) : JSON.stringify(file));
    },
  );
}

async function linesOf(tx: Transaction, rows: readonly DocumentRow[]): Promise<DocumentLine[]> {
  const names = await displayNames(
    tx,
    rows.map(({ made_by: by }) => by),
  );
  return rows.map((row) => ({
    id: row.document_id,
    kind: row.kind,
    about: row.about,
    madeAt: row.made_at.toISOString(),
    madeBy: names.get(row.made_by) ?? row.made_by,
    sha256: row.sha256,
  }));
}

function making(server: HttpServer, services: DocumentServices): void {
  guarded(
    server,
    {
      method: "POST",
      url: "/api/evidence/documents",
      action: "make-document",
      summary: "Make a document of what stands in the unit now",
      schema: { body: NewDocument, response: { 201: DocumentMade } },
    },
    async ({ body: { kind, year } }, actor, reply) => {
      // What it rests on is signed first: the ledger's newest head stands in it.
      await publishHead(services, services.heads);
      const content = await contentOf(services, kind, year);
      const about = kind === "yearly-report" ? String(year ?? services.clock.now().getUTCFullYear()) : "";
      const id = await services.database.transaction(actor, (tx) => keepDocument(tx, kind, about, content));
      void reply.code(201);
      return { id };
    },
  );
}

function assessing(server: HttpServer, services: DocumentServices): void {
  const { database } = services;
  guarded(
    server,
    {
      method: "GET",
      url: "/api/evidence/assessments",
      action: "view-evidence",
      summary: "Impact assessments, the newest first",
      schema: { response: { 200: Assessments } },
    },
    (_request, actor) =>
      database.transaction(actor, async (tx) => {
        const rows = await assessmentRows(tx);
        const names = await displayNames(
          tx,
          rows.flatMap(({ prepared_by: by, decided_by: decided }) =>
            decided === null ? [by] : [by, decided],
          ),
        );
        return { assessments: rows.map((row) => assessmentOf(row, names, tx)) };
      }),
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/evidence/assessments",
      action: "prepare-assessment",
      summary: "Prepare an impact assessment; the data protection officer signs it",
      schema: { body: NewAssessment, response: { 201: AssessmentMade } },
    },
    async ({ body }, actor, reply) => {
      const lacking = lacksRisks(body.risks);
      if (lacking.length > 0)
        return refuse(
          "risks-missing",
          `Assess every risk, each once. Missing or twice: ${lacking.join(", ")}.`,
          422,
        );
      const facts = await factsNow(services);
      return database.transaction(actor, async (tx) => {
        const waiting = (await assessmentRows(tx)).some(({ state }) => state === "prepared");
        if (waiting) return assessmentWaits;
        const number = await insertAssessment(tx, { ...body, facts: assessmentContent(facts, body, 0) });
        tx.record({ action: "assessment.prepared", subjectKind: "assessment", subjectId: String(number) });
        void reply.code(201);
        return { number };
      });
    },
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/evidence/assessments/:number/consultation",
      action: "sign-assessment",
      summary: "Put a high risk that is left before the supervisory authority",
      schema: { params: byNumber, response: { 204: Type.Null() } },
    },
    ({ params: { number } }, actor, reply) =>
      database.transaction(actor, async (tx) => {
        const row = await waitingOne(tx, number);
        if (isRefusal(row)) return row;
        if (row.consultation !== "not-needed") return consulted;
        await askConsultation(tx, number, new Date(tx.at.getTime() + consultationMs));
        tx.record({
          action: "assessment.consulted",
          subjectKind: "assessment",
          subjectId: String(number),
          recipient: "authority",
        });
        void reply.code(204);
        return null;
      }),
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/evidence/assessments/:number/answer",
      action: "answer-consultation",
      summary: "The supervisory authority's answer to a prior consultation",
      schema: { params: byNumber, body: ConsultationAnswer, response: { 204: Type.Null() } },
    },
    ({ params: { number }, body: { answer } }, actor, reply) =>
      database.transaction(actor, async (tx) => {
        const row = await waitingOne(tx, number);
        if (isRefusal(row)) return row;
        if (row.consultation !== "asked") return notConsulted;
        await answerConsultation(tx, number, answer);
        tx.record({ action: "assessment.answered", subjectKind: "assessment", subjectId: String(number) });
        void reply.code(204);
        return null;
      }),
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/evidence/assessments/:number/decision",
      action: "sign-assessment",
      stepUp: true,
      summary: "Sign an impact assessment, or send it back",
      schema: { params: byNumber, body: AssessmentDecision, response: { 204: Type.Null() } },
    },
    async ({ params: { number }, body }, actor, reply) => {
      const facts = await factsNow(services);
      return database.transaction(actor, async (tx) => {
        const row = await waitingOne(tx, number);
        if (isRefusal(row)) return row;
        const fault = decisionFault(row, body, tx);
        if (fault !== undefined) return fault;
        const state = body.sign ? "signed" : "sent-back";
        await decideAssessment(tx, number, {
          state,
          opinion: body.opinion,
          reviewOn: body.sign ? body.reviewOn : null,
        });
        tx.record({ action: `assessment.${state}`, subjectKind: "assessment", subjectId: String(number) });
        if (body.sign) {
          const content = assessmentContent(facts, row, number);
          await keepDocument(tx, "impact-assessment", String(number), {
            ...content,
            opinion: body.opinion,
            signedAt: tx.at.toISOString(),
            reviewOn: body.reviewOn,
            consultation: row.answer,
          });
        }
        void reply.code(204);
        return null;
      });
    },
  );
}

async function waitingOne(tx: Transaction, number: number): Promise<AssessmentRow | Refusal> {
  const row = await holdAssessment(tx, number);
  if (row === undefined) return noSuchAssessment;
  return row.state === "prepared" ? row : decidedAlready;
}

function decisionFault(
  row: AssessmentRow,
  { sign, reviewOn }: AssessmentDecision,
  tx: Transaction,
): Refusal | undefined {
  if (row.prepared_by === tx.actor.id) return ownAssessment;
  if (!sign) return undefined;
  if (
    row.consultation === "asked" ||
    (row.consultation === "not-needed" && row.risks.some(({ left }) => left === "high"))
  )
    return consultFirst;
  if (reviewOn === null || reviewOn <= tx.at.toISOString().slice(0, 10))
    return refuse("review-day-missing", "Say on which day to come it is looked at again.", 422);
  return undefined;
}

function assessmentOf(
  row: AssessmentRow,
  names: ReadonlyMap<string, string>,
  tx: Transaction,
): AssessmentShape {
  const name = (id: string): string => names.get(id) ?? id;
  return {
    number: row.number,
    state: row.state,
    necessity: row.necessity,
    risks: [...row.risks],
    preparedBy: name(row.prepared_by),
    preparedAt: row.prepared_at.toISOString(),
    mine: row.prepared_by === tx.actor.id,
    opinion: row.opinion,
    decidedBy: row.decided_by === null ? null : name(row.decided_by),
    decidedAt: row.decided_at?.toISOString() ?? null,
    consultation: row.consultation,
    answerDue: row.answer_due?.toISOString() ?? null,
    overdue: row.consultation === "asked" && row.answer_due !== null && row.answer_due <= tx.at,
    answer: row.answer,
    reviewOn: row.review_on,
  };
}

const noSuchDocument = refuse(
  "document-unknown",
  "There is no such document, or your role may not see it.",
  404,
);
const noSuchAssessment = refuse("assessment-unknown", "There is no impact assessment of this number.", 404);
const assessmentWaits = refuse(
  "assessment-waits",
  "An impact assessment waits for the data protection officer already. Let it be decided first.",
);
const decidedAlready = refuse(
  "assessment-decided",
  "This impact assessment has been decided. Prepare another one.",
);
const ownAssessment = refuse(
  "own-assessment",
  "Who prepared it does not sign it. Another officer does.",
  403,
);
const consulted = refuse("consultation-asked", "The supervisory authority has been asked already.");
const notConsulted = refuse("consultation-not-asked", "Nobody has asked the supervisory authority about it.");
const consultFirst = refuse(
  "consultation-needed",
  "A high risk is left: the supervisory authority is consulted and answers before it is signed.",
);
