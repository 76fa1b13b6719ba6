// One message over a line: written by its adapter, sent, and the answer read; what came of it is noted in a transaction of its own.
import { createHash } from "node:crypto";
import { unseal } from "#platform";
import type { OutgoingRow } from "../exchange-store.ts";
import type { ExchangeServices } from "../exchange-services.ts";
import { lineKinds, type Adapter, type Answer, type LineKind } from "./adapter.ts";
import { europol, thirdCountry } from "./correspondence.ts";
import { interpol } from "./interpol.ts";
import type { KnownLine } from "./line-store.ts";
import { openLineTransport, type LineTransport } from "./transport.ts";

const adapters: Readonly<Record<KnownLine["adapter"], Adapter>> = {
  interpol,
  europol,
  "third-country": thirdCountry,
};
export const adapterOf = ({ adapter }: Pick<KnownLine, "adapter">): Adapter => adapters[adapter];

export type LineSent = {
  readonly answer: Answer | { readonly failed: string };
  /** SHA-256 of the answer's bytes. */
  readonly hash: string;
  readonly question: unknown;
};

export const isLineKind = (kind: string): kind is LineKind => lineKinds.some((each) => each === kind);
/** A line to the partner itself did not work, or said what nobody agreed on: the circuit breaker counts these. */
export const isFailure = (answer: LineSent["answer"]): boolean => "failed" in answer || "malformed" in answer;

export function transportOf({ lineTransport, lineFolder }: ExchangeServices): LineTransport {
  return lineTransport ?? openLineTransport(lineFolder ?? null);
}

/** Sends it; never throws for what the other side or the network does. */
export async function sendOverLine(
  services: ExchangeServices,
  line: KnownLine,
  row: Pick<OutgoingRow, "message_id" | "kind" | "sealed">,
): Promise<LineSent> {
  const plain =
    row.sealed === null ? null : unseal(services.key, `exchange outgoing ${row.message_id}`, row.sealed);
  if (plain === null) throw new Error("a message that was put down cannot be opened");
  const adapter = adapterOf(line);
  const { kind } = row;
  const question: unknown = JSON.parse(plain.toString());
  if (!isLineKind(kind) || !adapter.kinds.includes(kind))
    return { answer: { refused: "not-over-this-line" }, hash: "", question };
  const what = { id: row.message_id, kind, body: question };
  const { path, json } = adapter.write(what);
  const sent = await transportOf(services)({
    address: line.address,
    path,
    method: "POST",
    contentType: "application/json",
    body: JSON.stringify(json),
    idempotencyKey: row.message_id,
    certificate: line.certificate,
    code: line.code,
  });
  if ("failed" in sent) return { answer: sent, hash: "", question };
  return {
    answer: adapter.read(what, sent.status, jsonOf(sent.body)),
    hash: createHash("sha256").update(sent.body).digest("hex"),
    question,
  };
}

/** What is no JSON is no answer: the reader says so. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (problem) {
    if (problem instanceof SyntaxError) return undefined;
    throw problem;
  }
}
