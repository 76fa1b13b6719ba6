// A partner's side of a line as a process of its own: HTTPS with TLS 1.3 and client certificates, playing a recorded conversation.
import { readFileSync } from "node:fs";
import { createServer } from "node:https";
import { join } from "node:path";

type Recorded = {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: object;
  readonly raw?: string;
  readonly bytes?: number;
  /** Says nothing at all. */
  readonly silent?: boolean;
  /** Breaks off in the middle of the answer. */
  readonly cut?: boolean;
};
type Exchange = {
  readonly on: { readonly method?: string; readonly path: string; readonly body?: object };
  readonly answers: readonly Recorded[];
};

const [folder = "", recording = ""] = process.argv.slice(2);
const { exchanges } = JSON.parse(readFileSync(recording, "utf8")) as {
  readonly exchanges: readonly Exchange[];
};
const played = new Map<Exchange, number>();
/** What the unit told last, by which later messages name it. */
const told = { package: "", recall: "" };

/** Whether everything that was recorded stands in what came, and maybe more. */
function contains(came: unknown, recorded: unknown): boolean {
  if (typeof recorded !== "object" || recorded === null) return came === recorded;
  if (typeof came !== "object" || came === null) return false;
  return Object.entries(recorded).every(([name, value]) =>
    contains((came as Readonly<Record<string, unknown>>)[name], value),
  );
}

const server = createServer(
  {
    cert: readFileSync(join(folder, "mail-server.crt")),
    key: readFileSync(join(folder, "mail-server.key")),
    ca: readFileSync(join(folder, "client.crt")),
    requestCert: true,
    rejectUnauthorized: true,
    minVersion: "TLSv1.3",
  },
  (request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const text = Buffer.concat(parts).toString();
      const body: unknown = text === "" ? {} : JSON.parse(text);
      const { method = "", url = "" } = request;
      process.send?.({ method, url, body, key: request.headers["idempotency-key"] ?? null });
      const { kind = "", body: said = {} } = body as {
        kind?: string;
        body?: { reference?: string; recall?: string };
      };
      if (kind === "package") told.package = said.reference ?? "";
      if (kind === "recall") told.recall = said.recall ?? "";
      const exchange = exchanges.find(
        ({ on }) =>
          on.path === url &&
          (on.method ?? "POST") === method &&
          (on.body === undefined || contains(body, on.body)),
      );
      if (exchange === undefined) {
        response.writeHead(404).end("{}");
        return;
      }
      const at = played.get(exchange) ?? 0;
      played.set(exchange, at + 1);
      const answer = exchange.answers[Math.min(at, exchange.answers.length - 1)] ?? {};
      if (answer.silent === true) return;
      const { id = "" } = body as { id?: string };
      const words =
        answer.raw ??
        (answer.bytes === undefined
          ? JSON.stringify(answer.body ?? {})
              .replaceAll("{{id}}", id)
              .replaceAll("{{package}}", told.package)
              .replaceAll("{{recall}}", told.recall)
          : "x".repeat(answer.bytes));
      response.writeHead(answer.status ?? 200, {
        "content-type": "application/json",
        "content-length": Buffer.byteLength(words),
        ...answer.headers,
      });
      if (answer.cut === true) {
        response.write(words.slice(0, Math.floor(words.length / 2)), () => response.destroy());
        return;
      }
      response.end(words);
    });
  },
);
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (typeof address === "object" && address !== null) process.send?.({ port: address.port });
});
process.on("disconnect", () => process.exit(0));
