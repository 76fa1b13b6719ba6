// The authority's work over HTTP: it opens, demands, finds, orders and closes; the unit refers and answers.
import { displayNames, guarded } from "#access";
import { keepDocument, provenEntries, type DocumentServices } from "#evidence";
import { isRefusal, newId, refuse, type HttpServer, type Refusal, type Transaction } from "#platform";
import { closed, Uuid } from "#vocabulary";
import { Type } from "typebox";
import {
  Closing,
  InspectionFile,
  Inspections,
  MatterAnswer,
  MatterDecision,
  NewInspection,
  NewMatter,
  NewReferral,
  Opened,
  type InspectionRow,
  type MatterShown,
} from "./contract.ts";
import {
  holdMatter,
  insertInspection,
  insertMatter,
  insertStep,
  inspectionById,
  inspectionRows,
  mattersOf,
  setClosed,
  setMatter,
  setTaken,
  setTook,
  stepsOf,
  type InspectionRecord,
  type MatterRecord,
  type StepRecord,
} from "./store.ts";

export type InspectionServices = Pick<DocumentServices, "database" | "clock" | "heads">;
const byId = closed({ id: Uuid });
const nothing = { 204: Type.Null() };

/** Adds the routes; the gate must be open. */
export function inspectionRoutes(server: HttpServer, services: InspectionServices): void {
  readingRoutes(server, services);
  authorityRoutes(server, services);
  unitRoutes(server, services);
}

function readingRoutes(server: HttpServer, { database }: InspectionServices): void {
  guarded(
    server,
    {
      method: "GET",
      url: "/api/inspections",
      action: "view-inspections",
      summary: "Inspections, referrals and complaints",
      schema: { response: { 200: Inspections } },
    },
    (_request, actor) =>
      database.transaction(actor, async (tx) => {
        const rows = await inspectionRows(tx);
        const names = await displayNames(
          tx,
          rows.map(({ opened_by: by }) => by),
        );
        return { inspections: rows.map((row) => rowOf(row, names)) };
      }),
  );
  guarded(
    server,
    {
      method: "GET",
      url: "/api/inspections/:id",
      action: "view-inspections",
      summary: "One of them with all that was demanded, found, ordered and answered",
      schema: { params: byId, response: { 200: InspectionFile } },
    },
    ({ params: { id } }, actor) =>
      database.transaction(actor, async (tx) => {
        const row = await inspectionById(tx, id);
        if (row === undefined) return noSuchInspection;
        const [matters, steps] = await Promise.all([mattersOf(tx, id), stepsOf(tx, id)]);
        const names = await displayNames(tx, [
          row.opened_by,
          ...matters.map(({ raised_by: by }) => by),
          ...steps.map(({ by_person: by }) => by),
        ]);
        tx.record({ action: "inspection.viewed", subjectKind: "inspection", subjectId: id });
        return {
          inspection: rowOf(row, names),
          scope: row.scope,
          basis: row.basis,
          from: row.from_day,
          until: row.until_day,
          document: row.document_id,
          conclusion: row.conclusion,
          matters: matters.map((one) => matterOf(one, steps, names, tx.at)),
        };
      }),
  );
}

function authorityRoutes(server: HttpServer, { database }: InspectionServices): void {
  guarded(
    server,
    {
      method: "POST",
      url: "/api/inspections",
      action: "work-inspection",
      summary: "The authority opens an inspection, or takes a complaint in",
      schema: { body: NewInspection, response: { 201: Opened } },
    },
    ({ body }, actor, reply) =>
      database.transaction(actor, async (tx) => {
        if (body.until < body.from) return wrongPeriod;
        const id = newId(tx.at);
        await insertInspection(tx, id, { ...body, document: null });
        note(tx, "inspection.opened", id, { kind: body.kind, from: body.from, until: body.until });
        void reply.code(201);
        return { id };
      }),
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/inspections/:id/taking",
      action: "work-inspection",
      summary: "The authority takes a referral up",
      schema: { params: byId, response: nothing },
    },
    ({ params: { id } }, actor, reply) =>
      database.transaction(actor, async (tx) => {
        const row = await inspectionById(tx, id);
        if (row === undefined) return noSuchInspection;
        if (row.state !== "referred") return movedOn;
        await setTaken(tx, id);
        note(tx, "inspection.taken-up", id);
        void reply.code(204);
        return null;
      }),
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/inspections/:id/matters",
      action: "work-inspection",
      summary: "The authority demands documents, writes a finding down or orders",
      schema: { params: byId, body: NewMatter, response: { 201: Opened } },
    },
    ({ params: { id }, body }, actor, reply) =>
      database.transaction(actor, async (tx) => {
        const row = await inspectionById(tx, id);
        if (row === undefined) return noSuchInspection;
        if (row.state !== "open") return movedOn;
        if ((body.kind === "order") !== (body.measure !== null)) return measureOfOrder;
        const matter = newId(tx.at);
        await insertMatter(tx, matter, id, body);
        tx.record({
          action: `matter.${raised[body.kind]}`,
          subjectKind: "matter",
          subjectId: matter,
          recipient: "piu",
          detail: { inspection: id, measure: body.measure, hours: body.hours },
        });
        tx.announce("inspection", id);
        void reply.code(201);
        return { id: matter };
      }),
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/inspections/matters/:id/decision",
      action: "work-inspection",
      summary: "The authority closes a matter, or returns it with a new time",
      schema: { params: byId, body: MatterDecision, response: nothing },
    },
    ({ params: { id }, body }, actor, reply) =>
      database.transaction(actor, async (tx) => {
        const matter = await holdMatter(tx, id);
        if (matter === undefined) return noSuchMatter;
        if (matter.state === "closed") return movedOn;
        if (!body.close && (body.hours === null || matter.state !== "answered")) return newTime;
        const step = body.close ? "closed" : "returned";
        await insertStep(tx, { matter_id: id, side: "authority", step, text: body.text, documents: [] });
        await setMatter(tx, id, body.close ? "closed" : "open", body.close ? null : body.hours);
        noteMatter(tx, `matter.${step}`, matter);
        void reply.code(204);
        return null;
      }),
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/inspections/:id/closing",
      action: "work-inspection",
      summary: "The authority closes an inspection in which nothing is open",
      schema: { params: byId, body: Closing, response: nothing },
    },
    ({ params: { id }, body }, actor, reply) =>
      database.transaction(actor, async (tx) => {
        const row = await inspectionById(tx, id);
        if (row === undefined) return noSuchInspection;
        if (row.state !== "open") return movedOn;
        if (row.open > 0) return stillOpen;
        await setClosed(tx, id, body.conclusion);
        note(tx, "inspection.closed", id);
        void reply.code(204);
        return null;
      }),
  );
}

function unitRoutes(server: HttpServer, services: InspectionServices): void {
  const { database } = services;
  guarded(
    server,
    {
      method: "POST",
      url: "/api/inspections/referrals",
      action: "refer-inspection",
      summary: "The data protection officer refers unlawful processing to the authority, sealed",
      schema: { body: NewReferral, response: { 201: Opened } },
    },
    async ({ body }, actor, reply) => {
      if (body.until < body.from) return wrongPeriod;
      const entries = await provenEntries(services, body.entries);
      if (isRefusal(entries)) return entries;
      return database.transaction(actor, async (tx) => {
        const id = newId(tx.at);
        const { title, scope, basis, from, until } = body;
        const content = { title, scope, basis, from, until, referredAt: tx.at.toISOString(), entries };
        const document = await keepDocument(tx, "referral", id, content);
        await insertInspection(tx, id, { kind: "referral", title, scope, basis, from, until, document });
        tx.record({
          action: "inspection.referred",
          subjectKind: "inspection",
          subjectId: id,
          recipient: "authority",
          detail: { document, entries: body.entries.length },
        });
        tx.announce("inspection", id);
        void reply.code(201);
        return { id };
      });
    },
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/inspections/matters/:id/receipt",
      action: "answer-inspection",
      summary: "The officer or the head takes note of an order",
      schema: { params: byId, response: nothing },
    },
    ({ params: { id } }, actor, reply) =>
      database.transaction(actor, async (tx) => {
        const matter = await holdMatter(tx, id);
        if (matter === undefined) return noSuchMatter;
        await setTook(tx, id, actor.roles.includes("head") ? "head" : "officer");
        noteMatter(tx, "matter.received", matter);
        void reply.code(204);
        return null;
      }),
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/inspections/matters/:id/answer",
      action: "answer-inspection",
      summary: "The unit answers; a demand of the authority cannot be refused",
      schema: { params: byId, body: MatterAnswer, response: nothing },
    },
    ({ params: { id }, body }, actor, reply) =>
      database.transaction(actor, async (tx) => {
        const matter = await holdMatter(tx, id);
        if (matter === undefined) return noSuchMatter;
        if (matter.state !== "open") return movedOn;
        if (matter.kind === "order" && (matter.officer_took_at === null || matter.head_took_at === null))
          return takeFirst;
        const step = { matter_id: id, side: "unit", step: "answered", text: body.text } as const;
        await insertStep(tx, { ...step, documents: [...body.documents] });
        await setMatter(tx, id, "answered", null);
        noteMatter(tx, "matter.answered", matter, "authority");
        void reply.code(204);
        return null;
      }),
  );
}

const raised = { demand: "demanded", finding: "found", order: "ordered" } as const;

function note(
  tx: Transaction,
  action: string,
  id: string,
  detail: Readonly<Record<string, string>> = {},
): void {
  tx.record({ action, subjectKind: "inspection", subjectId: id, detail });
  tx.announce("inspection", id);
}

function noteMatter(tx: Transaction, action: string, matter: MatterRecord, recipient?: string): void {
  tx.record({
    action,
    subjectKind: "matter",
    subjectId: matter.matter_id,
    ...(recipient === undefined ? {} : { recipient }),
    detail: { kind: matter.kind, inspection: matter.inspection_id },
  });
  tx.announce("inspection", matter.inspection_id);
}

function rowOf(row: InspectionRecord, names: ReadonlyMap<string, string>): InspectionRow {
  return {
    id: row.inspection_id,
    number: row.number,
    kind: row.kind,
    title: row.title,
    state: row.state,
    openedBy: names.get(row.opened_by) ?? row.opened_by,
    openedAt: row.opened_at.toISOString(),
    open: row.open,
    overdue: row.overdue,
    due: row.due?.toISOString() ?? null,
  };
}

function matterOf(
  row: MatterRecord,
  steps: readonly StepRecord[],
  names: ReadonlyMap<string, string>,
  at: Date,
): MatterShown {
  return {
    id: row.matter_id,
    kind: row.kind,
    measure: row.measure,
    text: row.text,
    article: row.article,
    raisedBy: names.get(row.raised_by) ?? row.raised_by,
    raisedAt: row.raised_at.toISOString(),
    due: row.due_at.toISOString(),
    overdue: row.state === "open" && row.due_at <= at,
    state: row.state,
    officerTook: row.officer_took_at?.toISOString() ?? null,
    headTook: row.head_took_at?.toISOString() ?? null,
    steps: steps
      .filter(({ matter_id: id }) => id === row.matter_id)
      .map((step) => ({
        at: step.at.toISOString(),
        by: names.get(step.by_person) ?? step.by_person,
        side: step.side,
        step: step.step,
        text: step.text,
        documents: step.documents,
      })),
  };
}

const noSuchInspection: Refusal = refuse("inspection-unknown", "There is no such inspection.", 404);
const noSuchMatter: Refusal = refuse("matter-unknown", "There is no such demand, finding or order.", 404);
const movedOn: Refusal = refuse("inspection-moved", "It has gone on since you loaded it. Load it again.");
const wrongPeriod: Refusal = refuse(
  "period-turned",
  "The time that is looked at ends before it begins.",
  422,
);
const measureOfOrder: Refusal = refuse(
  "measure-of-order",
  "An order says what it orders; nothing else does.",
  422,
);
const newTime: Refusal = refuse(
  "return-needs-time",
  "What was answered can be returned, with the hours in which another answer is owed.",
  422,
);
const stillOpen: Refusal = refuse("matters-open", "Close every demand, finding and order in it first.");
const takeFirst: Refusal = refuse(
  "order-not-taken",
  "An order is answered when the data protection officer and the head have both taken note of it.",
);
