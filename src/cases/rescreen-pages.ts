// Everyone still to come, page by page: what re-screening by lists and by everything else walks through.
import { systemActor, type Database } from "#platform";
import { travellersOfFlights, type UpcomingFlight, type UpcomingTraveller } from "#records";

const actor = systemActor("screening");
/** Read, screened and raised from together: enough that commits and common words cost little, few enough to hold. */
const travellersAPage = 4_000;

/** Flights in their order, and those who still travel on them. */
export type Page = {
  readonly flights: readonly UpcomingFlight[];
  readonly travellers: readonly UpcomingTraveller[];
};

/** The flights with their travellers; the next page is read while this one is worked on. */
export async function* pagesOf(database: Database, flights: readonly UpcomingFlight[]): AsyncGenerator<Page> {
  const pages = inPages(flights);
  const read = (page: readonly UpcomingFlight[] | undefined) => {
    if (page === undefined) return Promise.resolve([]);
    const reading = database.transaction(actor, (tx) => travellersOfFlights(tx, page));
    reading.catch(() => undefined);
    return reading;
  };
  let next = read(pages[0]);
  for (const [at, page] of pages.entries()) {
    const travellers = await next;
    next = read(pages[at + 1]);
    yield { flights: page, travellers };
  }
}

/** Flights in their order, as many to a page as carry some `travellersAPage` together. */
function inPages(flights: readonly UpcomingFlight[]): readonly (readonly UpcomingFlight[])[] {
  const pages: UpcomingFlight[][] = [];
  let room = 0;
  for (const flight of flights) {
    if (room <= 0) {
      pages.push([]);
      room = travellersAPage;
    }
    pages.at(-1)?.push(flight);
    room -= flight.travellers;
  }
  return pages;
}

/** As Promise.all, but none is left at work in the transaction when another has failed. */
export async function allDone<Value>(works: readonly Promise<Value>[]): Promise<Value[]> {
  await Promise.allSettled(works);
  return Promise.all(works);
}
