// Carriers push, the unit never pulls: nothing here opens a way into a carrier's system to take data out of it.
import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const root = new URL("../../", import.meta.url);
/** What asks another machine for something: HTTP, SFTP and FTP clients, sockets, queues. */
const calls =
  /\bfetch\(|\b(?:https?|http2)\.(?:get|request|connect)\(|\bnew (?:Client|SftpClient|Agent)\(|\bconnect\(\{|\.connect\(/g;
/** Those that there are, and why none of them is a pull: a line that carriers send on, the unit's own queue, mail that goes out. */
const outgoing: Readonly<Record<string, string>> = {
  "src/intake/channels/type-b/type-b.ts": "calls the gateway, on whose line carriers' telegrams are pushed",
  "src/intake/channels/type-b/peer.ts": "the same line, for certification",
  "src/intake/channels/amqp/broker.ts": "the broker's queue, into which carriers push",
  "src/intake/channels/amqp/small-broker.ts": "asks the broker what it is",
};

test("no part that takes passengers' data opens a way into a carrier's system (ANX9-9.33a)", () => {
  const found = globSync("src/{intake,carriers,records,messages,certification}/**/*.ts", { cwd: root })
    .filter((path) => !/\.test\.ts$|fixtures|\/ui\//.test(path))
    .filter((path) => (readFileSync(new URL(path, root), "utf8").match(calls) ?? []).length > 0);
  expect(found.toSorted()).toEqual(Object.keys(outgoing).toSorted());
});

test("what it looks for would be found", () => {
  for (const pull of ["await fetch(url)", "https.get(url)", "new SftpClient()", "net.connect({ host })"])
    expect(pull.match(calls)).not.toBeNull();
});
