// Snapshots kept as differences: what each version holds, and what any two versions differ in, beside a plain model.
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { systemActor, type Transaction } from "#platform";
import { aDesk, type Desk } from "../../test/harness/desk.ts";
import {
  addIncoming,
  differingEntries,
  differingTexts,
  entriesOfVersion,
  openIncoming,
  storeIncoming,
  storeOneChange,
} from "./entry-store.ts";
import { aList, anEntry } from "./fixtures.ts";

const system = systemActor("test");
let desk: Desk;

beforeAll(async () => {
  desk = await aDesk();
});
afterAll(() => desk.close());

/** By entry id: the sex that tells two forms of one entry apart. */
type Snapshot = ReadonlyMap<string, "M" | "F">;

const ids = ["A", "B", "C", "D", "E"] as const;
const sex = fc.constantFrom<"M" | "F">("M", "F");
/** The next version: one entry put or taken away from any version of before, or a whole file. */
const step = fc.oneof(
  fc.record({
    base: fc.nat(9),
    id: fc.constantFrom(...ids),
    form: fc.option(sex),
  }),
  fc.record({ file: fc.uniqueArray(fc.tuple(fc.constantFrom(...ids), sex), { selector: ([id]) => id }) }),
);

const entryOf = (id: string, form: "M" | "F") => anEntry({ id, list: "X", sex: form });

test("what differs between any two versions is exact, however they came about", async () => {
  let run = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 7 }), async (steps) => {
      run += 1;
      const code = `X${run}`;
      const listId = await within((tx) => aList(tx, [entryOf("A", "M")], code));
      const snapshots: Snapshot[] = [new Map(), new Map([["A", "M"]])];
      for (const next of steps) {
        const version = snapshots.length;
        if ("file" in next) {
          snapshots.push(new Map(next.file));
          await within(async (tx) => {
            await openIncoming(tx);
            await addIncoming(
              tx,
              next.file.map(([id, form]) => entryOf(id, form)),
            );
            await storeIncoming(tx, listId, version);
          });
        } else {
          const base = next.base % version;
          const after = new Map(snapshots[base]);
          after.delete(next.id);
          if (next.form !== null) after.set(next.id, next.form);
          snapshots.push(after);
          const entry = next.form === null ? null : entryOf(next.id, next.form);
          await within((tx) =>
            storeOneChange(tx, { id: listId, base, version }, { entryId: next.id, entry }),
          );
        }
      }
      for (const [version, snapshot] of snapshots.entries()) {
        const held = await within((tx) => entriesOfVersion(tx, { id: listId, version }, "", 100));
        expect(new Map(held.map((entry) => [entry.id, entry.sex]))).toEqual(snapshot);
        for (const [other, against] of snapshots.entries())
          await compared(listId, [other, against], [version, snapshot]);
      }
    }),
    { numRuns: 25 },
  );
});

async function compared(
  listId: string,
  [from, before]: [number, Snapshot],
  [to, after]: [number, Snapshot],
): Promise<void> {
  const range = { id: listId, from: from === 0 ? null : from, to };
  const [entries, texts] = await within(async (tx) => [
    await differingEntries(tx, range, null),
    await differingTexts(tx, range, null),
  ]);
  const wanted = ids
    .filter((id) => before.get(id) !== after.get(id))
    .map((id) => [id, before.get(id), after.get(id)]);
  expect(entries.map((one) => [one.entryId, one.before?.sex, one.after?.sex])).toEqual(wanted);
  expect(texts.ids.toSorted()).toEqual(wanted.filter(([, , form]) => form !== undefined).map(([id]) => id));
  expect(texts.removed.toSorted()).toEqual(
    wanted.filter(([, , form]) => form === undefined).map(([id]) => id),
  );
}

const within = <Answer>(work: (tx: Transaction) => Promise<Answer>): Promise<Answer> =>
  desk.database.transaction(system, work);
