// openpiu read: its lines, exit codes, standard input, and the launcher from another folder.
import { execFile, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { zipSync } from "fflate";
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

/** A mail with one attachment after the other, and a picture of a signature. */
function mailOf(attachments: readonly (readonly [name: string, type: string, content: Buffer])[]): string {
  const parts = attachments.map(
    ([name, type, content]) =>
      `--b1\r\nContent-Type: ${type}; name="${name}"\r\nContent-Disposition: attachment; filename="${name}"\r\n` +
      `Content-Transfer-Encoding: base64\r\n\r\n${content.toString("base64").replace(/(.{76})/g, "$1\r\n")}\r\n`,
  );
  const headers = "From: api@carrier.example\r\nSubject: lists\r\nMIME-Version: 1.0\r\n";
  const text = "--b1\r\nContent-Type: text/plain\r\n\r\nSee attached. Kind regards\r\n";
  return `${headers}Content-Type: multipart/mixed; boundary="b1"\r\n\r\n${text}${parts.join("")}--b1--\r\n`;
}

const content = (name: string): Buffer => readFileSync(join(root, "samples", name));
const xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const everything = mailOf([
  ["push.xml", "application/xml", content("pnrgov-xml/family-full-push.xml")],
  ["coach.csv", "text/csv", content("manifest/coach.csv")],
  ["ship.xlsx", xlsx, content("manifest/ship.xlsx")],
  ["list.edi.gz", "application/gzip", gzipSync(content("paxlst/one-flight.edi"))],
  ["logo.png", "image/png", Buffer.from("no picture")],
]);

it("reads each attachment of a mail by itself, packed ones too, and names what it does not read", async () => {
  const file = join(folder, "lists.eml");
  await writeFile(file, everything);
  for (const args of [[file], ["-"]]) {
    const { code, lines, errors } = await run(args, args[0] === "-" ? everything : "");
    expect(code).toBe(0);
    expect(lines.map(({ index, kind, attachment }) => [index, kind, attachment])).toEqual([
      [0, "PNRGOV", "push.xml"],
      [1, "PAXLST", "coach.csv"],
      [2, "PAXLST", "ship.xlsx"],
      [3, "PAXLST", "list.edi.gz"],
    ]);
    expect(errors.join()).toMatch(
      /logo\.png is not read.*text is not read|text is not read.*logo\.png is not read/,
    );
  }
  // The same content read from the files themselves.
  const { lines } = await run([file]);
  const alone = await run([join(root, "samples/paxlst/one-flight.edi")]);
  expect(lines[3]?.["passengerList"]).toEqual(alone.lines[0]?.["passengerList"]);
  const summed = await run(["--summary", file]);
  expect(summed.lines).toMatchObject([{ file, messages: 4 }]);
});

it("reads a packed file, and tells one that is cut off", async () => {
  const file = join(folder, "list.edi.gz");
  const packed = gzipSync(content("paxlst/one-flight.edi"));
  await writeFile(file, packed);
  const { code, lines } = await run([file]);
  const alone = await run([sample("one-flight")]);
  expect([code, lines.length]).toEqual([0, 1]);
  expect({ ...lines[0], file: "" }).toEqual({ ...alone.lines[0], file: "" });
  await writeFile(file, packed.subarray(0, -5));
  const cut = await run([file]);
  expect(cut.code).toBe(1);
  expect(cut.lines.at(-1)).toMatchObject({ kind: "UNKNOWN", findings: [{ code: "PACKED_DAMAGED" }] });
});

it("keeps to its limits in a mail of bombs, and says so", async () => {
  const bomb = gzipSync(Buffer.alloc(70 * 1024 * 1024, " "));
  const book = zipSync({ "xl/workbook.xml": new Uint8Array(60 * 1024 * 1024) });
  const file = join(folder, "bombs.eml");
  await writeFile(
    file,
    mailOf([
      ["bomb.edi.gz", "application/gzip", bomb],
      ["bomb.xlsx", xlsx, Buffer.from(book)],
      ["list.edi", "application/edifact", content("paxlst/one-flight.edi")],
    ]),
  );
  const { code, lines } = await run([file]);
  expect(code).toBe(1);
  const codes = (lines as { findings: { code: string }[] }[]).map(({ findings }) =>
    findings.map((each) => each.code),
  );
  expect(codes.flat()).toEqual(expect.arrayContaining(["MF19"]));
  expect(lines.at(-1)).toMatchObject({ kind: "PAXLST", accepted: true, attachment: "list.edi" });
  // What is no mail in parts is one text as ever.
  const intricate = everything.replace("\r\n\r\n", `\r\n\r\n${"--b1\r\n".repeat(2_000)}`);
  await writeFile(file, intricate);
  const read = await run([file]);
  expect(read.errors.join()).toContain("too many parts");
  expect(read.lines.length).toBeGreaterThan(0);
});
