// openpiu doctor on installations that are well, and on ones that are not.
import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startPrivatePostgres } from "#platform";
import { type FreshDatabase, freshDatabase } from "../../../test/harness/database.ts";
import { doctor } from "./doctor.ts";

let root = "";
let database: FreshDatabase;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "openpiu-doctor-"));
  await chmod(root, 0o755);
  database = await freshDatabase();
});
afterAll(async () => {
  await database.drop();
  await rm(root, { recursive: true });
});

async function run(
  environment: Record<string, string>,
  args: readonly string[] = ["--json"],
  nodeVersion = "24.21.0",
) {
  const out: string[] = [];
  const err: string[] = [];
  const code = await doctor(args, {
    environment: { PORT: "0", ...environment },
    root,
    nodeVersion,
    out: (line) => out.push(line),
    err: (line) => err.push(line),
  });
  return { code, out, err, text: out.join("\n") };
}

/** What was said about one part. */
function about(lines: readonly string[], check: string): unknown {
  return lines.map((line): unknown => JSON.parse(line)).find((one) => isAbout(one, check));
}

function isAbout(one: unknown, check: string): boolean {
  return typeof one === "object" && one !== null && "check" in one && one.check === check;
}

test("a new installation is well: what is missing will be made", async () => {
  const { code, out } = await run({});
  expect(code).toBe(0);
  expect(about(out, "node")).toMatchObject({ state: "ok" });
  expect(about(out, "data folder")).toMatchObject({
    state: "ok",
    text: expect.stringContaining("will be made"),
  });
  expect(about(out, "database")).toMatchObject({ state: "ok", text: "it will be made at the first start" });
  expect(about(out, "screens")).toMatchObject({ state: "warn", mend: "npm run build builds them" });
});

test("lines for people name the part, its state and the remedy", async () => {
  const { code, text } = await run({ PORT: "many" }, []);
  expect(code).toBe(1);
  expect(text).toContain("ok    node      Node");
  expect(text).toContain('FAIL  settings  PORT is "many"\n      → Expected: a whole number');
  expect(text).toMatch(/\n\n1 thing is to be mended\.$/);
});

test("an old Node, an unknown option, a question for help", async () => {
  expect((await run({}, ["--json"], "20.20.2")).code).toBe(1);
  const wrong = await run({}, ["--all"]);
  expect(wrong.code).toBe(2);
  expect(wrong.err.join()).toContain("Usage: openpiu doctor");
  expect(await run({}, ["--help"])).toMatchObject({ code: 0, out: [] });
});

test("a server that is up to date, one that is empty, one that is not there", async () => {
  const current = await run({ DATABASE_URL: database.url });
  expect(about(current.out, "migrations")).toMatchObject({ state: "ok" });
  expect(about(current.out, "database durability")).toMatchObject({ state: "warn" });

  const empty = await run({ DATABASE_URL: database.url.replace(/@\/\w+\?/, "@/openpiu?") });
  expect(about(empty.out, "migrations")).toMatchObject({
    state: "warn",
    mend: expect.stringContaining("migrate"),
  });

  const gone = await run({ DATABASE_URL: database.url.replace(/@\/\w+\?/, "@/nowhere?") });
  expect(gone.code).toBe(1);
  expect(about(gone.out, "database")).toMatchObject({
    state: "fail",
    mend: expect.stringContaining("createdb"),
  });

  const silent = await run({ DATABASE_URL: "postgres://piu:hush@127.0.0.1:1/piu" });
  expect(about(silent.out, "database")).toMatchObject({ state: "fail" });
  expect(silent.text).not.toContain("hush");
});

test("an owner who may not make the role is told what an administrator has to run", async () => {
  const asAdmin = async (statement: string): Promise<void> => {
    const client = new Client({ connectionString: database.adminUrl });
    await client.connect();
    await client.query(statement);
    await client.end();
  };
  await asAdmin("create role narrow login");
  await asAdmin("create database narrows owner narrow template template0");
  const url = database.url.replace(/openpiu@\/\w+/, "postgres@/narrows");
  const options = encodeURIComponent("-c role=narrow");
  const { code, out } = await run({ DATABASE_URL: `${url}&options=${options}` });
  expect(about(out, "database role")).toMatchObject({
    state: "fail",
    mend: expect.stringContaining("GRANT openpiu_app"),
  });
  expect(code).toBe(1);
  await asAdmin("drop database narrows");
  await asAdmin("drop role narrow");
});

test("a port that a stranger has, and one that OpenPIU itself has", async () => {
  const stranger = createServer();
  await new Promise<void>((resolve) => {
    stranger.listen(0, "127.0.0.1", resolve);
  });
  const address = stranger.address();
  const PORT = typeof address === "object" && address !== null ? String(address.port) : "";
  const dataFolder = join(root, "running");
  expect(about((await run({ PORT, DATA_FOLDER: dataFolder })).out, "port")).toMatchObject({ state: "fail" });

  const server = await startPrivatePostgres({ dataFolder, purpose: "throw-away" });
  const own = await run({ PORT, DATA_FOLDER: dataFolder });
  expect(about(own.out, "port")).toMatchObject({
    state: "ok",
    text: expect.stringContaining(`process ${process.pid}`),
  });
  expect(about(own.out, "database")).toMatchObject({ state: "ok", text: expect.stringContaining("answers") });
  await server.stop();
  await new Promise((resolve) => stranger.close(resolve));
});

test("a data folder that is a file, a database of another PostgreSQL, a key that is none", async () => {
  await writeFile(join(root, "file"), "");
  expect(about((await run({ DATA_FOLDER: "file" })).out, "data folder")).toMatchObject({ state: "fail" });

  await mkdir(join(root, "old", "postgres", "cluster"), { recursive: true });
  await writeFile(join(root, "old", "postgres", "cluster", "PG_VERSION"), "9\n");
  await writeFile(join(root, "old", "installation.key"), "no key\n");
  const old = await run({ DATA_FOLDER: "old" });
  expect(about(old.out, "database")).toMatchObject({
    state: "fail",
    text: "it was made by PostgreSQL 9, which is not here",
  });
  expect(about(old.out, "key")).toMatchObject({ state: "fail" });
});
