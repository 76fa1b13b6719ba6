// What the gate asks about grounds: whether a case, an alert or a flight exists, and whether it is about what is shown.
import type { GroundBook, Kept, KeptBook, Shown, Standing } from "#access";
import { grantedTo } from "#approvals";
import { isAlertMasked, placesOfAlert, placesOfCase, type PlaceOfGround } from "#cases";
import { placesOfRequest } from "#disclosures";
import { flightOfReceipt } from "#intake";
import type { Looking } from "#platform";
import { flightById, isMasked, partsOfKey } from "#records";
import type { Ground } from "#vocabulary";

const hour = 3_600_000;
/** The window of the watch floor: from the first lists before departure until a day after landing (hours). */
const window = { beforeDeparture: 96, afterArrival: 24 } as const;

/** Grounds by what cases, records and messages know. */
export const groundBook: GroundBook = async (tx, ground, shown) => {
  const { kind, id } = ground;
  // Whether it is there is told by the route that shows it.
  if (id === shown?.id && itself(shown.kind) === kind) return "fits";
  if (kind === "inquiry") return "fits";
  if (kind === "alert") return concerning(tx, await placesOfAlert(tx, id), ground, shown);
  if (kind === "case") {
    const places = await placesOfCase(tx, id);
    return places === undefined ? "unknown" : concerning(tx, places, ground, shown);
  }
  if (kind === "request") {
    const places = await placesOfRequest(tx, id);
    if (places === undefined) return "unknown";
    // Who works on an answer reads the persons whom the search found and no list of others beside them.
    return shown?.kind === "flight" ? "elsewhere" : concerning(tx, places, ground, shown);
  }
  if (kind === "offence" || kind === "flight") return inWindow(tx, ground, shown);
  return "unknown";
};

/** The kind of ground that a thing is of itself. */
function itself(shown: Shown["kind"]): Ground["kind"] | undefined {
  if (shown === "alert" || shown === "criterion-alert") return "alert";
  return shown === "case" || shown === "receipt" || shown === "request" ? shown : undefined;
}

async function concerning(
  tx: Looking,
  places: readonly PlaceOfGround[],
  { kind, id }: Ground,
  shown: Shown | null,
): Promise<Standing> {
  if (kind === "alert" && places.length === 0) return "unknown";
  if (shown === null || shown.kind === "search") return "fits";
  if (shown.kind === "case") return kind === "case" && shown.id === id ? "fits" : "elsewhere";
  if (shown.id === null) return "elsewhere";
  const about = await placesShown(tx, { kind: shown.kind, id: shown.id });
  const same = places.some((place) =>
    about.some(
      (one) =>
        one.date === place.flight_date &&
        one.id === place.flight_id &&
        (one.person === null || one.person === place.person_id),
    ),
  );
  return same ? "fits" : "elsewhere";
}

type Place = { readonly date: string; readonly id: string; readonly person: string | null };

async function placesShown(
  tx: Looking,
  shown: { readonly kind: Shown["kind"]; readonly id: string },
): Promise<readonly Place[]> {
  if (shown.kind === "flight") return [{ ...partsOfKey(shown.id), person: null }];
  if (shown.kind === "person") return [partsOfKey(shown.id)];
  if (shown.kind === "receipt") {
    const flight = await flightOfReceipt(tx, shown.id);
    return flight === null ? [] : [{ ...partsOfKey(flight), person: null }];
  }
  if (shown.kind !== "alert" && shown.kind !== "criterion-alert") return [];
  const places = await placesOfAlert(tx, shown.id);
  return places.map((place) => ({ date: place.flight_date, id: place.flight_id, person: place.person_id }));
}

/** An offence alone is a ground for the flights of the shift: those on their way, or to leave within days. */
async function inWindow(tx: Looking, { kind, id }: Ground, shown: Shown | null): Promise<Standing> {
  if (shown === null) return "fits";
  if (shown.id === null) return "elsewhere";
  const about = await placesShown(tx, { kind: shown.kind, id: shown.id });
  // What does not exist is told by the route itself.
  if (about.length === 0) return "fits";
  for (const place of about) {
    if (kind === "flight" && id !== `${place.date}_${place.id}`) continue;
    const flight = await flightById(tx, place);
    if (flight === null) return "fits";
    const departs = flight.departs_at ?? new Date(`${place.date}T00:00:00Z`);
    const arrives = flight.arrives_at ?? new Date(departs.getTime() + 24 * hour);
    const from = departs.getTime() - window.beforeDeparture * hour;
    if (tx.at.getTime() >= from && tx.at.getTime() <= arrives.getTime() + window.afterArrival * hour)
      return "fits";
  }
  return "elsewhere";
}

/** How records are kept: what flight, person and alert have been masked, and who may open what of an approval now. */
export const keptBook: KeptBook = async (tx, { kind, id }): Promise<Kept | undefined> => {
  if (id === null) return undefined;
  if (kind === "approval") {
    const person = await grantedTo(tx, id);
    return { masking: "masked", ...(person === null ? {} : { grantedTo: person }) };
  }
  if (kind === "alert" || kind === "criterion-alert") return as(await isAlertMasked(tx, id));
  if (kind !== "flight" && kind !== "person") return undefined;
  const place = kind === "flight" ? { ...partsOfKey(id), person: null } : partsOfKey(id);
  // The key of a flight where a person's is asked for is nobody's; the route says so.
  if (place.person === "") return undefined;
  // Masking comes months after the first message of a flight: what flies today or later was sent days ago at most.
  const yesterday = new Date(tx.at.getTime() - 24 * hour).toISOString().slice(0, 10);
  return as(place.date < yesterday && (await isMasked(tx, place)));
};

const as = (masked: boolean): Kept => ({ masking: masked ? "masked" : "clear" });
