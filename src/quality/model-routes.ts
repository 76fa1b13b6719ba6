// Calibrations over HTTP: proposed by one person, decided by another, taken back in one step.
import { Type } from "typebox";
import { decide, displayNames, gateOf, guarded } from "#access";
import {
  isRefusal,
  refuse,
  systemActor,
  type Database,
  type HttpServer,
  type Refusal,
  type Transaction,
} from "#platform";
import {
  activeProfile,
  calibratedFrom,
  closeModel,
  ENGINE_VERSION,
  insertModel,
  lockModels,
  modelRows,
  probabilityOf,
  STANDARD_PROFILE,
  takeModelBack,
  type Calibration,
  type ModelRow,
} from "#screening";
import {
  ModelDecision,
  ModelReason,
  Models,
  type Hindrance,
  type Model,
  type ModelFigures,
} from "./contract.ts";
import { gatherVotes, isRepeated } from "./models.ts";
import { lackingOf } from "./votes.ts";

const byVersion = Type.Object({ version: Type.Integer({ minimum: 1 }) });
const shownMax = 30;
const system = systemActor("quality");

const anotherOpen = refuse(
  "model-open",
  "Another calibration is being fitted or waits for its decision. Have it decided first.",
);
const noSuchModel = refuse("no-such-model", "There is no such calibration. Reload the page.", 404);
const notWaiting = refuse("model-decided", "This calibration does not wait for a decision. Reload the page.");
const hindered = refuse(
  "model-hindered",
  "Something stands in the way of this calibration, as its figures say. It can only be refused; propose another one when more was decided.",
);
const outdated = refuse(
  "model-outdated",
  "Another engine or calibration is in force than the one it was fitted beside. Refuse it and propose another one.",
);
const notRepeated = refuse(
  "model-not-repeatable",
  "Fitting it again from the decisions kept with it did not give the same curve. Refuse it and tell who looks after this installation.",
);
const notInForce = refuse("model-not-in-force", "This calibration is not in force. Reload the page.");

/** Adds the routes; the gate must be open. */
export function modelRoutes(server: HttpServer, { database }: { readonly database: Database }): void {
  guarded(
    server,
    {
      method: "GET",
      url: "/api/quality/models",
      action: "view-models",
      summary: "The calibration in force, the one proposed and those before",
      schema: { response: { 200: Models } },
    },
    (_request, actor) => shown(database, actor),
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/quality/models",
      action: "propose-model",
      summary: "Have a calibration fitted to decided alerts; nothing comes into force by it",
      schema: { body: ModelReason, response: { 201: Models } },
    },
    async ({ body }, actor, reply) => {
      const { told } = await database.transaction(system, gatherVotes);
      const lacking = lackingOf(told);
      if (lacking !== null) return tooFew(lacking);
      const refused = await database.transaction(actor, async (tx) => {
        const version = await insertModel(tx, { engineVersion: ENGINE_VERSION, reason: body.reason });
        if (version === null) return anotherOpen;
        note(tx, "model.proposed", version, { reason: body.reason });
        return null;
      });
      if (refused !== null) return refused;
      reply.code(201);
      return shown(database, actor);
    },
  );
  decisionRoutes(server, database);
}

function decisionRoutes(server: HttpServer, database: Database): void {
  guarded(
    server,
    {
      method: "POST",
      url: "/api/quality/models/:version/decision",
      action: "approve-model",
      stepUp: true,
      summary: "Put a calibration in force or refuse it, as a second person",
      schema: { params: byVersion, body: ModelDecision, response: { 200: Models } },
    },
    async ({ params: { version }, body }, actor) => {
      const refused = await database.transaction(actor, async (tx) => {
        const row = await lockModels(tx, version);
        if (row === null) return noSuchModel;
        const item = { kind: "model", id: String(version), preparedBy: row.proposed_by };
        const decision = decide(actor, "approve-model", gateOf(server), item);
        if (isRefusal(decision)) return decision;
        const refusal = await refusalOf(tx, row, body.approve);
        if (refusal !== null) return refusal;
        await closeModel(tx, version, body);
        const { reason } = body;
        note(tx, body.approve ? "model.activated" : "model.refused", version, { reason });
        return null;
      });
      return refused ?? shown(database, actor);
    },
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/quality/models/:version/withdrawal",
      action: "approve-model",
      stepUp: true,
      summary: "Take the calibration in force back: the one before it is in force again",
      schema: { params: byVersion, body: ModelReason, response: { 200: Models } },
    },
    async ({ params: { version }, body: { reason } }, actor) => {
      const refused = await database.transaction(actor, async (tx) => {
        const row = await lockModels(tx, version);
        if (row === null) return noSuchModel;
        if (row.state !== "active") return notInForce;
        await takeModelBack(tx, row, reason);
        note(tx, "model.withdrawn", version, { reason, inForce: row.replaces });
        return null;
      });
      return refused ?? shown(database, actor);
    },
  );
}

async function refusalOf(
  tx: Transaction,
  row: ModelRow & { readonly data_set: unknown },
  approve: boolean,
): Promise<Refusal | null> {
  if (row.state !== "waiting") return notWaiting;
  if (!approve) return null;
  if (row.hindered_by.length > 0) return hindered;
  const { calibration } = await activeProfile(tx);
  if (row.engine_version !== ENGINE_VERSION || row.fitted_on !== (calibration?.version ?? null))
    return outdated;
  return isRepeated(row, calibration) ? null : notRepeated;
}

function tooFew(lacking: {
  readonly votes: number;
  readonly same: number;
  readonly different: number;
}): Refusal {
  return refuse(
    "too-few-decisions",
    `Too few alerts were decided for a calibration. Missing: ${lacking.votes} votes in all, ${lacking.same} that say the same person, ${lacking.different} that say another. A pair of traveller and listed person has one vote.`,
  );
}

function note(
  tx: Transaction,
  action: "model.proposed" | "model.activated" | "model.refused" | "model.withdrawn",
  version: number,
  detail: Readonly<Record<string, string | number | null>>,
): void {
  tx.record({ action, subjectKind: "model", subjectId: String(version), detail });
  tx.announce("model", "calibration");
}

async function shown(database: Database, actor: Parameters<Database["transaction"]>[0]): Promise<Models> {
  const { told } = await database.transaction(system, gatherVotes);
  return database.transaction(actor, async (tx) => {
    const rows = await modelRows(tx, shownMax);
    const persons = rows.flatMap((row) => [row.proposed_by, row.decided_by, row.withdrawn_by]);
    const names = await displayNames(
      tx,
      persons.filter((id) => id !== null),
    );
    const models = rows.map((row) => wire(row, rows, names));
    return {
      engineVersion: ENGINE_VERSION,
      active: models.find(({ state }) => state === "active") ?? null,
      open: models.find(({ state }) => state === "waiting" || state === "fitting") ?? null,
      before: models.filter(({ state }) => !["active", "waiting", "fitting"].includes(state)),
      told,
      lacking: lackingOf(told),
    };
  });
}

function wire(row: ModelRow, rows: readonly ModelRow[], names: ReadonlyMap<string, string>): Model {
  const step = (byId: string | null, at: Date | null, reason: string | null): Model["decided"] =>
    byId === null || at === null
      ? null
      : { by: names.get(byId) ?? byId, byId, at: at.toISOString(), reason: reason ?? "" };
  const standing = rows.find(({ version }) => version === row.fitted_on);
  return {
    version: row.version,
    state: row.state,
    engineVersion: row.engine_version,
    fittedOn: row.fitted_on,
    replaces: row.replaces,
    proposed: {
      by: names.get(row.proposed_by) ?? row.proposed_by,
      byId: row.proposed_by,
      at: row.proposed_at.toISOString(),
      reason: row.reason,
    },
    decided: step(row.decided_by, row.decided_at, row.decision_reason),
    withdrawn: step(row.withdrawn_by, row.withdrawn_at, row.withdrawn_reason),
    dataSetId: row.data_set_id,
    figures: row.figures as ModelFigures | null,
    hinderedBy: row.hindered_by as Hindrance[],
    flights: row.flights,
    flightsDone: row.flights_done,
    curve: curveOf(calibrationOf(row), standing === undefined ? undefined : calibrationOf(standing)),
  };
}

const calibrationOf = ({ version, knots }: ModelRow): Calibration | undefined =>
  knots === null ? undefined : { version, knots };

/** Both curves bit by bit, from where calibrations begin until both promise nearly all. */
function curveOf(fitted: Calibration | undefined, standing: Calibration | undefined): Model["curve"] {
  if (fitted === undefined) return [];
  const [begin] = calibratedFrom(STANDARD_PROFILE.display);
  return Array.from({ length: 25 }, (_, at) => {
    const bits = Math.round((begin + at) * 100) / 100;
    return { bits, standing: probabilityOf(bits, standing), fitted: probabilityOf(bits, fitted) };
  });
}
