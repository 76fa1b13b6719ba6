// What a package says of a person: the chosen elements only, from the sources that may be opened, in labelled lines. Pure.
import { createHash } from "node:crypto";
import { canonicalJson } from "#platform";
import type { PersonFacts } from "#records";
import type { HandlingCode } from "./code-lists.ts";
import type { PackageContent } from "./contract.ts";
import { elementFacts, type Element } from "./elements.ts";

type Line = { readonly label: string; readonly value: string };
type Source = PersonFacts["sources"][number];

const lines = (pairs: readonly (readonly [string, string | null | undefined])[]): Line[] =>
  pairs.flatMap(([label, value]) =>
    value === null || value === undefined || value === "" ? [] : [{ label, value }],
  );
const fact = (source: Source, label: string): Line[] => source.facts.filter((each) => each.label === label);

function ofSource(element: Element, source: Source, { flight }: PersonFacts): readonly Line[] {
  switch (element) {
    case "names":
      return lines([
        ["surname", source.surname],
        ["given", source.given],
      ]);
    case "travel-dates":
      return lines([
        [
          "flight",
          `${flight.carrier}${flight.number}${flight.suffix} ${flight.origin}-${flight.destination}`,
        ],
        ["departs", flight.departs_local ?? flight.flight_date],
        ["arrives", flight.arrives_local],
      ]);
    case "travel-status":
      return lines([["state", source.state]]);
    case "seat":
      return lines([["seat", source.seat]]);
    case "baggage":
      return source.bags.map((value) => ({ label: "bag", value }));
    case "api":
      return source.source === "api"
        ? lines([
            ["sex", source.sex],
            ["birthDate", source.birthDate],
            ["nationality", source.nationality],
            ...source.documents.map(
              ({ type, number, issuer, expires }) =>
                [
                  "document",
                  [type, issuer, number, expires].filter((part) => part !== null && part !== "").join(" "),
                ] as const,
            ),
            ["embark", source.embark],
            ["debark", source.debark],
          ])
        : [];
    case "locator":
      return lines([["locator", source.locator]]);
    case "ticketing":
      return fact(source, "ticket");
    case "frequent-flyer":
      return fact(source, "frequentFlyer");
    case "reservation-date":
    case "contact":
    case "payment":
    case "itinerary":
    case "agency":
    case "remarks":
    case "companions":
      return [];
  }
}

function ofBooking(element: Element, booking: NonNullable<PersonFacts["booking"]>): readonly Line[] {
  switch (element) {
    case "reservation-date":
      return lines([["created", booking.createdAt]]);
    case "contact":
      return booking.contacts;
    case "payment":
      return booking.payments;
    case "itinerary":
      return booking.itinerary.map((leg) => ({
        label: "segment",
        value: [`${leg.carrier ?? ""}${leg.number ?? ""}`, leg.from, leg.to, leg.departs]
          .filter((part) => part !== null && part !== "")
          .join(" "),
      }));
    case "agency":
      return booking.agency;
    case "remarks":
      return booking.remarks.map((value) => ({ label: "remark", value }));
    case "companions":
      return booking.companions.map(({ surname, given }) => ({
        label: "companion",
        value: [surname, given].filter((part) => part !== null).join(" "),
      }));
    case "locator":
    case "travel-dates":
    case "names":
    case "frequent-flyer":
    case "travel-status":
    case "ticketing":
    case "seat":
    case "baggage":
    case "api":
      return [];
  }
}

/** What a grant opened of a masked person, as it goes into a package. */
export type OpenedValue = {
  readonly element: string;
  readonly source: "api" | "pnr" | "booking";
  readonly field: string;
  readonly value: string;
};

/** The chosen elements as they stand in the records, of a masked person as `opened`; what is not there is left out. */
export function elementsOf(
  facts: PersonFacts,
  chosen: readonly Element[],
  bookings: boolean,
  opened: readonly OpenedValue[] = [],
): PackageContent["elements"] {
  const found: PackageContent["elements"] = [];
  for (const element of chosen) {
    if (elementFacts[element].booking && !bookings) continue;
    const clear = opened.filter((each) => each.element === element && (bookings || each.source === "api"));
    if (clear.length > 0) {
      for (const [source, values] of Map.groupBy(clear, (each) => each.source)) {
        const from = source === "booking" ? "pnr" : source;
        const at = (facts.sources.find((each) => each.source === from) ?? facts.sources[0])?.lastReceivedAt;
        if (at === undefined) continue;
        const said = values.map(({ field, value }) => ({ label: field, value }));
        found.push({ element, source: from, receivedAt: at, lines: said });
      }
      continue;
    }
    for (const source of facts.sources) {
      if (source.source === "pnr" && !bookings) continue;
      const said = ofSource(element, source, facts);
      if (said.length > 0)
        found.push({ element, source: source.source, receivedAt: source.lastReceivedAt, lines: [...said] });
    }
    const said = facts.booking === null || !bookings ? [] : ofBooking(element, facts.booking);
    const at = facts.sources.find(({ source }) => source === "pnr")?.lastReceivedAt;
    if (said.length > 0 && at !== undefined)
      found.push({ element, source: "pnr", receivedAt: at, lines: [...said] });
  }
  return found;
}

/** What was told, as one hash: of the words, not of when they came. */
export function factsHash(elements: PackageContent["elements"]): string {
  const said = elements.map(({ element, source, lines: told }) => ({
    element,
    source,
    lines: told.map(({ label, value }) => [label, value]),
  }));
  return createHash("sha256").update(canonicalJson(said)).digest("hex");
}

const conditionOf: Readonly<Record<HandlingCode, string>> = {
  H1: "May be used as evidence.",
  H2: "For intelligence only: not to be disclosed in court without our consent.",
  H3: "Not to be passed on.",
  H4: "To be passed on with our consent only.",
  H5: "To be returned or deleted by the day given.",
  HP: "Protection data: for the protection of the person only, kept apart, shown to specialists only.",
};

/** The conditions under which it may be handled (PNRD-7.4): of its codes, and those of every package. */
export function conditionsOf(
  handling: readonly HandlingCode[],
  told: { readonly purpose: string; readonly keepUntil: string },
): string[] {
  return [
    `Only for the purpose ${told.purpose}, for which it was given (Directive (EU) 2016/681, Art. 7(4)).`,
    ...handling.map((code) => conditionOf[code]),
    `To be deleted by ${told.keepUntil}, and at once when it is recalled.`,
    "No decision may rest on automated processing alone (Art. 7(6)). The outcome is to be told.",
  ];
}
