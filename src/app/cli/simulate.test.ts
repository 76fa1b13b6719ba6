import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { readBytes } from "#messages";
import { simulate } from "./simulate.ts";

const folder = mkdtempSync(join(tmpdir(), "simulate-"));
afterAll(() => rmSync(folder, { recursive: true }));

async function run(...args: string[]): Promise<{ code: number; out: string[]; err: string }> {
  const out: string[] = [];
  const err: string[] = [];
  const code = await simulate(args, {
    out: (line) => void out.push(line),
    err: (line) => void err.push(line),
  });
  return { code, out, err: err.join("\n") };
}

const parsed = (path: string): Record<string, unknown>[] =>
  readFileSync(path, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);

test("a folder of messages in the order of sending, with what is expected of each and the labels", async () => {
  const directory = join(folder, "traffic");
  const { code, err } = await run("--seed", "1", "--flights", "3", "--out", directory, "--defects", "0.2");
  expect(code).toBe(0);
  expect(err).toContain("messages of 3 flights");
  const files = readdirSync(directory).filter((name) => name.endsWith(".edi"));
  const expected = parsed(join(directory, "expected.ndjson"));
  expect(expected.map((line) => line["file"])).toEqual(files.toSorted());
  const times = expected.map((line) => String(line["at"]));
  expect(times).toEqual(times.toSorted());
  expect(readBytes(readFileSync(join(directory, files[0] ?? "")))[0]?.kind).toBe(expected[0]?.["kind"]);
  expect(parsed(join(directory, "watchlist.ndjson")).length).toBeGreaterThan(200);
  const defects = parsed(join(directory, "labels.ndjson")).filter((label) => label["kind"] === "defect");
  expect(defects.length).toBeGreaterThan(5);
  expect(defects.filter((label) => !files.includes(String(label["file"])))).toEqual([]);
});

test("a second run leaves no file of the first, and nothing else is touched", async () => {
  const directory = join(folder, "again");
  await run("--seed", "1", "--flights", "2", "--out", directory);
  writeFileSync(join(directory, "notes.txt"), "mine");
  await run("--seed", "2", "--flights", "1", "--out", directory);
  const files = readdirSync(directory).filter((name) => name.endsWith(".edi"));
  expect(parsed(join(directory, "expected.ndjson")).map((line) => line["file"])).toEqual(files.toSorted());
  expect(readFileSync(join(directory, "notes.txt"), "utf8")).toBe("mine");
});

test("without a folder everything goes out as one JSON object a line, the same each time", async () => {
  const first = await run("--seed", "5", "--flights", "1");
  expect(first.code).toBe(0);
  const records = new Set(first.out.map((line) => String((JSON.parse(line) as { record: string }).record)));
  expect(records).toEqual(new Set(["watchlist", "label", "message"]));
  expect((await run("--seed", "5", "--flights", "1")).out).toEqual(first.out);
});

test.each([
  [[], "--seed"],
  [["--seed", "1"], "--flights"],
  [["--seed", "x", "--flights", "1"], "--seed"],
  [["--seed", "1", "--flights", "0"], "--flights"],
  [["--seed", "1", "--flights", "1", "--day", "2026-02-30"], "--day"],
  [["--seed", "1", "--flights", "1", "--defects", "2"], "--defects"],
  [["--seed", "1", "--flights", "1", "--unheard-of"], "unheard-of"],
])("wrong usage %j is said in one line before the usage", async (args, word) => {
  const { code, out, err } = await run(...args);
  expect(code).toBe(2);
  expect(out).toEqual([]);
  expect(err.split("\n")[0]).toContain(word);
  expect(err).toContain("Usage:");
});

test("a folder that cannot be made is one clear line", async () => {
  const file = join(folder, "file");
  writeFileSync(file, "");
  const { code, err } = await run("--seed", "1", "--flights", "1", "--out", join(file, "below"));
  expect(code).toBe(2);
  expect(err).toContain("cannot be written");
});
