// An entry that knows only a document is found by it, and one that knows only keys disturbs nobody.
import { expect, test } from "vitest";
import { readList } from "#watchlists";

test("entries without names are read where a document or a key says what is looked for", () => {
  const rows = [
    { id: "N-1", list: "N", names: [], docs: [{ type: "P", number: "C7654321", country: "AZE" }] },
    { id: "N-2", list: "N", keys: [{ kind: "email", value: "Who@Example.org" }] },
    {
      id: "N-3",
      list: "N",
      names: [{ full: "Invented Person" }],
      keys: [{ kind: "card", value: "4111111111111111" }],
    },
    { id: "N-4", list: "N", names: [{ full: "Another Person" }] },
    { id: "N-5", list: "N", names: [{ full: "Third Person" }] },
    { id: "N-6", list: "N" },
  ];
  const read = readList(rows.map((row) => JSON.stringify(row)).join("\n"));
  expect(read).toMatchObject({
    accepted: true,
    counts: { rows: 6, entries: 5, skipped: 1 },
    entries: [
      { names: [], documents: [{ number: "C7654321" }] },
      { names: [], keys: [{ kind: "email", value: "who@example.org" }] },
      { names: [{ full: "Invented Person" }] },
      {},
      {},
    ],
    notes: [
      { code: "key-not-understood", skipped: false },
      { code: "no-name", skipped: true },
    ],
  });
  expect(JSON.stringify(read)).not.toContain("4111111111111111");
});
