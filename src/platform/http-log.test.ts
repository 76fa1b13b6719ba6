// What of an error reaches the log: where and of what kind, never what a library was given.
import { DatabaseError } from "pg";
import { expect, test } from "vitest";
import { describeError } from "#platform";

function caught(work: () => unknown): Error {
  try {
    work();
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error("nothing was thrown");
}

test("our own words are kept, with the place", () => {
  const described = describeError(
    caught(() => {
      throw new Error("the receipt has no delivery");
    }),
  );
  expect(described).toMatchObject({ error: "Error", message: "the receipt has no delivery" });
  expect(described["stack"]).toContain("http-log.test.ts");
});

test("the JSON reader, the database and the file system quote what they were given: their words are left out", () => {
  const database = new DatabaseError('invalid input syntax for type date: "SURNAME"', 10, "error");
  database.stack = `error: ${database.message}\n    at Parser.parse (/srv/node_modules/pg-protocol/dist/parser.js:1:1)`;
  database.code = "22007";
  const described = [
    caught(() => JSON.parse('{"surname": SURNAME}') as unknown),
    caught(() => new URL("SURNAME")),
    database,
    new Error("the work failed", { cause: database }),
  ].map(describeError);
  expect(JSON.stringify(described)).not.toContain("SURNAME");
  expect(described[2]).toMatchObject({ code: "22007" });
  expect(described[3]).toMatchObject({ message: "the work failed", cause: expect.stringContaining("22007") });
});
