// openpiu read: its lines, exit codes, standard input, and the launcher from another folder.
import { execFile, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";
import { read } from "./read.ts";
import type { Surroundings } from "./surroundings.ts";

const root = join(import.meta.dirname, "../../..");
const sample = (name: string): string => join(root, "samples/paxlst", `${name}.edi`);

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "openpiu-read-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function run(args: readonly string[], input = "") {
  let out = "";
  const errors: string[] = [];
  const surroundings: Surroundings = {
    stdin: Readable.from([Buffer.from(input, "latin1")]),
    out: (line) => void (out += `${line}\n`),
    write: (text) => void (out += text),
    err: (line) => void errors.push(line),
    progress: () => undefined,
    environment: {},
    root,
    nodeVersion: "24.21.0",
  };
  const code = await read(args, surroundings);
  const lines = out.split("\n").filter((line) => line !== "");
  return { code, lines: lines.map((line): Record<string, unknown> => JSON.parse(line)), errors };
}

it.each([
  ["contrl/message-rejected", "CONTRL", "report"],
  ["ackres/processed", "ACKRES", "acknowledgement"],
  ["govreq/one-flight", "GOVREQ", "request"],
])("prints what %s says", async (name, kind, content) => {
  const { code, lines } = await run([join(root, "samples", `${name}.edi`)]);
  expect([code, lines.length]).toEqual([0, 1]);
  expect(lines[0]).toMatchObject({
    kind,
    accepted: true,
    findings: [],
    [content]: expect.any(Object) as object,
  });
});

it.each([
  ["pnrgov-xml/family-full-push.xml", "PNRGOV", "xml", "13.1", "bookings"],
  ["manifest/coach.csv", "PAXLST", "csv", null, "passengerList"],
  ["manifest/ship.xlsx", "PAXLST", "csv", null, "passengerList"],
])("prints what %s says, and sums it up", async (name, kind, syntax, version, content) => {
  const file = join(root, "samples", name);
  const { code, lines } = await run([file]);
  expect([code, lines.length]).toEqual([0, 1]);
  expect(Object.keys(lines[0]!).slice(0, 9)).toEqual(
    `file index kind syntax version control accepted findings ${content}`.split(" "),
  );
  expect(lines[0]).toMatchObject({ file, index: 0, kind, syntax, version, accepted: true });
  const summary = await run(["--summary", file]);
  expect(summary.lines).toMatchObject([{ file, messages: 1, kinds: { [kind]: 1 } }]);
});

it("prints a line for each message, in the fixed shape", async () => {
  const { code, lines, errors } = await run([sample("one-flight"), sample("crew-list")]);
  expect([code, errors]).toEqual([0, []]);
  expect(lines.map(({ file, index, kind }) => [file, index, kind])).toEqual([
    [sample("one-flight"), 0, "PAXLST"],
    [sample("crew-list"), 0, "PAXLST"],
  ]);
  expect(Object.keys(lines[0]!).slice(0, 9)).toEqual([
    "file",
    "index",
    "kind",
    "syntax",
    "version",
    "control",
    "accepted",
    "findings",
    "passengerList",
  ]);
  expect(lines[0]).toMatchObject({
    accepted: true,
    passengerList: { travellers: [{ surname: "KESTREL" }, {}] },
  });
});

it("answers 1 when something was refused, and says which", async () => {
  const { code, lines } = await run([sample("one-flight"), "-"], "no message at all");
  expect(code).toBe(1);
  expect(lines.at(-1)).toMatchObject({ file: "-", kind: "UNKNOWN", accepted: false });
});

it.each([
  [[], "At least one FILE"],
  [["--unknown", "x"], "--unknown"],
  [["-", "-"], "Standard input (-) can be read only once"],
  [["/nowhere/at/all.edi"], "/nowhere/at/all.edi cannot be read: there is no such file"],
  [[root], "it is a folder"],
])("answers 2 to %j", async (args, text) => {
  const { code, lines, errors } = await run(args);
  expect([code, lines]).toEqual([2, []]);
  expect(errors.join("\n")).toContain(text);
});

it("says how to use it on standard output when asked", async () => {
  let out = "";
  const surroundings = { out: (line: string) => void (out += line) } as Surroundings;
  expect(await read(["--help"], surroundings)).toBe(0);
  expect(out).toContain("Usage: openpiu read [--summary] FILE...");
  expect(out).toContain("Exit code: 0 all read; 1 some message was refused");
});

it("says how many messages were refused", async () => {
  const { code, errors } = await run([sample("one-flight"), "-"], "\0\u0001 no text");
  expect([code, errors]).toEqual([1, ["openpiu read: refused 1 of 2 messages"]]);
});

it.each([
  ["", "CONTENT_EMPTY"],
  ["\u007fELF\u0002\u0001\u0001\0", "CONTENT_UNKNOWN"],
])("answers to content that is no message (%j) with a line that says so", async (content, finding) => {
  const { code, lines } = await run(["-"], content);
  expect([code, lines.length]).toEqual([1, 1]);
  expect(lines[0]).toMatchObject({ kind: "UNKNOWN", accepted: false, findings: [{ code: finding }] });
});

it("names every file that cannot be read", async () => {
  const { code, lines, errors } = await run([join(folder, "one.edi"), folder, join(folder, "two.edi")]);
  expect([code, lines]).toEqual([2, []]);
  expect(errors).toEqual([
    expect.stringContaining("one.edi cannot be read: there is no such file"),
    expect.stringContaining("cannot be read: it is a folder"),
    expect.stringContaining("two.edi cannot be read: there is no such file"),
  ]);
});

it("answers 2 when a device fails on the way", async () => {
  const broken = Object.assign(new Error("EIO: i/o error, read"), { code: "EIO", syscall: "read" });
  const out: string[] = [];
  const errors: string[] = [];
  const stdin = Readable.from(
    (function* () {
      yield Buffer.concat([readFileSync(sample("one-flight")), readFileSync(sample("crew-list"))]);
      throw broken;
    })(),
  );
  const surroundings: Surroundings = {
    stdin,
    out: (line) => void out.push(line),
    write: (text) => void out.push(text),
    err: (line) => void errors.push(line),
    progress: () => undefined,
    environment: {},
    root,
    nodeVersion: "24.21.0",
  };
  expect(await read(["-"], surroundings)).toBe(2);
  expect(errors).toEqual(["openpiu read: - cannot be read: the device failed"]);
});

it("reads nothing when one of several files is missing", async () => {
  const { code, lines, errors } = await run([sample("one-flight"), join(folder, "missing.edi")]);
  expect([code, lines.length, errors.length]).toEqual([2, 0, 1]);
});

it("counts with --summary", async () => {
  const { code, lines } = await run(["--summary", sample("defects")]);
  expect(code).toBe(0);
  expect(lines).toMatchObject([
    {
      file: sample("defects"),
      messages: 1,
      kinds: { PAXLST: 1 },
      refused: 0,
      travellers: 3,
      findings: { byCode: { CARRIER_MISMATCH: { severity: "warning", count: 1 } } },
    },
  ]);
  expect(lines[0]).toHaveProperty("seconds");
});

it("puts a list of any length on one line", async () => {
  const person = (i: number): string =>
    `NAD+FL+++KESTREL:WREN'ATT+2++F'DTM+329:720907'NAT+2+GBR'RFF+ABO:${i}'DOC+P+C${1_000_000 + i}'DTM+36:310809'LOC+91+GBR'`;
  for (const persons of [2_500, 20_000]) {
    const file = join(folder, `${persons}.edi`);
    await writeFile(
      file,
      `UNB+UNOA:4+A+B+260301:1305+1'UNH+1+PAXLST:D:05B:UN'BGM+745'TDT+20+J2075'LOC+125+GYD'LOC+87+IST'${Array.from({ length: persons }, (_, i) => person(i)).join("")}CNT+42:${persons}'UNT+${persons * 8 + 7}+1'UNZ+1+1'`,
    );
    const { lines } = await run([file]);
    expect(lines).toHaveLength(1);
    const [{ passengerList, ...message } = {}] = lines;
    expect(message).toMatchObject({ index: 0, accepted: true, control: { message: "1" } });
    expect(passengerList).toMatchObject({ function: "passenger-list", stated: { passengers: persons } });
    const { travellers } = passengerList as { travellers: { travellerRef: string }[] };
    expect(travellers.map(({ travellerRef }) => travellerRef)).toEqual(
      Array.from({ length: persons }, (_, i) => String(i)),
    );
  }
});

it("runs from any folder, over a link, with standard input", async () => {
  const launcher = join(root, "bin/openpiu");
  const { stdout } = await promisify(execFile)(launcher, ["read", sample("close-out")], { cwd: folder });
  expect(JSON.parse(stdout)).toMatchObject({ kind: "PAXLST", passengerList: { status: "CLNB" } });
  const child = spawn("sh", ["-c", `ln -s '${launcher}' piu && ./piu read - < '${sample("telegram")}'`], {
    cwd: folder,
  });
  let text = "";
  for await (const chunk of child.stdout) text += String(chunk);
  expect(JSON.parse(text)).toMatchObject({ file: "-", control: { part: 8 } });
});
