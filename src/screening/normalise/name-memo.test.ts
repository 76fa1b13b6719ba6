// A list's names are read word by word, each word once, as each name is read by itself.
import fc from "fast-check";
import { expect, test } from "vitest";
import { entryName, type NameToken } from "./name-form.ts";
import { NameMemo } from "./name-memo.ts";

const word = fc.constantFrom(
  ..."Əliyev ALIYEV Vaqif oğlu QIZI Rauf van der BERG al-Rahman Abd Abdul ABDULLAH abu Bakr Omar ابو عمر محمد بن Иванов Петрович".split(
    " ",
  ),
  ..."Ивановна Гусейнов Қызы 김종은 司馬光 毛泽东 Mr DR Haji GENERAL Jr FNU XXX A. Ö O'Brien Al El-Sayed T0MAS Сергейs Bin y I É ’".split(
    " ",
  ),
  "Jean\u00a0Paul",
  "Mu\u0301sa",
  "\u0301",
  "A\ufeffB",
);
const text = fc
  .tuple(fc.array(word, { maxLength: 6 }), fc.constantFrom(" ", "  ", ", ", "-", "\t"))
  .map(([words, between]) => words.join(between));
const name = fc.record(
  { full: text, surname: text, given: text, patronymic: text },
  { requiredKeys: ["full"], noNullPrototype: true },
);
const nationalities = fc.subarray(["AZE", "TUR", "UKR", "CHN", "DEU"], { maxLength: 2 });

test("a name is read as it is without the others", () => {
  const memo = new NameMemo((token: NameToken) => token);
  let words = 0;
  fc.assert(
    fc.property(name, nationalities, (listed, states) => {
      const { tokens } = entryName(listed, states);
      expect(memo.read(listed, states)).toEqual(tokens);
      words += tokens.length;
    }),
    { numRuns: 3000 },
  );
  expect(words).toBeGreaterThan(5000);
});

test("a token of one word, role and reading is made once", () => {
  let made = 0;
  const memo = new NameMemo(() => (made += 1));
  const [one] = memo.read({ full: "Rəşad Əliyev", surname: "Əliyev", given: "Rəşad" }, ["AZE"]);
  const [other] = memo.read({ full: "Vüqar Əliyev", surname: "Əliyev", given: "Vüqar" }, ["AZE"]);
  expect([one, other, made]).toEqual([1, 1, 3]);
});
