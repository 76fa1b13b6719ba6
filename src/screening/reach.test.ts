// A part of a list finds of its entries exactly what the whole list finds: what is passed over by their words alone has no match.
import { expect, test } from "vitest";
import { syntheticWatchlist } from "#simulation";
import type { ListEntry } from "#watchlists";
import { buildIndex, STANDARD_PROFILE, type Traveller } from "./api.ts";
import { REACH_MOST_ENTRIES } from "./reach.ts";
import { screenTravellers } from "./screen.ts";

const lists = [{ code: "L", version: "1" }];
const entries: readonly ListEntry[] = [...syntheticWatchlist(11, REACH_MOST_ENTRIES + 200)].map((entry) => ({
  ...entry,
  list: "L",
}));
const changed = entries.slice(0, 300);

/** Letters lost, doubled and exchanged, words glued and parted, dates slipped and left out: by the traveller's number. */
function travellerOf(entry: ListEntry, at: number): Traveller {
  const { names, dobs, sex, nationalities, birthCountries, documents } = entry;
  const name = names[at % names.length];
  const surname = name?.surname ?? name?.full ?? "X";
  const given = name?.given ?? "";
  const place = at % Math.max(1, surname.length - 1);
  const spelt = [
    surname,
    surname.slice(0, place) + surname.slice(place + 1),
    surname.slice(0, place + 1) + surname.slice(place),
    `${surname}${given}`,
    given,
    surname.slice(0, 5),
  ][at % 6];
  const [dob] = dobs;
  const date = dob !== undefined && "date" in dob ? dob.date : null;
  const year = Number(date?.slice(0, 4) ?? 1970) + (at % 3) * (at % 2 === 0 ? 1 : -6);
  return {
    surname: spelt ?? surname,
    given: at % 6 === 3 ? null : at % 6 === 4 ? surname : at % 7 === 0 ? given.slice(0, 1) : given,
    birthDate: at % 4 === 0 ? null : at % 5 === 0 ? date : `${year}${date?.slice(4) ?? "-03-11"}`,
    sex,
    birthPlace: at % 3 === 0 ? `SOMEWHERE ${birthCountries[0] ?? nationalities[0] ?? ""}` : null,
    travelsOn: "2026-11-21",
    nationality: nationalities[0] ?? null,
    documents:
      at % 40 === 0 ? documents.map(({ type, number, country }) => ({ type, number, issuer: country })) : [],
  };
}

test("of entries that changed, with what words are worth in the whole", () => {
  const whole = buildIndex(entries, lists);
  const part = buildIndex(changed, lists, { rarityOf: whole });
  const of = new Set(changed.map(({ id }) => id));
  const travellers = entries
    .slice(0, 900)
    .flatMap((entry, at) => [travellerOf(entry, at), travellerOf(entry, at + 7)]);
  const expected = screenTravellers(whole, travellers, STANDARD_PROFILE).map((matches) =>
    matches.filter(({ entryId }) => of.has(entryId)),
  );
  expect(expected.filter((matches) => matches.length > 0).length).toBeGreaterThan(200);
  expect(expected.filter((matches) => matches.length === 0).length).toBeGreaterThan(200);
  expect(screenTravellers(part, travellers, STANDARD_PROFILE, true)).toEqual(expected);
  // Words kept from those before change nothing.
  expect(screenTravellers(part, travellers.toReversed(), STANDARD_PROFILE, true)).toEqual(
    expected.toReversed(),
  );
});
