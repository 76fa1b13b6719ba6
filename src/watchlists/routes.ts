// The HTTP routes of watchlists: the lists themselves and the entries in force.
import { Type } from "typebox";
import { guarded, type SignedIn } from "#access";
import { isRefusal, newId, refuse, type HttpServer, type Refusal, type Transaction } from "#platform";
import { Uuid } from "#vocabulary";
import {
  ConnectionAsked,
  CsvPreview,
  CsvPreviewQuery,
  EntryDetail,
  EntryLinkDecision,
  EntryPage,
  EntryQuery,
  EntryReview,
  ListRegister,
  NewList,
  Watchlist,
  WatchlistDetail,
  Watchlists,
  type CsvMapping,
} from "./contract.ts";
import { askForConnection } from "./connecting.ts";
import { previewOf } from "./csv-preview.ts";
import { foldText } from "./entry-content.ts";
import { entryOfVersion, findEntries } from "./entry-store.ts";
import { lastReview, reviewsDue } from "./entry-terms-store.ts";
import { reviewEntry } from "./entry-terms.ts";
import { addressFault } from "./fetch-source.ts";
import type { FetchServices } from "./fetching.ts";
import { forecastRoutes } from "./forecast-routes.ts";
import { mappingFault } from "./formats/csv-mapped.ts";
import { entriesToDecide, linksOfEntry } from "./link-store.ts";
import { decideOnLink } from "./links.ts";
import { personsRoutes } from "./persons-routes.ts";
import { proposalRoutes } from "./proposal-routes.ts";
import { waitingOnEntry } from "./proposal-store.ts";
import { noSuchEntry } from "./proposals.ts";
import { openRawFile } from "./raw-file-store.ts";
import {
  allLists,
  categoriesNow,
  insertList,
  listById,
  updateRegister,
  versionsOf,
  type ListRow,
} from "./store.ts";
import { reviewDue, reviewedBefore } from "./terms.ts";
import { versionRoutes } from "./version-routes.ts";
import { noSuchList } from "./versions.ts";
import { wireEntry, wireLinks, wireLists, wireVersions } from "./wire.ts";

const ofList = Type.Object({ id: Uuid });
const ofEntry = Type.Object({ id: Uuid, entryId: Type.String({ minLength: 1, maxLength: 80 }) });
const entriesAPage = 50;
const versionsShown = 100;

/** Adds all routes of the slice. */
export function watchlistRoutes(server: HttpServer, services: FetchServices): void {
  listRoutes(server, services);
  registerRoutes(server, services);
  personsRoutes(server, services);
  entryRoutes(server, services);
  linkRoute(server, services);
  versionRoutes(server, services);
  proposalRoutes(server, services);
  forecastRoutes(server, services);
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
          alertBasis: body.alertBasis,
          persons: body.persons,
          kind: body.kind,
          format: body.format ?? null,
          address: body.address ?? null,
          fetchEveryHours: body.fetchEveryHours ?? null,
          mapping: body.mapping ?? null,
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
          persons: body.persons,
          address: body.address ?? null,
        });
        if (body.address !== undefined) {
          const asked = await askForConnection(tx, id, `${body.title}: ${body.legalBasis}`);
          if (asked !== null) return asked;
        }
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
        const versions = await wireVersions(tx, await versionsOf(tx, params.id, versionsShown));
        const linksToDecide = await openLinks(tx, list);
        return { list, versions, reviewsDue: await dueReviews(tx, list), linksToDecide };
      }),
  );
}

function registerRoutes(server: HttpServer, { database, key }: FetchServices): void {
  guarded(
    server,
    {
      method: "PUT",
      url: "/api/watchlists/:id/register",
      action: "import-list",
      summary: "Write down what is known of a list's source",
      schema: { params: ofList, body: ListRegister, response: { 200: Watchlist } },
    },
    ({ params, body }, actor) =>
      database.transaction(actor, async (tx) => {
        const before = await listById(tx, params.id, true);
        if (before === null) return noSuchList;
        for (const field of ["expiresOn", "reviewOn"] as const) {
          const day = body[field];
          if (day !== null && !isDay(day)) return fault(field, `${day} is no day of the calendar`);
        }
        if (body.purposes.length > 0 && !body.purposes.some(isOfAssessment))
          return fault("purposes", "a list for the control of borders alone is not compared with bookings");
        await updateRegister(tx, params.id, body);
        const list = await wireList(tx, params.id);
        if (isRefusal(list)) return list;
        note(tx, actor, "list.register-changed", params.id, {
          fields: registerFields
            .filter((field) => JSON.stringify(field.of(before)) !== JSON.stringify(body[field.name]))
            .map(({ name }) => name)
            .join(" "),
        });
        tx.announce("watchlist", params.id);
        return list;
      }),
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/watchlists/:id/connection",
      action: "import-list",
      summary: "Ask the legal adviser and the data protection officer anew to agree to a list's source",
      schema: { params: ofList, body: ConnectionAsked, response: { 200: Watchlist } },
    },
    ({ params, body }, actor) =>
      database.transaction(
        actor,
        async (tx) => (await askForConnection(tx, params.id, body.reason)) ?? wireList(tx, params.id),
      ),
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/watchlists/csv-preview",
      action: "import-list",
      summary: "How a list in CSV would be read",
      raw: true,
      bodyLimit: previewBytesMax,
      schema: { querystring: CsvPreviewQuery, response: { 200: CsvPreview } },
    },
    async ({ query, body }) => {
      if (!Buffer.isBuffer(body) || body.byteLength === 0) {
        return refuse("body-missing", "Send the list's file itself as the body.", 400);
      }
      return previewOf(body, query.mapping);
    },
  );
  guarded(
    server,
    {
      method: "GET",
      url: "/api/watchlists/:id/versions/:version/file",
      action: "import-list",
      summary: "The file a version was made from, as it came",
      schema: { params: Type.Object({ id: Uuid, version: Type.Integer({ minimum: 1 }) }) },
    },
    async ({ params }, actor, reply) => {
      const file = await database.transaction(actor, async (tx) => {
        const found = await openRawFile(tx, { listId: params.id, version: params.version, key });
        if (found !== null) note(tx, actor, "list.file-opened", params.id, { version: params.version });
        return found;
      });
      if (file === null) return refuse("no-such-file", "The file of this version is not kept any more.", 404);
      return reply
        .header("content-disposition", `attachment; filename="list-version-${params.version}"`)
        .type("application/octet-stream")
        .send(file);
    },
  );
}

const previewBytesMax = 32 * 1024 * 1024;

/** What of the register a row of the list says, for the ledger to name what was changed. */
const registerFields: readonly {
  readonly name: keyof ListRegister;
  readonly of: (row: ListRow) => unknown;
}[] = [
  { name: "title", of: (row) => row.title },
  { name: "authority", of: (row) => row.authority },
  { name: "legalBasis", of: (row) => row.legal_basis },
  { name: "alertBasis", of: (row) => row.alert_basis },
  { name: "owner", of: (row) => row.owner },
  { name: "purposes", of: (row) => row.purposes },
  { name: "grade", of: (row) => row.grade },
  { name: "classification", of: (row) => row.classification },
  { name: "retentionDays", of: (row) => row.retention_days },
  { name: "expiresOn", of: (row) => row.expires_on },
  { name: "reviewOn", of: (row) => row.review_on },
];

const isDay = (day: string): boolean =>
  !Number.isNaN(Date.parse(day)) && new Date(day).toISOString().startsWith(day);

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
        const detail = await entryDetail(tx, params.id, params.entryId);
        if (!isRefusal(detail)) {
          note(tx, actor, "list.entry-viewed", params.id, { entry: params.entryId, version: detail.version });
        }
        return detail;
      }),
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/watchlists/:id/entries/:entryId/review",
      action: "propose-entry",
      summary: "The grounds of an entry were looked at and still hold",
      schema: { params: ofEntry, body: EntryReview, response: { 200: EntryDetail } },
    },
    ({ params, body }, actor) =>
      database.transaction(actor, async (tx) => {
        const { id: listId, entryId } = params;
        const refusal = await reviewEntry(tx, { listId, entryId, reason: body.reason });
        return refusal ?? entryDetail(tx, listId, entryId);
      }),
  );
}

function linkRoute(server: HttpServer, { database }: FetchServices): void {
  guarded(
    server,
    {
      method: "POST",
      url: "/api/watchlists/:id/entries/:entryId/links/:linkId",
      action: "propose-entry",
      summary: "Decide whether an entry of another list is the same person",
      schema: {
        params: Type.Object({ ...ofEntry.properties, linkId: Uuid }),
        body: EntryLinkDecision,
        response: { 200: EntryDetail },
      },
    },
    ({ params, body }, actor) =>
      database.transaction(actor, async (tx) => {
        const decided = await decideOnLink(tx, params.linkId, body);
        return isRefusal(decided) ? decided : entryDetail(tx, params.id, params.entryId);
      }),
  );
}

async function entryDetail(tx: Transaction, listId: string, entryId: string): Promise<EntryDetail | Refusal> {
  const list = await listById(tx, listId);
  if (list === null) return noSuchList;
  const version = list.active_version;
  const found = version === null ? null : await entryOfVersion(tx, { id: listId, version }, entryId);
  if (version === null || found === null) return noSuchEntry;
  const { code, title, kind } = list;
  const reviewedAt = kind === "own" ? await lastReview(tx, { id: listId, version }, entryId) : null;
  const categories = await categoriesNow(tx, [{ entryId, list: code, content: found.entry }]);
  return {
    personCategory: categories.get(entryId) ?? list.persons,
    list: { id: listId, code, title, kind },
    version,
    entry: wireEntry(found),
    waitingProposal: await waitingOnEntry(tx, entryId),
    review:
      reviewedAt === null ? null : { reviewedAt: reviewedAt.toISOString(), dueOn: reviewDue(reviewedAt) },
    links: await wireLinks(tx, entryId, await linksOfEntry(tx, entryId)),
  };
}

const reviewsShown = 50;

function openLinks(tx: Transaction, { id, active }: Watchlist): Promise<string[]> {
  if (active === null) return Promise.resolve([]);
  return entriesToDecide(tx, { id, version: active.version }, reviewsShown);
}

async function dueReviews(tx: Transaction, list: Watchlist): Promise<WatchlistDetail["reviewsDue"]> {
  if (list.kind !== "own" || list.active === null) return [];
  const of = { id: list.id, version: list.active.version };
  const rows = await reviewsDue(tx, of, reviewedBefore(tx.at), reviewsShown);
  return rows.map((row) => ({ entryId: row.entry_id, dueOn: reviewDue(row.looked_at) }));
}

const fault = (field: string, text: string): Refusal =>
  refuse("list-contradicts-itself", `The list cannot be registered so: ${text}.`, 422, {
    fields: [{ field, text }],
  });

/** Travellers are assessed for these purposes; a list that serves none of them has no place here (CJEU C-817/19, 288 to 291). */
const isOfAssessment = (purpose: ListRegister["purposes"][number]): boolean => purpose !== "BORDER";

/** What contradicts itself in a new list; null: nothing. */
function listFault(list: {
  readonly kind: "imported" | "own";
  readonly format?: string;
  readonly address?: string;
  readonly fetchEveryHours?: number;
  readonly mapping?: CsvMapping;
}): Refusal | null {
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
  if ((list.format === "csv-mapped") !== (list.mapping !== undefined)) {
    return fault("mapping", "a list in CSV, and no other, has a mapping of its columns");
  }
  const unmapped = list.mapping === undefined ? null : mappingFault(list.mapping);
  if (unmapped !== null) return fault("mapping", unmapped);
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
