import fc from "fast-check";
import { expect, test } from "vitest";
import { recallsDue, type Fallen, type Held } from "./recall.ts";

/** What a history of disclosures and corrections is made of: persons, recipients, and in which order things happen. */
type Event =
  | {
      readonly kind: "told";
      readonly to: string;
      readonly person: string;
      readonly parts: readonly ("seat" | "name")[];
    }
  | { readonly kind: "corrected"; readonly person: string; readonly part: "seat" | "name" }
  | { readonly kind: "delisted"; readonly person: string }
  | { readonly kind: "looked" };

const persons = ["p1", "p2"];
const events: fc.Arbitrary<Event> = fc.oneof(
  fc.record({
    kind: fc.constant("told" as const),
    to: fc.constantFrom("a", "b", "c"),
    person: fc.constantFrom(...persons),
    parts: fc.subarray(["seat", "name"] as const, { minLength: 1 }),
  }),
  fc.record({
    kind: fc.constant("corrected" as const),
    person: fc.constantFrom(...persons),
    part: fc.constantFrom("seat", "name"),
  }),
  fc.record({ kind: fc.constant("delisted" as const), person: fc.constantFrom(...persons) }),
  fc.record({ kind: fc.constant("looked" as const) }),
);

test("whatever was told and corrected, each recipient of affected data gets exactly one recall for each correction (LED-7.2-3)", () => {
  fc.assert(
    fc.property(fc.array(events, { maxLength: 40 }), (history) => {
      const records = new Map<string, number>();
      const changes = new Map<string, number>();
      const gone = new Set<string>();
      let held: (Held & { readonly parts: readonly string[] })[] = [];
      const told = new Set<string>();
      const wanted = new Set<string>();
      const says = (person: string, parts: readonly string[]) =>
        parts.map((part) => `${part}${records.get(`${person} ${part}`) ?? 0}`).join();
      const look = () => {
        const now = held.map((each) => ({
          packageId: each.packageId,
          says: says(each.person, each.parts),
          changedAt: String(changes.get(each.person) ?? 0),
        }));
        const fallen = held
          .filter(({ person }) => gone.has(person))
          .map(({ packageId, person }): Fallen => ({ packageId, cause: "delisting", what: person }));
        for (const due of recallsDue(held, now, fallen)) {
          const key = `${due.authorityId} ${due.cause} ${due.causeKey}`;
          // None is made twice.
          expect(told.has(key)).toBe(false);
          told.add(key);
        }
        held = held
          .filter(({ person }) => !gone.has(person))
          .map((each) => ({ ...each, told: says(each.person, each.parts) }));
      };
      let at = 0;
      for (const event of [...history, { kind: "looked" as const }]) {
        at += 1;
        if (event.kind === "told" && !gone.has(event.person)) {
          held.push({
            packageId: `k${at}`,
            authorityId: event.to,
            tenant: event.to,
            person: event.person,
            parts: event.parts,
            told: says(event.person, event.parts),
          });
        } else if (event.kind === "corrected") {
          records.set(`${event.person} ${event.part}`, at);
          changes.set(event.person, at);
          // The watch looks after each correction: a minute at most lies between.
          for (const each of held) {
            if (each.person === event.person && each.parts.includes(event.part))
              wanted.add(`${each.authorityId} correction ${each.person} ${at}`);
          }
          look();
        } else if (event.kind === "delisted") {
          for (const each of held)
            if (each.person === event.person) wanted.add(`${each.authorityId} delisting ${each.person}`);
          gone.add(event.person);
          look();
        } else if (event.kind === "looked") look();
      }
      expect(told).toEqual(wanted);
    }),
  );
});
