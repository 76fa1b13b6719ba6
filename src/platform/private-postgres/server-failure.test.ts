// What PostgreSQL prints when it cannot start is told as a cause and a remedy.
import { expect, test } from "vitest";
import { explainServerFailure } from "./server-failure.ts";

test.each([
  ['FATAL:  could not write lock file "postmaster.pid": No space left on device', "disk-full"],
  ['FATAL:  could not extend file "base/1/2691": wrote only 4096 of 8192 bytes at block 20', "disk-full"],
  ['initdb: error: could not write to file "pg_wal/xlogtemp.7": Disk quota exceeded', "disk-full"],
  ["FATAL:  could not map anonymous shared memory: Cannot allocate memory", "memory-short"],
  ["FATAL:  database files are incompatible with server", "data-folder-other-major"],
  ['FATAL:  lock file "postmaster.pid" already exists', "data-folder-in-use"],
  ["initdb: error: could not look up effective user ID 12345: user does not exist", "postgres-no-user"],
  ['FATAL:  data directory "/x" has wrong ownership', "data-folder-unreadable"],
  [
    'FATAL:  could not create lock file "/x/.s.PGSQL.5432.lock": Read-only file system',
    "data-folder-unwritable",
  ],
])("%s", (output, code) => {
  expect(explainServerFailure(output, "/srv/data/postgres").code).toBe(code);
});

test("an unknown complaint is quoted without its time stamp", () => {
  const output =
    "2026-11-21 10:00:00 UTC [7] LOG:  starting\n2026-11-21 10:00:00 UTC [7] FATAL:  the moon is full\n";
  const problem = explainServerFailure(output, "/srv/data/postgres");
  expect(problem).toMatchObject({ code: "postgres-failed" });
  expect(problem.text).toBe("the private PostgreSQL in /srv/data/postgres did not start: the moon is full");
  expect(explainServerFailure("", "/d").text).toContain("it said nothing");
});
