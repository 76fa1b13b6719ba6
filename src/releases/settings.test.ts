// The settings of a release: each setting is one of them or is left out for a reason, and no secret is in them.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { readConfig } from "#platform";
import { changedSettings, releaseDigest } from "./release.ts";
import { notOfRelease, settingsOf } from "./settings.ts";
import { softwareDigest } from "./software.ts";

const config = (environment: Readonly<Record<string, string>>) => {
  const reading = readConfig(environment, { demonstration: false, workingFolder: "/srv/piu" });
  if ("problems" in reading) throw new Error(reading.problems[0].text);
  return reading.config;
};

test("every setting belongs to a release, or does not for a reason that stands here", () => {
  const text = readFileSync(new URL("../platform/config.ts", import.meta.url), "utf8");
  const read = [...text.matchAll(/\b(?:given|whole|port|several|contact)\(\s*"([A-Z][A-Z0-9_]+)"/g)].map(
    ([, name]) => name,
  );
  const held = [...text.matchAll(/held\("([A-Z_]+)"/g)].flatMap(([, name]) => [
    `${name}_MESSAGES`,
    `${name}_MEGABYTES`,
  ]);
  const known = [...Object.keys(settingsOf(config({}))), ...Object.keys(notOfRelease)];
  expect(new Set([...read, ...held])).toEqual(new Set(known));
});

test("no password is in them, and another password is no other release", () => {
  const of = (word: string) =>
    settingsOf(
      config({
        SITES: "AZ:queue.example, AZ:mail.example, AZ:db.example",
        DATABASE_URL: `postgres://piu:${word}@db.example:5432/piu`,
        AMQP_URL: `amqps://piu:${word}@queue.example:5671`,
        MAIL_RELAY: `smtps://piu:${word}@mail.example`,
        MAIL_FROM: "piu@unit.example",
      }),
    );
  expect(JSON.stringify(of("hidden-word"))).not.toContain("hidden-word");
  expect(of("hidden-word")).toEqual(of("another"));
  expect(of("x")).toMatchObject({ AMQP_URL: "amqps://piu@queue.example:5671" });
});

test("what belongs to one machine makes no other release; what changes the process does, by name", () => {
  const before = settingsOf(config({}));
  expect(settingsOf(config({ PORT: "1", DATA_FOLDER: "/elsewhere", DATABASE_CONNECTIONS: "7" }))).toEqual(
    before,
  );
  const after = settingsOf(config({ UNIT_NAME: "Another", SFTP_PORT: "8422" }));
  expect(changedSettings(before, after)).toEqual(["SFTP_PORT", "UNIT_NAME"]);
  const software = "a".repeat(64);
  expect(releaseDigest({ software, settings: after })).not.toBe(
    releaseDigest({ software, settings: before }),
  );
});

test("the software's digest changes with what is run, by name and content, and with nothing else", () => {
  const root = mkdtempSync(join(tmpdir(), "openpiu-software-"));
  writeFileSync(join(root, "package-lock.json"), "");
  const write = (path: string, text: string): string => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
    return softwareDigest(root);
  };
  const first = write("package.json", "{}");
  const second = write("src/a/b.ts", "one");
  const digests = [
    first,
    second,
    write("src/a/b.ts", "two"),
    write("db/1.sql", "two"),
    write("dist/web/x.js", ""),
  ];
  expect(new Set(digests).size).toBe(digests.length);
  const last = digests.at(-1);
  for (const path of ["src/a/b.test.ts", "src/README.md", "data/keys", "test/x.ts", "src/.swp"])
    expect(write(path, "anything")).toBe(last);
  rmSync(root, { recursive: true, force: true });
});
