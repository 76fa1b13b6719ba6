// The form of an entry: what it makes of what is typed, and what it says is wrong.
import { expect, test } from "vitest";
import type { EntryContent } from "../contract.ts";
import { draftOf, emptyBirth, emptyDocument, emptyKey, readDraft, type EntryDraft } from "./entry-draft.ts";

const content: EntryContent = {
  names: [
    {
      full: "Rəşad Vaqif oğlu Əliyev",
      surname: "Əliyev",
      given: "Rəşad",
      patronymic: "Vaqif oğlu",
      type: "primary",
    },
    { full: "رشاد علييف", type: "original" },
  ],
  dobs: [{ date: "1984-03-11" }, { date: "1985", circa: true }, { from: "1983", to: "1986" }],
  sex: "M",
  nationalities: ["AZE"],
  birthCountries: ["GEO"],
  documents: [{ type: "P", number: "C1234567", country: "AZE" }],
  keys: [
    { kind: "phone", value: "+994501112233" },
    { kind: "card", value: "411111XXXXXX1234" },
  ],
  category: "wanted",
  personCategory: "suspect",
  role: "facilitator",
  instructions: "Call the duty officer.",
};

const draft = (over: Partial<EntryDraft> = {}): EntryDraft => {
  const empty = draftOf(null);
  const [name] = empty.names;
  if (name === undefined) throw new Error("a new form has a name");
  return { ...empty, personCategory: "wanted", names: [{ ...name, full: "Rashad Aliyev" }], ...over };
};
const birth = (over: object) => ({ births: [{ ...emptyBirth(), ...over }] });
const faults = (over: Partial<EntryDraft>) => {
  const read = readDraft(draft(over));
  return "problems" in read ? read.problems.map(({ field, fault }) => [field.split("-").at(-1), fault]) : [];
};

test("an entry goes into the form and comes out the same", () => {
  expect(readDraft(draftOf(content))).toEqual({ content });
});

test("a new form needs a name, a document or a key, and who the person is, and nothing else", () => {
  const read = readDraft(draftOf(null));
  expect(read).toEqual({
    problems: [
      { field: expect.stringMatching(/^name-\d+-full$/), fault: "name-missing" },
      { field: "entry-person-category", fault: "category-missing" },
    ],
  });
  expect(readDraft(draft())).toEqual({
    content: {
      names: [{ full: "Rashad Aliyev", type: "primary" }],
      dobs: [],
      sex: null,
      nationalities: [],
      birthCountries: [],
      documents: [],
      personCategory: "wanted",
    },
  });
});

test.each([
  [{ year: "", month: "3", day: "" }, "year", "year-missing"],
  [{ year: "84", month: "", day: "" }, "year", "year-wrong"],
  [{ year: "1984", month: "13", day: "" }, "month", "month-wrong"],
  [{ year: "1984", month: "", day: "5" }, "month", "month-wrong"],
  [{ year: "1983", month: "2", day: "29" }, "day", "day-wrong"],
  [{ kind: "range", from: "1984", to: "" }, "to", "year-missing"],
  [{ kind: "range", from: "1986", to: "1984" }, "to", "range-wrong"],
])("the birth date %j is sent back at its %s", (over, field, fault) => {
  expect(faults(birth(over))).toEqual([[field, fault]]);
});

test.each([
  [{ year: "1984", month: "2", day: "29" }, { date: "1984-02-29" }],
  [{ year: "1984", month: "3" }, { date: "1984-03" }],
  [
    { year: "1984", circa: true },
    { date: "1984", circa: true },
  ],
])("a birth date may be partial: %j", (over, dob) => {
  expect(readDraft(draft(birth(over)))).toMatchObject({ content: { dobs: [dob] } });
});

test("a document with a State but no number is sent back; an empty row is left out", () => {
  expect(faults({ documents: [{ ...emptyDocument(), country: "AZE" }] })).toEqual([
    ["number", "document-number-missing"],
  ]);
  expect(readDraft(draft({ documents: [emptyDocument()] }))).toMatchObject({ content: { documents: [] } });
});

test("everything wrong is said at once", () => {
  expect(
    faults({ ...birth({ year: "84" }), documents: [{ ...emptyDocument(), country: "AZE" }] }),
  ).toHaveLength(2);
});

test.each([
  ["phone", "050 111 22 33", "phone-wrong"],
  ["email", "someone at example", "email-wrong"],
  ["card", "4111 1111 1111 1234", "card-wrong"],
  ["address", "12", "address-wrong"],
  ["agency", "AB", "agency-wrong"],
] as const)("a %s written as %s is sent back", (kind, value, fault) => {
  expect(faults({ keys: [{ ...emptyKey(), kind, value }] })).toEqual([["value", fault]]);
});

test("an entry may look for something of a booking without a name", () => {
  const { names } = draftOf(null);
  const keys = [{ ...emptyKey(), kind: "email" as const, value: " Someone@Example.ORG " }];
  expect(readDraft(draft({ names, keys }))).toMatchObject({
    content: { names: [], keys: [{ kind: "email", value: "someone@example.org" }] },
  });
});
