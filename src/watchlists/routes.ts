// The HTTP routes of watchlists: the lists themselves and the entries in force.
import { Type } from "typebox";
import { guarded, type SignedIn } from "#access";
import { isRefusal, newId, refuse, type HttpServer, type Refusal, type Transaction } from "#platform";
import { Uuid } from "#vocabulary";
import {
  EntryDetail,
  EntryPage,
  EntryQuery,
  NewList,
  Watchlist,
  WatchlistDetail,
  Watchlists,
} from "./contract.ts";
import { foldText } from "./entry-content.ts";
import { entryOfVersion, findEntries } from "./entry-store.ts";
import { addressFault } from "./fetch-source.ts";
import type { FetchServices } from "./fetching.ts";
import { proposalRoutes } from "./proposal-routes.ts";
import { waitingOnEntry } from "./proposal-store.ts";
import { noSuchEntry } from "./proposals.ts";
import { allLists, insertList, listById, versionsOf } from "./store.ts";
import { versionRoutes } from "./version-routes.ts";
import { noSuchList } from "./versions.ts";
import { wireEntry, wireLists, wireVersions } from "./wire.ts";

const ofList = Type.Object({ id: Uuid });
const ofEntry = Type.Object({ id: Uuid, entryId: Type.String({ minLength: 1, maxLength: 80 }) });
const entriesAPage = 50;
const versionsShown = 100;

/** Adds all routes of the slice. */
export function watchlistRoutes(server: HttpServer, services: FetchServices): void {
  listRoutes(server, services);
  entryRoutes(server, services);
  versionRoutes(server, services);
  proposalRoutes(server, services);
}

function listRoutes(server: HttpServer, { database }: FetchServices): void {
  guarded(
    server,
    {
      method: "GET",
      url: "/api/watchlists",
      action: "view-watchlists",
      summary: "All watchlists",
      schema: { response: { 200: Watchlists } },
    },
    (_request, actor) =>
      database.transaction(actor, async (tx) => ({ lists: await wireLists(tx, await allLists(tx)) })),
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/watchlists",
      action: "import-list",
      summary: "Register a list",
      schema: { body: NewList, response: { 201: Watchlist } },
    },
    async ({ body }, actor, reply) => {
      const fault = listFault(body);
      if (fault !== null) return fault;
      const created = await database.transaction(actor, async (tx) => {
        const id = newId(tx.at);
        const row = {
          id,
          code: body.code,
          title: body.title,
          authority: body.authority,
          legalBasis: body.legalBasis,
          kind: body.kind,
          format: body.format ?? null,
          address: body.address ?? null,
          fetchEveryHours: body.fetchEveryHours ?? null,
        };
        if (!(await insertList(tx, row))) {
          return refuse(
            "list-code-taken",
            `There is already a list with the code ${body.code}. Choose another.`,
          );
        }
        note(tx, actor, "list.created", id, {
          code: body.code,
          kind: body.kind,
          address: body.address ?? null,
        });
        return wireList(tx, id);
      });
      if (!isRefusal(created)) reply.code(201);
      return created;
    },
  );
  guarded(
    server,
    {
      method: "GET",
      url: "/api/watchlists/:id",
      action: "view-watchlists",
      summary: "One watchlist with its versions",
      schema: { params: ofList, response: { 200: WatchlistDetail } },
    },
    ({ params }, actor) =>
      database.transaction(actor, async (tx) => {
        const list = await wireList(tx, params.id);
        if (isRefusal(list)) return list;
        return { list, versions: await wireVersions(tx, await versionsOf(tx, params.id, versionsShown)) };
      }),
  );
}

function entryRoutes(server: HttpServer, { database }: FetchServices): void {
  guarded(
    server,
    {
      method: "GET",
      url: "/api/watchlists/:id/entries",
      action: "view-watchlists",
      summary: "Entries of the version in force",
      schema: { params: ofList, querystring: EntryQuery, response: { 200: EntryPage } },
    },
    ({ params, query }, actor) =>
      database.transaction(actor, async (tx) => {
        const list = await listById(tx, params.id);
        if (list === null) return noSuchList;
        const words = foldText(query.find ?? "")
          .split(" ")
          .filter((word) => word !== "");
        note(tx, actor, "list.entries-viewed", params.id, {
          searched: words.length > 0,
          version: list.active_version,
        });
        if (list.active_version === null) return { entries: [], after: null, total: 0 };
        const wanted = { words, after: query.after ?? "", limit: entriesAPage };
        const found = await findEntries(tx, { id: params.id, version: list.active_version }, wanted);
        const last = found.entries.at(-1)?.entry.id ?? null;
        return {
          entries: found.entries.map(wireEntry),
          after: found.entries.length < entriesAPage ? null : last,
          total: found.total,
        };
      }),
  );
  guarded(
    server,
    {
      method: "GET",
      url: "/api/watchlists/:id/entries/:entryId",
      action: "view-watchlists",
      summary: "One entry of the version in force",
      schema: { params: ofEntry, response: { 200: EntryDetail } },
    },
    ({ params }, actor) =>
      database.transaction(actor, async (tx) => {
        const list = await listById(tx, params.id);
        if (list === null) return noSuchList;
        const version = list.active_version;
        const found =
          version === null ? null : await entryOfVersion(tx, { id: params.id, version }, params.entryId);
        if (version === null || found === null) return noSuchEntry;
        note(tx, actor, "list.entry-viewed", params.id, { entry: params.entryId, version });
        const { code, title, kind } = list;
        return {
          list: { id: params.id, code, title, kind },
          version,
          entry: wireEntry(found),
          waitingProposal: await waitingOnEntry(tx, params.entryId),
        };
      }),
  );
}

/** What contradicts itself in a new list; null: nothing. */
function listFault(list: {
  readonly kind: "imported" | "own";
  readonly format?: string;
  readonly address?: string;
  readonly fetchEveryHours?: number;
}): Refusal | null {
  const fault = (field: string, text: string) =>
    refuse("list-contradicts-itself", `The list cannot be registered so: ${text}.`, 422, {
      fields: [{ field, text }],
    });
  if (list.kind === "own") {
    if (list.format !== undefined || list.address !== undefined || list.fetchEveryHours !== undefined) {
      return fault(
        "kind",
        "an own list is kept here by proposals and has neither format, address nor schedule",
      );
    }
    return null;
  }
  if (list.format === undefined) return fault("format", "an imported list has a file format");
  if (list.fetchEveryHours !== undefined && list.address === undefined) {
    return fault("address", "a schedule needs an address to fetch from");
  }
  const wrong = list.address === undefined ? null : addressFault(list.address);
  return wrong === null ? null : fault("address", wrong);
}

async function wireList(tx: Transaction, id: string): Promise<Watchlist | Refusal> {
  const list = await listById(tx, id);
  const [wired] = list === null ? [] : await wireLists(tx, [list]);
  return wired ?? noSuchList;
}

function note(
  tx: Transaction,
  actor: SignedIn,
  action: string,
  listId: string,
  detail: { readonly [key: string]: string | number | boolean | null },
): void {
  const policies = actor.decision.policies;
  tx.record({ action, subjectKind: "list", subjectId: listId, detail: { ...detail, policies } });
  if (action === "list.created") tx.announce("watchlist", listId);
}
