// Which telegrams make up one text: whatever order they come in, whatever else of the line is under way.
import fc from "fast-check";
import { expect, test } from "vitest";
import { joinTelegramParts, readTelegramPart, readTransmission } from "#messages";
import { passengerList } from "./fixtures.ts";
import { readingOf } from "./telegram-parts.ts";
import { groupsAmong, textOfGroup, wholeAmong, type HeldPart } from "./telegram-search.ts";

type Numbering = "n/n" | "PARTn" | "none";

/** A list cut into telegrams at the given places. */
function telegrams(
  text: string,
  places: readonly number[],
  numbering: Numbering,
  sent = "210801",
): HeldPart[] {
  const cuts = [0, ...[...new Set(places)].toSorted((a, b) => a - b), text.length];
  const of = cuts.length - 1;
  return cuts.slice(1).map((to, i) => {
    const number =
      numbering === "none" ? "" : numbering === "n/n" ? `PART ${i + 1}/${of}\r\n` : `PART0${i + 1}\r\n`;
    const body =
      text
        .slice(cuts[i], to)
        .match(/[^]{1,63}/g)
        ?.join("\r\n") ?? "";
    const bytes = Buffer.from(`QU BAKPIXS\r\n.GYDKMJ2 ${sent}\r\n${number}${body}\r\n`);
    const part = readTelegramPart(bytes);
    if (part === null) throw new Error(`no part: ${bytes.toString()}`);
    return { id: `${text.length}-${i}`, part, at: new Date(0), readAs: null };
  });
}

/** Held in the order given, a second apart. */
const held = (parts: readonly HeldPart[]): HeldPart[] =>
  parts.map((part, i) => ({ ...part, at: new Date(i * 1_000) }));

const surnames = (text: Uint8Array) =>
  readTransmission(text).messages.flatMap(({ passengerList: list }) =>
    (list?.travellers ?? []).map(({ surname }) => surname),
  );
const textOf = (parts: readonly HeldPart[] | null) =>
  parts === null ? null : joinTelegramParts(parts.map(({ part }) => part));
const list = passengerList({ number: 701, reference: "S701" }).replaceAll("\n", "");
const middle = { min: 80, max: list.length - 20 };

test("any order and any cuts give the list back, and nothing is whole before the last part", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.integer(middle), { minLength: 1, maxLength: 6 }),
      fc.constantFrom("n/n" as const, "PARTn" as const),
      fc.infiniteStream(fc.nat()),
      (places, numbering, order) => {
        const parts = telegrams(list, places, numbering);
        const shuffled = held(
          parts
            .map((part) => [order.next().value, part] as const)
            .toSorted(([a], [b]) => a - b)
            .map(([, part]) => part),
        );
        for (let i = 1; i < shuffled.length; i++)
          expect(wholeAmong(shuffled.slice(0, i), readingOf)).toBeNull();
        const whole = wholeAmong(shuffled, readingOf);
        expect(surnames(textOf(whole)!)).toEqual(["MUSTERI", "QONAQ"]);
      },
    ),
  );
});

test("parts that bear no numbers are put together as they came, or as their counts say", () => {
  const parts = telegrams(list, [150, 250, 400], "none");
  expect(surnames(textOf(wholeAmong(held(parts), readingOf))!)).toEqual(["MUSTERI", "QONAQ"]);
  const [a, b, c, d] = parts as [HeldPart, HeldPart, HeldPart, HeldPart];
  expect(surnames(textOf(wholeAmong(held([d, a, c, b]), readingOf))!)).toEqual(["MUSTERI", "QONAQ"]);
});

test("two messages of one line at once are not mixed", () => {
  const other = passengerList({ number: 702, reference: "S702", carrier: "K9" })
    .replaceAll("\n", "")
    .replaceAll("MUSTERI", "BASQASI")
    .replace("CNT+42:2'UNT+33", "FTX+BAG'CNT+42:2'UNT+34");
  const [a1, a2, a3] = telegrams(list, [200, 500], "n/n") as [HeldPart, HeldPart, HeldPart];
  const [b1, b2, b3] = telegrams(other, [200, 500], "n/n") as [HeldPart, HeldPart, HeldPart];
  for (const order of [
    [a1, b1, b2, a3, b3, a2],
    [b3, b2, a3, a1, b1, a2],
    [a1, b2, a3, b3, b1, a2],
  ]) {
    const pool: HeldPart[] = [];
    const found: string[][] = [];
    for (const part of held(order)) {
      pool.push(part);
      const whole = wholeAmong(pool, readingOf);
      if (whole === null) continue;
      found.push(surnames(textOf(whole)!));
      for (const each of whole) pool.splice(pool.indexOf(each), 1);
    }
    const last = wholeAmong(pool, readingOf);
    if (last !== null) found.push(surnames(textOf(last)!));
    expect(found.toSorted((a, b) => a.join().localeCompare(b.join()))).toEqual([
      ["BASQASI", "QONAQ"],
      ["MUSTERI", "QONAQ"],
    ]);
  }
});

test("a list whose own count is wrong is taken where only one way is open", () => {
  const wrong = list.replace("UNT+33", "UNT+159");
  const whole = wholeAmong(held(telegrams(wrong, [300], "n/n")), readingOf);
  expect(surnames(textOf(whole)!)).toEqual(["MUSTERI", "QONAQ"]);
});

test("what never came is named, and the rest reads without running two travellers together", () => {
  const cut = list.indexOf("NAD+FL+++QONAQ") + 12;
  const [first, , third, fourth] = telegrams(list, [200, cut, cut + 60], "n/n") as HeldPart[];
  const [group, ...others] = groupsAmong(held([fourth!, first!, third!]), readingOf);
  expect(others).toEqual([]);
  expect(group).toMatchObject({ missing: [2], lacksEnd: false });
  const text = textOfGroup(group!);
  expect(Buffer.from(text).toString()).toContain("UNZ+1+S701");
  // The second traveller's name was cut off by part 3 and stands alone, not behind the first one's.
  expect(surnames(text).join(" ")).not.toContain("MUSTERIAQ");

  const [open] = groupsAmong(held(telegrams(list, [200, cut], "PARTn").slice(0, 2)), readingOf);
  expect(open).toMatchObject({ missing: [], lacksEnd: true });
  expect(surnames(textOfGroup(open!))[0]).toBe("MUSTERI");

  const [late] = groupsAmong(held(telegrams(list, [200, cut], "n/n").slice(2)), readingOf);
  expect(late).toMatchObject({ missing: [1, 2], lacksEnd: false });
});

test("parts of two messages whose others were lost are not put together", () => {
  const other = passengerList({ number: 703, reference: "S703" }).replaceAll("\n", "");
  const [first] = telegrams(list, [300], "n/n");
  const [, second] = telegrams(other, [300], "n/n");
  expect(wholeAmong(held([first!, second!]), readingOf)).toBeNull();
  // Nor is a miscounted middle taken from another time, or from what was read already.
  const three = telegrams(list, [200, 400], "n/n");
  const [, strange] = telegrams(other.replace("NAT+2+AZE'", ""), [200, 400], "n/n", "210905");
  expect(wholeAmong(held([three[0]!, strange!, three[2]!]), readingOf)).toBeNull();
  expect(wholeAmong(held([three[0]!, { ...strange!, readAs: "x" }, three[2]!]), readingOf)).toBeNull();
});

test("what is read when its time is over holds the persons of one list alone", () => {
  const other = passengerList({ number: 704, reference: "S704" }).replaceAll("\n", "");
  const [first] = telegrams(list, [300, 500], "n/n");
  const [, second, third] = telegrams(other, [300, 500], "n/n");
  const alone = (parts: readonly HeldPart[]) =>
    groupsAmong(held(parts), readingOf).map((group) => group.parts.length);
  // The trailer bears another reference.
  expect(alone([first!, third!])).toEqual([1, 1]);
  // Nothing but the time in the header tells that it belongs to another list.
  const [, later] = telegrams(other, [300, 500], "n/n", "210815");
  expect(alone([first!, later!])).toEqual([1, 1]);
  // What was read with others before stays with them.
  expect(alone([first!, { ...second!, readAs: "x" }])).toEqual([1, 1]);
  // A minute more on the clock between two telegrams is usual.
  const [, next] = telegrams(list, [300, 500], "n/n", "210802");
  expect(alone([first!, next!])).toEqual([2]);
});
