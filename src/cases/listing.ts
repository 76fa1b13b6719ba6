// What an alert shows of a listed person: the entries, of whatever lists, that are that one person. Pure.
import type { Match, ScreenedBy, Traveller } from "#screening";
import type { ListEntry } from "#watchlists";

/** One entry as compared: everything that is frozen of it with the alert. */
export type Listing = {
  readonly entryId: string;
  readonly list: string;
  readonly listVersion: number;
  readonly entryHash: Buffer;
  readonly comparedHash: Buffer;
  readonly strength: number;
  readonly band: string;
  /** The row whose data are the evidence. */
  readonly travellerId: string;
  readonly traveller: Traveller;
  readonly entry: ListEntry;
  readonly match: Match;
  /** By what it was found: with it the screening is repeated. Null: found before that was kept. */
  readonly by?: ScreenedBy | null;
};

/** Strongest first: the first is what the queue shows. */
export type Listings = readonly [Listing, ...Listing[]];

/** The person whom a list means: entries of one cluster are one person, an entry of none is its own. */
export function listedPerson(match: { readonly entryId: string; readonly cluster: string | null }): string {
  return match.cluster === null ? `entry ${match.entryId}` : `cluster ${match.cluster}`;
}

/** Strongest first, then by entry: the same listings stand in the same order always. Null when there are none. */
export function inOrder(listings: readonly Listing[]): Listings | null {
  const [first, ...rest] = listings.toSorted(
    (one, two) => two.strength - one.strength || (one.entryId < two.entryId ? -1 : 1),
  );
  return first === undefined ? null : [first, ...rest];
}

/** A further listing of an alert as the database keeps it: hashes in hexadecimal. */
export type StoredListing = Omit<Listing, "entryHash" | "comparedHash"> & {
  readonly entryHash: string;
  readonly comparedHash: string;
};

export function storedListing(listing: Listing): StoredListing {
  const { entryHash, comparedHash } = listing;
  return { ...listing, entryHash: entryHash.toString("hex"), comparedHash: comparedHash.toString("hex") };
}

export function fromStored(stored: StoredListing): Listing {
  const { entryHash, comparedHash } = stored;
  return {
    ...stored,
    by: stored.by ?? null,
    entryHash: Buffer.from(entryHash, "hex"),
    comparedHash: Buffer.from(comparedHash, "hex"),
  };
}
