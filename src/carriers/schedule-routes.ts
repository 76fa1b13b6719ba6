// Schedules over HTTP: the legs that stand, own entries, imports with what they would change, and owed pushes.
import { Type } from "typebox";
import { displayNames, guarded } from "#access";
import { isRefusal, refuse, type HttpServer, type Services, type Transaction } from "#platform";
import { closed, Uuid, type LegalProfile } from "#vocabulary";
import { noSuchCarrier } from "./no-such-carrier.ts";
import {
  LegAhead,
  NewPushPlan,
  NewSchedule,
  PushPlan,
  ScheduleActivation,
  ScheduleFileQuery,
  ScheduleImport,
  ScheduleImportDetail,
  ScheduleQuery,
  ScheduleRow,
  Schedules,
} from "./schedule-contract.ts";
import { scheduleTemplate } from "./schedule-csv.ts";
import { scheduleText } from "./schedule-reading.ts";
import {
  importById,
  legsByCarrier,
  planOf,
  recentImports,
  standingLegs,
  type ImportRow,
  type StandingLeg,
} from "./schedule-store.ts";
import {
  activateSchedule,
  addSchedule,
  discardSchedule,
  flightsAhead,
  importChanges,
  prepareSchedule,
  setPushPlan,
  withdrawSchedule,
} from "./schedules.ts";
import type { ScheduledLeg } from "./schedule.ts";
import { loadCarrierByCode } from "./store.ts";

export type ScheduleServices = Services & { readonly profile: LegalProfile };

const fileBytesMax = 20 * 1024 * 1024;
const legsShown = 500;
const importsShown = 20;
const changesShown = 500;
const ofId = closed({ id: Uuid });
const ofCarrier = closed({ code: Type.String({ maxLength: 3 }) });

/** Adds the routes; the gate must be open. */
export function scheduleRoutes(server: HttpServer, services: ScheduleServices): void {
  legRoutes(server, services);
  importRoutes(server, services);
  decisionRoutes(server, services);
  planRoutes(server, services);
}

function legRoutes(server: HttpServer, services: ScheduleServices): void {
  guarded(
    server,
    {
      method: "GET",
      url: "/api/schedules",
      action: "view-carriers",
      summary: "The schedule",
      schema: { querystring: ScheduleQuery, response: { 200: Schedules } },
    },
    ({ query }, actor) =>
      services.database.transaction(actor, async (tx) => {
        const carrier =
          query.carrier === undefined || query.carrier === "" ? null : query.carrier.toUpperCase();
        const legs = await standingLegs(tx, carrier, legsShown + 1);
        return {
          legs: legs.slice(0, legsShown).map(rowOf),
          more: legs.length > legsShown,
          carriers: await legsByCarrier(tx),
          imports: await importRows(tx, await recentImports(tx, importsShown)),
        };
      }),
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/schedules",
      action: "manage-schedules",
      summary: "Add a leg",
      schema: { body: NewSchedule, response: { 201: ScheduleRow } },
    },
    async ({ body }, actor, reply) => {
      const leg = await addSchedule(services, actor, body);
      if (isRefusal(leg)) return leg;
      reply.code(201);
      return rowOf(leg);
    },
  );
  guarded(
    server,
    {
      method: "DELETE",
      url: "/api/schedules/:id",
      action: "manage-schedules",
      summary: "Take a leg out",
      schema: { params: ofId, response: { 204: Type.Null() } },
    },
    async ({ params }, actor, reply) => {
      const refused = await withdrawSchedule(services, actor, params.id);
      if (refused !== undefined) return refused;
      reply.code(204);
      return null;
    },
  );
  guarded(
    server,
    {
      method: "GET",
      url: "/api/schedules/:id/ahead",
      action: "view-carriers",
      summary: "The flights a leg still has",
      schema: { params: ofId, response: { 200: LegAhead } },
    },
    ({ params }, actor) =>
      services.database.transaction(actor, (tx) => flightsAhead(tx, params.id, services.profile.pushes)),
  );
  guarded(
    server,
    {
      method: "GET",
      url: "/api/schedules/template.csv",
      action: "view-carriers",
      summary: "The table that carriers fill in",
    },
    async (_request, _actor, reply) => {
      reply.type("text/csv; charset=utf-8");
      reply.header("content-disposition", 'attachment; filename="schedule.csv"');
      return scheduleTemplate;
    },
  );
}

function importRoutes(server: HttpServer, services: ScheduleServices): void {
  guarded(
    server,
    {
      method: "POST",
      url: "/api/schedules/imports",
      action: "manage-schedules",
      summary: "Prepare a schedule from a file",
      raw: true,
      bodyLimit: fileBytesMax,
      schema: { querystring: ScheduleFileQuery, response: { 201: ScheduleImport } },
    },
    async ({ query, body }, actor, reply) => {
      if (!Buffer.isBuffer(body) || body.byteLength === 0)
        return refuse("body-missing", "Send the schedule's file itself as the body.", 400);
      const id = await prepareSchedule(services, actor, { format: query.format, bytes: body });
      if (isRefusal(id)) return id;
      reply.code(201);
      return services.database.transaction(actor, async (tx) => oneImport(tx, id));
    },
  );
  guarded(
    server,
    {
      method: "GET",
      url: "/api/schedules/imports/:id",
      action: "view-carriers",
      summary: "A schedule import with its findings and what it changes",
      schema: { params: ofId, response: { 200: ScheduleImportDetail } },
    },
    ({ params }, actor) =>
      services.database.transaction(actor, async (tx) => {
        const found = await importById(tx, params.id);
        if (found === null) return refuse("no-such-import", "There is no such schedule import.", 404);
        const [row] = await importRows(tx, [found]);
        if (row === undefined) return refuse("no-such-import", "There is no such schedule import.", 404);
        const changes = found.legs === null ? [] : await importChanges(tx, found.legs, changesShown);
        return {
          import: row,
          findings: found.findings.map((finding) => ({ ...finding, text: scheduleText(finding) })),
          moreFindings: found.more_findings,
          changes: changes.map(({ what, leg }) => ({
            what,
            flight: `${leg.carrier}${leg.number}${leg.suffix}`,
            leg: legText(leg),
          })),
        };
      }),
  );
}

function decisionRoutes(server: HttpServer, services: ScheduleServices): void {
  guarded(
    server,
    {
      method: "POST",
      url: "/api/schedules/imports/:id/activate",
      action: "manage-schedules",
      summary: "Make a prepared schedule the one in force",
      schema: { params: ofId, body: ScheduleActivation, response: { 200: ScheduleImport } },
    },
    async ({ params, body }, actor) => {
      const refused = await activateSchedule(services, actor, params.id, body.errorsAccepted);
      return refused ?? services.database.transaction(actor, async (tx) => oneImport(tx, params.id));
    },
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/schedules/imports/:id/discard",
      action: "manage-schedules",
      summary: "Drop a prepared schedule",
      schema: { params: ofId, response: { 200: ScheduleImport } },
    },
    async ({ params }, actor) => {
      const refused = await discardSchedule(services, actor, params.id);
      return refused ?? services.database.transaction(actor, async (tx) => oneImport(tx, params.id));
    },
  );
}

function planRoutes(server: HttpServer, services: ScheduleServices): void {
  const current = async (tx: Transaction, code: string) => {
    const carrier = await loadCarrierByCode(tx, code.toUpperCase());
    if (carrier === undefined) return noSuchCarrier;
    const own = await planOf(tx, carrier.id);
    const { name, version, pushes } = services.profile;
    const usual = pushes.map(({ kind, opens, due }) => ({ kind, opens, due }));
    return { own: own !== null, pushes: [...(own ?? usual)], usual, profile: `${name} ${version}` };
  };
  guarded(
    server,
    {
      method: "GET",
      url: "/api/carriers/:code/pushes",
      action: "view-carriers",
      summary: "What a carrier owes of each flight",
      schema: { params: ofCarrier, response: { 200: PushPlan } },
    },
    ({ params }, actor) => services.database.transaction(actor, (tx) => current(tx, params.code)),
  );
  guarded(
    server,
    {
      method: "PUT",
      url: "/api/carriers/:code/pushes",
      action: "manage-schedules",
      summary: "Set what a carrier owes of each flight",
      schema: { params: ofCarrier, body: NewPushPlan, response: { 200: PushPlan } },
    },
    async ({ params, body }, actor) => {
      const refused = await setPushPlan(services, actor, { code: params.code, pushes: body.pushes });
      return refused ?? services.database.transaction(actor, (tx) => current(tx, params.code));
    },
  );
}

function rowOf(leg: StandingLeg): ScheduleRow {
  const { id, carrier, number, suffix, mode, departs, arrives, days, everyWeeks, importId } = leg;
  return {
    id,
    carrier,
    number,
    suffix,
    from: leg.origin,
    to: leg.destination,
    mode,
    departs,
    arrives,
    firstDay: leg.first,
    lastDay: leg.last,
    days,
    everyWeeks,
    codeShares: [...leg.codeShares],
    importId,
  };
}

async function oneImport(tx: Transaction, id: string) {
  const found = await importById(tx, id);
  const [row] = await importRows(tx, found === null ? [] : [found]);
  return row ?? refuse("no-such-import", "There is no such schedule import.", 404);
}

async function importRows(tx: Transaction, rows: readonly ImportRow[]): Promise<ScheduleImport[]> {
  const names = await displayNames(
    tx,
    rows.map((row) => row.prepared_by),
  );
  return rows.map((row) => ({
    id: row.import_id,
    format: row.format,
    state: row.state,
    lines: row.lines,
    carriers: row.carriers,
    added: row.added,
    removed: row.removed,
    kept: row.kept,
    errors: row.findings.filter(({ severity }) => severity === "error").length,
    warnings: row.findings.filter(({ severity }) => severity === "warning").length,
    preparedAt: row.prepared_at.toISOString(),
    preparedBy: names.get(row.prepared_by) ?? row.prepared_by,
    decidedAt: row.decided_at?.toISOString() ?? null,
  }));
}

function clock(minutes: number): string {
  const within = ((minutes % 1440) + 1440) % 1440;
  const days = Math.floor(minutes / 1440);
  const time = `${String(Math.floor(within / 60)).padStart(2, "0")}:${String(within % 60).padStart(2, "0")}`;
  return days === 0 ? time : `${time}${days > 0 ? "+" : ""}${days}`;
}

/** A leg in one line: `GYD 08:20 – IST 10:30, 2026-03-29 – 2026-10-24, 1357`. */
function legText(leg: ScheduledLeg): string {
  const times = `${leg.origin} ${clock(leg.departs)} – ${leg.destination} ${clock(leg.arrives)}`;
  const rest = [leg.mode === "utc" ? "UTC" : "", leg.everyWeeks === 2 ? "/2" : ""].filter(
    (each) => each !== "",
  );
  return `${[times, ...rest].join(" ")}, ${leg.first} – ${leg.last}, ${leg.days}`;
}
