// The HTTP routes of who the persons of a list are: the words of its source, a change, the second person's decision.
import { Type } from "typebox";
import { guarded } from "#access";
import { type HttpServer, type Refusal, type Transaction } from "#platform";
import { Uuid } from "#vocabulary";
import { PersonsChange, PersonsDecision, PersonsWords, Watchlist } from "./contract.ts";
import type { FetchServices } from "./fetching.ts";
import { changePersons, decidePersons } from "./persons.ts";
import { listById, wordsOfList } from "./store.ts";
import { noSuchList } from "./versions.ts";
import { wireLists } from "./wire.ts";

const byId = Type.Object({ id: Uuid });
const wordsShown = 100;

/** Adds the routes. */
export function personsRoutes(server: HttpServer, { database }: FetchServices): void {
  guarded(
    server,
    {
      method: "GET",
      url: "/api/watchlists/:id/persons",
      action: "view-watchlists",
      summary: "The words by which a list says who its persons are",
      schema: { params: byId, response: { 200: PersonsWords } },
    },
    ({ params }, actor) =>
      database.transaction(actor, async (tx) => {
        const list = await listById(tx, params.id);
        if (list === null) return noSuchList;
        const version = list.active_version;
        return {
          words: version === null ? [] : await wordsOfList(tx, { id: params.id, version }, wordsShown),
        };
      }),
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/watchlists/:id/persons",
      action: "import-list",
      summary: "Say who the persons of a list are",
      schema: { params: byId, body: PersonsChange, response: { 200: Watchlist } },
    },
    ({ params, body }, actor) =>
      database.transaction(
        actor,
        async (tx) => (await changePersons(tx, params.id, body, actor.decision)) ?? wired(tx, params.id),
      ),
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/watchlists/:id/persons/decision",
      action: "activate-list",
      stepUp: true,
      summary: "Decide a change that weighs more against the persons of a list, as a second person",
      schema: { params: byId, body: PersonsDecision, response: { 200: Watchlist } },
    },
    ({ params, body }, actor) =>
      database.transaction(
        actor,
        async (tx) =>
          (await decidePersons(tx, params.id, body.approve, actor.decision)) ?? wired(tx, params.id),
      ),
  );
}

async function wired(tx: Transaction, listId: string): Promise<Watchlist | Refusal> {
  const list = await listById(tx, listId);
  const [row] = list === null ? [] : await wireLists(tx, [list]);
  return row ?? noSuchList;
}
