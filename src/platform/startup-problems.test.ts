// Each cause of a failed start reads as one line that names the thing and the remedy, and never a secret.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import {
  databaseLabel,
  parseDatabaseUrl,
  postgresVersionProblem,
  startupLine,
  startupProblemCodes,
  startupProblemOf,
  StartupRefused,
  type StartupSituation,
} from "./startup-problems.ts";

const listening: StartupSituation = { doing: "listening", host: "127.0.0.1", port: 8484 };
const folder: StartupSituation = { doing: "using-data-folder", folder: "/srv/openpiu" };
const database: StartupSituation = {
  doing: "using-database",
  url: "postgres://piu:s3cret@db.example:5433/piu",
};

function failure(code: string, message = code): Error {
  return Object.assign(new Error(message), { code });
}

test.each([
  [listening, failure("EADDRINUSE"), "port-taken", "PORT=8485"],
  [listening, failure("EACCES"), "port-forbidden", "above 1023"],
  [listening, failure("EADDRNOTAVAIL"), "address-unknown", "HOST"],
  [folder, failure("EACCES"), "data-folder-unwritable", "/srv/openpiu"],
  [folder, failure("EROFS"), "data-folder-unwritable", "read-only"],
  [folder, failure("ENOTDIR"), "data-folder-not-a-folder", "DATA_FOLDER"],
  [folder, failure("ENOSPC"), "disk-full", "Free some space"],
  [database, failure("53100"), "disk-full", "Free some space"],
  [database, failure("ECONNREFUSED"), "database-unreachable", "db.example:5433/piu as piu"],
  [database, failure("ENOTFOUND"), "database-host-unknown", "host name"],
  [database, failure("28P01"), "database-sign-in-failed", "password"],
  [database, failure("3D000"), "database-missing", "createdb"],
  [database, failure("42501", "permission denied for schema public"), "database-no-permission", "owner"],
  [
    database,
    failure("42501", "permission denied to create role"),
    "database-no-permission",
    "CREATE ROLE openpiu_app",
  ],
  [
    database,
    failure("0A000", 'extension "pg_trgm" is not available'),
    "database-extension-missing",
    "contrib",
  ],
  [database, failure("57P03"), "database-not-ready", "Wait"],
  [database, failure("53300"), "database-connections-spent", "max_connections"],
  [database, new Error("The server does not support SSL connections"), "database-tls", "sslmode"],
  [
    database,
    new Error("SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string"),
    "database-sign-in-failed",
    "Add the password",
  ],
] as const)("%o with %o is %s", (situation, error, code, part) => {
  const problem = startupProblemOf(error, situation);
  expect(problem?.code).toBe(code);
  const line = startupLine(problem ?? { code: "setting-invalid", text: "", mend: "" });
  expect(line).toContain(part);
  expect(line).not.toContain("\n");
  expect(line).not.toContain("s3cret");
});

test("the first of several connection attempts tells the cause", () => {
  const both = new AggregateError([failure("ECONNREFUSED"), failure("ECONNREFUSED")]);
  expect(startupProblemOf(both, database)?.code).toBe("database-unreachable");
  expect(startupProblemOf(new Error("migration failed", { cause: failure("42501") }), database)?.code).toBe(
    "database-no-permission",
  );
});

test("a refusal keeps its problem; an unknown error is no problem of the operator's", () => {
  const problem = { code: "disk-full", text: "the disk is full", mend: "Free some space" } as const;
  expect(startupProblemOf(new StartupRefused(problem), listening)).toBe(problem);
  expect(startupProblemOf(new TypeError("x is not a function"), listening)).toBeUndefined();
  expect(startupProblemOf("a text that was thrown", database)).toBeUndefined();
});

test("PostgreSQL 15 is the oldest that will do", () => {
  expect(postgresVersionProblem(150_000, "postgres://piu@db/piu")).toBeUndefined();
  expect(postgresVersionProblem(140_012, "postgres://piu@db/piu")).toMatchObject({
    code: "database-too-old",
    text: "the database at db/piu as piu is PostgreSQL 14",
  });
});

test("a database address is read with and without host, and shown without password", () => {
  expect(parseDatabaseUrl("mysql://a@b/c")).toBeUndefined();
  expect(parseDatabaseUrl("not an address")).toBeUndefined();
  expect(databaseLabel("postgres://piu@/piu?host=%2Frun%2Fpg")).toBe("/run/pg/piu as piu");
  expect(databaseLabel("postgresql:///piu")).toBe("localhost/piu");
  expect(databaseLabel("postgres://piu:p%40ss@[::1]:5432/piu")).toBe("[::1]:5432/piu as piu");
  expect(databaseLabel("rubbish")).toBe("the address in DATABASE_URL");
});

test("the page of startup problems lists exactly these", () => {
  const page = readFileSync(
    fileURLToPath(new URL("../../docs/reference/startup-problems.md", import.meta.url)),
    "utf8",
  );
  const listed = [...page.matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, code]) => code);
  expect(new Set(listed)).toEqual(new Set<string>(startupProblemCodes));
  expect(listed).toHaveLength(startupProblemCodes.length);
});
