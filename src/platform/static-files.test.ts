// The bundled screens: which address gets which file, what browsers may keep, and that nothing outside leaves.
import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openHttpServer, serveScreens, systemClock, type HttpServer } from "#platform";

let folder = "";
let server: HttpServer;
const script = `console.log("${"a".repeat(2000)}")`;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "openpiu-screens-"));
  const web = join(folder, "web");
  await mkdir(join(web, "assets"), { recursive: true });
  await writeFile(join(web, "index.html"), "<!doctype html><title>OpenPIU</title>");
  await writeFile(join(web, "assets", "index-Ab12_-xY.js"), script);
  await writeFile(join(web, "icon.svg"), "<svg/>");
  await writeFile(join(folder, "secret.txt"), "secret");
  server = openHttpServer({ clock: systemClock, listensOnLoopback: true, logLevel: "error" });
  server.get("/api/here", async () => ({ here: true }));
  serveScreens(server, web);
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

const get = (url: string, headers: Record<string, string> = {}) => server.inject({ url, headers });

test("the start page and every address of a screen get index.html, which is asked for anew each time", async () => {
  for (const url of ["/", "/flights", "/flights/2026-03-01_x?tab=2", "/index.html"]) {
    const answer = await get(url);
    expect([answer.statusCode, answer.headers["content-type"], answer.headers["cache-control"]]).toEqual([
      200,
      "text/html; charset=utf-8",
      "no-cache",
    ]);
    expect(answer.body).toContain("OpenPIU");
    const again = await get(url, { "if-none-match": String(answer.headers["etag"]) });
    expect([again.statusCode, again.body]).toEqual([304, ""]);
  }
});

test("a file whose name holds its hash is kept for good and sent compressed", async () => {
  const answer = await get("/assets/index-Ab12_-xY.js", { "accept-encoding": "br, gzip" });
  expect(answer.headers).toMatchObject({
    "content-type": "text/javascript; charset=utf-8",
    "cache-control": "public, max-age=31536000, immutable",
    "content-encoding": "gzip",
    vary: "accept-encoding",
  });
  expect(gunzipSync(answer.rawPayload).toString()).toBe(script);
  expect((await get("/assets/index-Ab12_-xY.js")).body).toBe(script);
  expect((await get("/icon.svg")).headers["cache-control"]).toBe("no-cache");
});

test.each([
  "/../secret.txt",
  "/%2e%2e/secret.txt",
  "/..%2fsecret.txt",
  "/assets/../../secret.txt",
  "/assets/none.js",
  "/secret.txt",
  "/%00.txt",
  "/api/nothing",
  "/api",
  "/v1/x",
])("%s is nothing", async (url) => {
  const answer = await get(url);
  expect(answer.body).not.toBe("secret");
  expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([404, "no-such-route"]);
});

test("other routes go before; the head alone can be had", async () => {
  expect((await get("/api/here")).json()).toEqual({ here: true });
  const head = await server.inject({ method: "HEAD", url: "/" });
  expect([head.statusCode, head.body]).toEqual([200, ""]);
});

test("a build that is replaced, taken away or half made is served on whole; pages that are open keep their parts", async () => {
  const web = join(folder, "changing");
  const build = async (name: string): Promise<void> => {
    await mkdir(join(`${web}.new`, "assets"), { recursive: true });
    await writeFile(join(`${web}.new`, "assets", `index-${name}.js`), name);
    await writeFile(join(`${web}.new`, "index.html"), `<script src="/assets/index-${name}.js">`);
    await rm(web, { recursive: true, force: true });
    await rename(`${web}.new`, web);
  };
  await build("aaaaaaaa");
  const other = openHttpServer({ clock: systemClock, listensOnLoopback: true, logLevel: "error" });
  serveScreens(other, web);
  const bodyOf = async (url: string): Promise<string> => (await other.inject(url)).body;
  expect(await bodyOf("/")).toContain("index-aaaaaaaa.js");

  // Emptied, as at the beginning of a build.
  await rm(web, { recursive: true });
  expect(await bodyOf("/flights")).toContain("index-aaaaaaaa.js");
  expect(await bodyOf("/assets/index-aaaaaaaa.js")).toBe("aaaaaaaa");

  await build("bbbbbbbb");
  expect(await bodyOf("/flights")).toContain("index-bbbbbbbb.js");
  expect(await bodyOf("/assets/index-bbbbbbbb.js")).toBe("bbbbbbbb");
  expect(await bodyOf("/assets/index-aaaaaaaa.js")).toBe("aaaaaaaa");
  expect((await other.inject("/assets/index-cccccccc.js")).statusCode).toBe(404);
  await other.close();
});

test("without a bundle it says what to do, and finds it once it is there", async () => {
  const empty = join(folder, "later");
  const other = openHttpServer({ clock: systemClock, listensOnLoopback: true, logLevel: "error" });
  serveScreens(other, empty);
  expect((await other.inject("/")).json()).toMatchObject({ status: 503, code: "screens-not-built" });
  await mkdir(empty);
  await writeFile(join(empty, "index.html"), "now");
  expect((await other.inject("/")).body).toBe("now");
  await other.close();
});
