// Fetching a list's file: from a folder and over HTTP, within limits, never from another host.
import { mkdtemp, mkdir, rm, symlink, writeFile } from "node:fs/promises";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addressFault, fetchSource } from "./fetch-source.ts";

let root: string;
let folder: string;
const servers: Server[] = [];

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "openpiu-lists-"));
  folder = join(root, "lists");
  await mkdir(join(folder, "un"), { recursive: true });
  await writeFile(join(folder, "un", "list.xml"), "<list/>");
  await writeFile(join(root, "secret.txt"), "secret");
  await symlink(join(root, "secret.txt"), join(folder, "link.xml"));
});
afterAll(async () => {
  for (const server of servers) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
  await rm(root, { recursive: true, force: true });
});

const limits = (over: Partial<Parameters<typeof fetchSource>[1]> = {}) => ({
  folder,
  timeoutMs: 2000,
  bytesMax: 1000,
  ...over,
});
const text = (fetched: Awaited<ReturnType<typeof fetchSource>>) =>
  "bytes" in fetched ? Buffer.from(fetched.bytes).toString() : fetched.failed.text;

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe("a file of the configured folder", () => {
  test("is read", async () => {
    expect(text(await fetchSource("file:un/list.xml", limits()))).toBe("<list/>");
  });
  test.each([
    ["file:../secret.txt", "outside"],
    ["file:link.xml", "outside"],
    ["file:nowhere.xml", "no such file"],
  ])("%s is not", async (address, reason) => {
    expect(text(await fetchSource(address, limits()))).toContain(reason);
  });
  test("is not read without a folder, nor above the size limit", async () => {
    expect(text(await fetchSource("file:un/list.xml", limits({ folder: null })))).toContain("no folder");
    expect(text(await fetchSource("file:un/list.xml", limits({ bytesMax: 3 })))).toContain("larger");
  });
});

describe("a file on a server", () => {
  test("is fetched, also after a redirect on the same host", async () => {
    const address = await serve((request, response) => {
      if (request.url === "/old") response.writeHead(302, { location: "/new" }).end();
      else response.end("<list/>");
    });
    expect(text(await fetchSource(`${address}/old`, limits()))).toBe("<list/>");
  });
  test("is not fetched from another host, and the reason names it", async () => {
    const other = await serve((_request, response) => response.end("<forged/>"));
    const address = await serve((_request, response) => response.writeHead(301, { location: other }).end());
    expect(text(await fetchSource(address, limits()))).toContain(`another host (${other})`);
  });
  test("does not outgrow its limit, whether the length is told or not", async () => {
    const told = await serve((_request, response) => response.end(Buffer.alloc(2000)));
    const untold = await serve((_request, response) => {
      response.write(Buffer.alloc(900));
      response.end(Buffer.alloc(900));
    });
    expect(text(await fetchSource(told, limits()))).toContain("larger");
    expect(text(await fetchSource(untold, limits()))).toContain("larger");
  });
  test("that never comes is given up; errors, loops and empty answers are told", async () => {
    const silent = await serve(() => undefined);
    expect(text(await fetchSource(silent, limits({ timeoutMs: 100 })))).toContain("did not arrive");
    const broken = await serve((_request, response) => response.writeHead(503).end());
    expect(text(await fetchSource(broken, limits()))).toContain("503");
    const loop = await serve((_request, response) => response.writeHead(302, { location: "/" }).end());
    expect(text(await fetchSource(loop, limits()))).toContain("redirects more than");
    const empty = await serve((_request, response) => response.end());
    expect(text(await fetchSource(empty, limits()))).toContain("empty");
    expect(text(await fetchSource("http://127.0.0.1:1/", limits()))).toContain("could not be");
  });
});

test("addresses that cannot be registered are told apart", () => {
  for (const good of ["https://lists.example.org/un.xml", "http://10.0.0.5/l.xml", "file:un/list.xml"]) {
    expect(addressFault(good)).toBeNull();
  }
  for (const bad of [
    "ftp://x/y",
    "un.xml",
    "file:/etc/passwd",
    "file:../x",
    "https://a:b@example.org/",
    "file:",
  ]) {
    expect(addressFault(bad)).not.toBeNull();
  }
});
