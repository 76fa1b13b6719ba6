// Who is named in what was read, as one line a person: to tell whether somebody got lost.
import type { ReadMessage } from "#messages";

/** One line for each traveller: names, and with API lists the references and documents too. */
export function personsOf(messages: readonly ReadMessage[]): string[] {
  const persons: string[] = [];
  for (const { passengerList, bookings } of messages) {
    for (const traveller of passengerList?.travellers ?? []) {
      const { surname, given, locator, travellerRef, documents } = traveller;
      const numbers = documents.map((document) => document.number).join(",");
      persons.push(`${surname}/${given ?? ""} ${locator ?? ""} ${travellerRef ?? ""} ${numbers}`);
    }
    // Titles and references depend on what else the booking says.
    for (const booking of bookings ?? []) {
      for (const { surname, given } of booking.travellers) persons.push(`${surname}/${given ?? ""}`);
    }
  }
  return persons;
}

/** The name of each traveller alone. */
export function namesOf(messages: readonly ReadMessage[]): string[] {
  return messages.flatMap(({ passengerList, bookings }) => [
    ...(passengerList?.travellers ?? []).map(({ surname, given }) => `${surname}/${given ?? ""}`),
    ...(bookings ?? []).flatMap(({ travellers }) =>
      travellers.map(({ surname, given }) => `${surname}/${given ?? ""}`),
    ),
  ]);
}

/** The persons of `expected` (sorted) that are not in `found`; each counts as often as it stands there. */
export function missingFrom(found: readonly string[], expected: readonly string[]): string[] {
  const left = new Map<string, number>();
  for (const person of found) left.set(person, (left.get(person) ?? 0) + 1);
  return expected.filter((person) => {
    const count = left.get(person) ?? 0;
    left.set(person, count - 1);
    return count <= 0;
  });
}
