// The edge without a database: what is refused before any handler, how errors leave, what every answer carries.
import { connect } from "node:net";
import { Type } from "typebox";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { manualClock, openHttpServer, refuse, type HttpServer } from "#platform";
import { closed } from "#vocabulary";

const log: string[] = [];
let server: HttpServer;

function open(options: { publicUrl?: string; trustedProxies?: readonly string[] } = {}): HttpServer {
  return openHttpServer({
    clock: manualClock(new Date("2026-03-01T12:00:00Z")),
    listensOnLoopback: true,
    logSink: { write: (line) => void log.push(line) },
    ...options,
  });
}

beforeAll(() => {
  server = open();
  const Body = closed({
    name: Type.String(),
    sex: Type.Union([Type.Literal("M"), Type.Literal("F"), Type.Null()]),
  });
  server.post(
    "/api/echo",
    { schema: { body: Body, response: { 200: Body } } },
    async (request) => request.body,
  );
  server.get(
    "/api/find",
    {
      schema: {
        querystring: closed({ count: Type.Integer({ maximum: 5 }), all: Type.Optional(Type.Boolean()) }),
      },
    },
    async (request) => ({ query: request.query }),
  );
  server.get(
    "/api/wrong-answer",
    { schema: { response: { 200: Body } } },
    async () => JSON.parse('{"name":1}') as never,
  );
  server.get("/api/defect", async () => {
    throw new Error("traveller 7 has no flight");
  });
  server.get("/api/away", async () => {
    throw Object.assign(new Error("connect"), { code: "ECONNREFUSED", syscall: "connect" });
  });
  server.get("/api/file", async () => {
    throw Object.assign(new Error("no file"), { code: "ENOENT", syscall: "open" });
  });
  server.get(
    "/api/slow-down",
    async () => refuse("slow-down", "Wait.", 429, { retryAfterSeconds: 7 }) as never,
  );
  server.post("/v1/bytes", { config: { raw: true } }, async (request) => ({
    bytes: (request.body as Buffer).length,
  }));
});
afterAll(() => server.close());

type Answer = { status: number; body: Record<string, unknown>; headers: Record<string, unknown> };
async function ask(url: string, options: object = {}): Promise<Answer> {
  const answer = await server.inject({ url, ...options });
  return { status: answer.statusCode, body: answer.json(), headers: answer.headers };
}
const post = (payload: unknown, headers: Record<string, string> = {}) =>
  ask("/api/echo", {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    payload: typeof payload === "string" ? payload : JSON.stringify(payload),
  });

test("every answer, also a refusal, carries the security headers, and nothing of /api is kept", async () => {
  for (const url of ["/api/find?count=1", "/api/nothing", "/api/defect"]) {
    const { headers } = await ask(url);
    expect(headers).toMatchObject({
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "referrer-policy": "no-referrer",
      "cross-origin-opener-policy": "same-origin",
      "cache-control": "no-store",
    });
    const policy = String(headers["content-security-policy"]);
    expect(policy).toContain("default-src 'none'; script-src 'self';");
    expect(policy).not.toMatch(/script-src[^;]*unsafe/);
    expect(policy).toMatch(/; require-trusted-types-for 'script'; trusted-types default$/);
    expect(headers["strict-transport-security"]).toBeUndefined();
  }
});

test("behind https browsers are told to stay there", async () => {
  const secure = open({ publicUrl: "https://piu.example" });
  const answer = await secure.inject({ url: "/x", headers: { host: "piu.example" } });
  expect(answer.headers["strict-transport-security"]).toBe("max-age=31536000");
  await secure.close();
});

test.each([
  ["another site, by the browser's word", { "sec-fetch-site": "cross-site" }, 403],
  ["another name of the same site", { "sec-fetch-site": "same-site" }, 403],
  ["another origin", { origin: "https://evil.example" }, 403],
  ["an origin without a name", { origin: "null" }, 403],
  [
    "the same origin, by the browser's word",
    { "sec-fetch-site": "same-origin", origin: "http://odd.example" },
    200,
  ],
  ["the same origin, of an older browser", { origin: "http://localhost:80", host: "localhost:80" }, 403],
  ["the same host and port", { origin: "http://localhost:8484", host: "localhost:8484" }, 200],
  ["a program", {}, 200],
])("a changing request of %s", async (_who, headers, status) => {
  const answer = await post({ name: "A", sex: null }, headers);
  expect(answer.status).toBe(status);
});

test("reading is not refused for where it comes from, and carriers come with a token, not a cookie", async () => {
  expect((await ask("/api/find?count=1", { headers: { "sec-fetch-site": "cross-site" } })).status).toBe(200);
  const carrier = await ask("/v1/bytes", {
    method: "POST",
    headers: { origin: "https://carrier.example", "content-type": "application/edifact" },
    payload: "UNA",
  });
  expect(carrier).toMatchObject({ status: 200, body: { bytes: 3 } });
});

test("a foreign name pointed at this machine is not served; the public one is", async () => {
  for (const host of ["evil.example", "evil.example:8484", "127.0.0.1.evil.example"]) {
    expect(await ask("/api/find?count=1", { headers: { host } })).toMatchObject({
      status: 421,
      body: { code: "host-not-served" },
    });
  }
  for (const host of ["localhost", "127.0.0.1:8484", "[::1]:8484"]) {
    expect((await ask("/api/find?count=1", { headers: { host } })).status).toBe(200);
  }
  const published = open({ publicUrl: "https://piu.example" });
  const named = await published.inject({ url: "/x", headers: { host: "piu.example" } });
  expect(named.json()).toMatchObject({ code: "no-such-route" });
  await published.close();
});

describe("what is wrong with a request is named, with the field and how to mend it", () => {
  test.each<[string, unknown, readonly string[]]>([
    ["nothing", {}, ["name is missing: give it", "sex is missing: give it"]],
    ["too much", { name: "A", sex: "M", age: 3 }, ["age is not known here: leave it out"]],
    ["a wrong kind", { name: 5, sex: "M" }, ["name must be string"]],
    ["a wrong choice", { name: "A", sex: "X" }, ["sex must be one of: M, F or null"]],
    ["no object", "[]", ["(whole) must be object"]],
  ])("%s", async (_what, body, faults) => {
    const answer = await post(body);
    expect([answer.status, answer.body["code"]]).toEqual([400, "request-invalid"]);
    const fields = answer.body["fields"] as { field: string; text: string }[];
    expect(fields.map(({ field, text }) => `${field} ${text}`)).toEqual(faults);
    for (const fault of faults) expect(answer.body["detail"]).toContain(fault);
  });

  test("characters that no database keeps are refused where they come in", async () => {
    const told = "name holds a character that cannot be kept (U+0000 or half a character): leave it out";
    expect((await post({ name: "A\u0000B", sex: "M" })).body["detail"]).toContain(told);
    expect((await post({ name: "A\ud83d", sex: "M" })).body["detail"]).toContain(told);
    expect(await ask("/api/find?count=3&all=true%00")).toMatchObject({ status: 400 });
  });

  test("numbers and truth in an address are read as such, in a body they are not", async () => {
    expect((await ask("/api/find?count=3&all=true")).body).toEqual({ query: { count: 3, all: true } });
    expect((await ask("/api/find?count=many")).body["detail"]).toContain("count must be integer");
    expect((await ask("/api/find?count=6")).body["detail"]).toContain("count must be <= 5");
    expect((await post({ name: "A", sex: "null" })).status).toBe(400);
    expect((await post({ name: "A", sex: null })).body).toEqual({ name: "A", sex: null });
  });

  test.each([
    ["{", 400, "body-malformed"],
    ["", 400, "body-missing"],
    ['{"__proto__":{"x":1}}', 400, "body-malformed"],
    ["x".repeat(1024 * 1024 + 1), 413, "body-too-large"],
  ])("a body %#", async (body, status, code) => {
    expect(await post(body)).toMatchObject({ status, body: { code } });
  });

  test("a body of another type", async () => {
    const answer = await post("<a/>", { "content-type": "application/xml" });
    expect(answer).toMatchObject({ status: 415, body: { code: "media-type-unknown" } });
  });

  test("an address that is none", async () => {
    expect(await ask("/api/%zz")).toMatchObject({ status: 400, body: { code: "address-malformed" } });
    expect(await ask("/api/nothing")).toMatchObject({ status: 404, body: { code: "no-such-route" } });
    expect(await ask("/api/echo")).toMatchObject({ status: 404 });
  });
});

test("a batch of a carrier may be 10 MB", async () => {
  const send = (size: number) =>
    ask("/v1/bytes", {
      method: "POST",
      headers: { "content-type": "text/plain" },
      payload: Buffer.alloc(size, 65),
    });
  expect(await send(10 * 1024 * 1024)).toMatchObject({ status: 200, body: { bytes: 10 * 1024 * 1024 } });
  expect(await send(10 * 1024 * 1024 + 1)).toMatchObject({ status: 413, body: { code: "body-too-large" } });
});

test("a defect says nothing of its cause but a reference, under which the log has the place", async () => {
  const { status, body } = await ask("/api/defect");
  expect(status).toBe(500);
  expect(JSON.stringify(body)).not.toMatch(/traveller|http\.test|at /);
  const line = log.find((one) => one.includes(String(body["reference"])) && one.includes('"level":50'));
  expect(line).toContain("http.test.ts");
});

test("an answer that is not what its schema says is not sent", async () => {
  const { status, body } = await ask("/api/wrong-answer");
  expect([status, body["code"]]).toEqual([500, "failed"]);
});

test("a database that is away is 503, worth trying again; a missing file is a defect", async () => {
  expect(await ask("/api/away")).toMatchObject({
    status: 503,
    body: { code: "database-away" },
    headers: { "retry-after": "5" },
  });
  expect((await ask("/api/file")).status).toBe(500);
});

test("a refusal may say when to come back", async () => {
  expect(await ask("/api/slow-down")).toMatchObject({ status: 429, headers: { "retry-after": "7" } });
});

test("who asks is the connection's address, unless a proxy that is trusted says otherwise", async () => {
  const seen = async (trustedProxies: readonly string[]) => {
    const behind = open({ trustedProxies });
    behind.get("/ip", async (request) => ({ ip: request.ip }));
    const answer = await behind.inject({
      url: "/ip",
      remoteAddress: "10.1.2.3",
      headers: { "x-forwarded-for": "192.0.2.9, 198.51.100.7" },
    });
    await behind.close();
    return answer.json<{ ip: string }>().ip;
  };
  expect(await seen([])).toBe("10.1.2.3");
  expect(await seen(["loopback"])).toBe("10.1.2.3");
  // What stands left of the trusted proxy's own entry anybody can have written.
  expect(await seen(["10.1.0.0/16"])).toBe("198.51.100.7");
});

test.each([
  ["\u0016\u0003\u0001 this is TLS\r\n\r\n", 400, "no-http"],
  ["GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", 400, "no-http"],
  [`GET / HTTP/1.1\r\nHost: x\r\nX: ${"a".repeat(20_000)}\r\n\r\n`, 431, "headers-too-large"],
])("what is no HTTP is answered with a problem and cut off: %#", async (request, status, code) => {
  const plain = open();
  plain.get("/", async () => ({}));
  const address = new URL(await plain.listen({ host: "127.0.0.1", port: 0 }));
  const socket = connect(Number(address.port), "127.0.0.1");
  socket.write(request);
  let answer = "";
  for await (const chunk of socket) answer += String(chunk);
  expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  expect(answer).toContain("content-security-policy: ");
  expect(JSON.parse(answer.split("\r\n\r\n")[1] ?? "")).toMatchObject({ status, code });
  await plain.close();
});
