// openpiu screen on small invented lists and travellers.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterAll, beforeAll, expect, test } from "vitest";
import { screen } from "./screen.ts";

let folder = "";
let list = "";
let travellers = "";

const entries = [
  {
    id: "NAT-1",
    list: "NAT",
    names: [
      {
        full: "Qurbanzadə Zümrüd Aydəmir qızı",
        surname: "Qurbanzadə",
        given: "Zümrüd",
        patronymic: "Aydəmir qızı",
        type: "primary",
      },
    ],
    dobs: [{ date: "1987-02-19" }],
    sex: "F",
    nat: ["AZE"],
    docs: [{ type: "P", number: "C01234567", country: "AZE" }],
    programme: "wanted",
  },
];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "openpiu-screen-"));
  list = join(folder, "list.ndjson");
  travellers = join(folder, "travellers.ndjson");
  await writeFile(list, entries.map((entry) => JSON.stringify(entry)).join("\n"));
  const lines = [
    { id: "T1", surname: "GURBANZADA", given: "ZUMRUD", dob: "1987-02-19", sex: "F", nationality: "AZE" },
    { id: "T2", surname: "LINDQVIST", given: "ASTRID", dob: "1990-01-02", sex: "F", nationality: "SWE" },
  ];
  await writeFile(travellers, lines.map((line) => JSON.stringify(line)).join("\n"));
});
afterAll(() => rm(folder, { recursive: true }));

async function run(args: readonly string[], stdin = "") {
  const out: string[] = [];
  const err: string[] = [];
  const code = await screen(args, {
    stdin: Readable.from([stdin]),
    out: (line) => void out.push(line),
    err: (line) => void err.push(line),
  });
  return { code, lines: out.map((line): unknown => JSON.parse(line)), err: err.join("\n") };
}

test("a line for each traveller with a match, best first, with its reasons", async () => {
  const { code, lines } = await run(["--list", list, travellers]);
  expect(code).toBe(0);
  expect(lines).toEqual([
    {
      id: "T1",
      matches: [
        expect.objectContaining({
          entry: "NAT-1",
          list: "NAT",
          band: "strong",
          decision: "alert",
          why: expect.arrayContaining([
            expect.objectContaining({
              feature: "surname",
              left: "GURBANZADA",
              right: "QURBANZADƏ",
              relation: "script-reading",
            }),
            expect.objectContaining({
              feature: "birth-date",
              relation: "equal",
              text: expect.stringContaining("equal"),
            }),
          ]),
        }),
      ],
    },
  ]);
});

test("--all gives every traveller a line, - reads standard input, a bad line is refused and counted", async () => {
  const input = '{"id":"T2","surname":"LINDQVIST","given":"ASTRID"}\n{"surname":"X"}\nnot json\n';
  const { code, lines } = await run(["--list", list, "--all", "-"], input);
  expect(code).toBe(1);
  expect(lines).toEqual([
    { id: "T2", matches: [] },
    { id: null, line: 2, refused: 'The line has no "id".' },
    { id: null, line: 3, refused: "The line is not a JSON object." },
  ]);
});

test("--threshold moves the decision, not the score", async () => {
  const lower = await run(["--list", list, "--threshold", "0.0001", travellers]);
  const upper = await run(["--threshold", "1", "--list", list, travellers]);
  expect(JSON.stringify(lower.lines)).toContain('"decision":"alert"');
  expect(JSON.stringify(upper.lines)).not.toContain('"score":null');
});

test("wrong usage, missing files and files that are no lists", async () => {
  expect((await run([travellers])).code).toBe(2);
  expect((await run(["--list", list])).code).toBe(2);
  expect((await run(["--list", list, "--threshold", "many", travellers])).code).toBe(2);
  expect((await run(["--list", join(folder, "none"), travellers])).code).toBe(2);
  const gone = await run(["--list", list, join(folder, "none")]);
  expect(gone).toMatchObject({ code: 2, err: expect.stringContaining("cannot be read") });
  const broken = join(folder, "broken.xml");
  await writeFile(broken, "<CONSOLIDATED_LIST><INDIVIDUALS>");
  expect(await run(["--list", broken, travellers])).toMatchObject({
    code: 2,
    err: expect.stringContaining("truncated"),
  });
  expect(await run(["--help"])).toMatchObject({ code: 0, lines: [] });
});

test("an entry that knows only a document or a booking's key is found by the document alone", async () => {
  const file = join(folder, "nameless.ndjson");
  const nameless = [
    { id: "DOC-1", list: "DOC", docs: [{ type: "P", number: "C55500011", country: "AZE" }] },
    { id: "DOC-2", list: "DOC", keys: [{ kind: "phone", value: "+994501112233" }] },
  ];
  await writeFile(file, nameless.map((entry) => JSON.stringify(entry)).join("\n"));
  const line = (number: string) =>
    JSON.stringify({
      id: number,
      surname: "LINDQVIST",
      given: "ASTRID",
      document: { type: "P", number, country: "AZE" },
    });
  const { code, lines } = await run(
    ["--list", file, "--all", "-"],
    `${line("C55500011")}\n${line("C99988877")}\n`,
  );
  expect(code).toBe(0);
  expect(lines).toMatchObject([
    { id: "C55500011", matches: [{ entry: "DOC-1", band: "strong", decision: "alert" }] },
    { id: "C99988877", matches: [] },
  ]);
});

test("the files of a list that is published in parts are read together, a table by its mapping", async () => {
  const files = {
    "alt.csv": '700,1,"aka","QURBANZADE, Zumrud",-0- \r\n',
    "sdn.csv":
      '700,"QURBANOVA, Zoya","individual","TEST",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"DOB 19 Feb 1987; Gender Female."\r\n',
    "own.csv": "Nr;Who;Born\n1;Lindqvist Astrid;02.01.1990\n",
    "own.json": JSON.stringify({
      separator: ";",
      dates: "day-first",
      columns: { reference: "Nr", fullName: "Who", birthDate: "Born" },
    }),
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  const at = (name: string) => join(folder, name);
  const lines = [
    { id: "T1", surname: "GURBANZADA", given: "ZUMRUD", dob: "1987-02-19", sex: "F" },
    { id: "T2", surname: "LINDQVIST", given: "ASTRID", dob: "1990-01-02", sex: "F" },
  ];
  const input = lines.map((line) => JSON.stringify(line)).join("\n");
  const both = await run(
    ["--list", at("alt.csv"), at("sdn.csv"), at("own.csv"), "--mapping", at("own.json"), "-"],
    input,
  );
  expect(both.lines).toMatchObject([
    { id: "T1", matches: [{ entry: "OFAC-700", matchedName: "Zumrud QURBANZADE" }] },
    { id: "T2", matches: [{ entry: "CSV-1" }] },
  ]);
  expect(await run(["--list", at("alt.csv"), "-"], input)).toMatchObject({
    code: 2,
    err: expect.stringContaining("SDN.CSV"),
  });
  expect(await run(["--list", at("own.csv"), "-"], input)).toMatchObject({
    code: 2,
    err: expect.stringContaining("unknown-format"),
  });
  expect(await run(["--list", at("own.csv"), "--mapping", at("sdn.csv"), "-"], input)).toMatchObject({
    code: 2,
  });
});
