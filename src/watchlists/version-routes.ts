// The HTTP routes of list versions: import, fetch, differences, activation, roll-back.
import { Type } from "typebox";
import { decide, gateOf, guarded } from "#access";
import { isRefusal, refuse, type HttpServer } from "#platform";
import { Uuid } from "#vocabulary";
import { FetchOutcome, ImportQuery, ListVersion, RollBack, VersionDifference } from "./contract.ts";
import { differingEntries } from "./entry-store.ts";
import { fetchList, type FetchServices } from "./fetching.ts";
import { listById, versionOf } from "./store.ts";
import { activateVersion, noSuchList, noSuchVersion, prepareVersion, rollBack } from "./versions.ts";
import { wireDifference, wireVersion } from "./wire.ts";

const ofList = Type.Object({ id: Uuid });
const ofVersion = Type.Object({ id: Uuid, version: Type.Integer({ minimum: 1 }) });
const importBytesMax = 256 * 1024 * 1024;
const differencesShown = 500;

/** Adds the routes of list versions. */
export function versionRoutes(server: HttpServer, services: FetchServices): void {
  importRoutes(server, services);
  effectRoutes(server, services);
}

function importRoutes(server: HttpServer, services: FetchServices): void {
  const { database, readList, key } = services;
  guarded(
    server,
    {
      method: "POST",
      url: "/api/watchlists/:id/import",
      action: "import-list",
      summary: "Prepare a version from a file",
      raw: true,
      bodyLimit: importBytesMax,
      schema: { params: ofList, querystring: ImportQuery, response: { 201: ListVersion } },
    },
    async ({ params, query, body }, actor, reply) => {
      if (!Buffer.isBuffer(body) || body.byteLength === 0) {
        return refuse("body-missing", "Send the list's file itself as the body.", 400);
      }
      const list = await database.transaction(actor, (tx) => listById(tx, params.id));
      if (list === null) return noSuchList;
      const reading = readList(list.format ?? "", list.code, body, list.mapping);
      const prepared = await database.transaction(actor, async (tx) => {
        const removalsAccepted = query.removals === "accepted";
        const done = await prepareVersion(tx, {
          listId: params.id,
          bytes: body,
          key,
          reading,
          preparedBy: actor.id,
          removalsAccepted,
        });
        if ("refused" in done) return done;
        if ("refusedVersion" in done) {
          const { version, refusal, refusal_because: because } = done.refusedVersion;
          const detail = `${refusal ?? ""} (Kept as version ${version}; the list in force stays.)`;
          const more = because === null ? {} : { because };
          return because?.code === "too-many-removed"
            ? refuse("too-many-removed", detail, 422, more)
            : refuse("file-refused", detail, 422, more);
        }
        if ("unchanged" in done) {
          return refuse(
            "nothing-changed",
            `The file says the same as version ${done.unchanged}, which is in force.`,
          );
        }
        return wireVersion(tx, "waiting" in done ? done.waiting : done.prepared);
      });
      if (!isRefusal(prepared)) reply.code(201);
      return prepared;
    },
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/watchlists/:id/fetch",
      action: "import-list",
      summary: "Fetch a list from its address now",
      schema: { params: ofList, response: { 200: FetchOutcome } },
    },
    async ({ params }, actor) => {
      const fetched = await fetchList(services, { listId: params.id, askedBy: actor.id });
      if (isRefusal(fetched)) return fetched;
      const { version, outcome, because = null } = fetched;
      return database.transaction(actor, async (tx) => ({
        outcome,
        because,
        version: version === null ? null : await wireVersion(tx, version),
      }));
    },
  );
}

function effectRoutes(server: HttpServer, { database }: FetchServices): void {
  guarded(
    server,
    {
      method: "GET",
      url: "/api/watchlists/:id/versions/:version/difference",
      action: "view-watchlists",
      summary: "What a version changes",
      schema: { params: ofVersion, response: { 200: VersionDifference } },
    },
    ({ params }, actor) =>
      database.transaction(actor, async (tx) => {
        const version = await versionOf(tx, params.id, params.version);
        if (version === null) return noSuchVersion;
        const against = version.base_version;
        const range = { id: params.id, from: against, to: params.version };
        tx.record({
          action: "list.difference-viewed",
          subjectKind: "list",
          subjectId: params.id,
          detail: { version: params.version, policies: actor.decision.policies },
        });
        return wireDifference(
          against,
          await differingEntries(tx, range, differencesShown + 1),
          differencesShown,
        );
      }),
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/watchlists/:id/versions/:version/activation",
      action: "activate-list",
      stepUp: true,
      summary: "Put a version in force, as a second person",
      schema: { params: ofVersion, response: { 200: ListVersion } },
    },
    ({ params }, actor) =>
      database.transaction(actor, async (tx) => {
        const draft = await versionOf(tx, params.id, params.version);
        const item = { kind: "list", id: params.id, preparedBy: draft?.prepared_by ?? "nobody" };
        const decision = decide(actor, "activate-list", gateOf(server), item);
        if (isRefusal(decision)) return decision;
        const active = await activateVersion(tx, {
          listId: params.id,
          version: params.version,
          by: actor.id,
        });
        return isRefusal(active) ? active : wireVersion(tx, active);
      }),
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/watchlists/:id/rollback",
      action: "roll-back-list",
      summary: "Take the version in force back",
      schema: { params: ofList, body: RollBack, response: { 200: ListVersion } },
    },
    ({ params, body }, actor) =>
      database.transaction(actor, async (tx) => {
        const active = await rollBack(tx, { listId: params.id, reason: body.reason });
        return isRefusal(active) ? active : wireVersion(tx, active);
      }),
  );
}
