// Gets a list's file from the address its source is registered with.
import { open, realpath } from "node:fs/promises";
import { resolve, sep } from "node:path";
import { sayOfList, type SaidOfList } from "./sentences.ts";

export type SourceLimits = {
  /** Folder that `file:` addresses stand in; null: none are fetched. */
  readonly folder: string | null;
  readonly timeoutMs: number;
  readonly bytesMax: number;
};

/** Largest list file and longest wait that are reasonable for a public list of a million entries. */
export const usualLimits: Omit<SourceLimits, "folder"> = { timeoutMs: 120_000, bytesMax: 512 * 1024 * 1024 };

const redirectsMax = 5;

/**
 * The bytes at `address` (https:, http:, or file: with a path inside the configured folder), or why there are none.
 * A redirect to another host is not followed: who the list comes from was approved with its address.
 */
export async function fetchSource(
  address: string,
  limits: SourceLimits,
): Promise<{ readonly bytes: Uint8Array } | { readonly failed: SaidOfList }> {
  try {
    if (address.startsWith("file:")) return await readLocal(address.slice("file:".length), limits);
    if (!URL.canParse(address)) return { failed: sayOfList("address-malformed") };
    return await readRemote(new URL(address), limits);
  } catch (problem) {
    return { failed: plainReason(problem, limits) };
  }
}

/** Whether an address can be registered at all; null: yes. */
export function addressFault(address: string): string | null {
  if (address.startsWith("file:")) {
    const path = address.slice("file:".length);
    return path === "" || path.startsWith("/") || path.split(/[\\/]/).includes("..")
      ? "after file: comes the file's path inside the lists folder, such as file:un.xml"
      : null;
  }
  if (!URL.canParse(address)) return "expected https://…, http://… or file:name.xml";
  const url = new URL(address);
  if (url.protocol !== "https:" && url.protocol !== "http:")
    return "expected https://…, http://… or file:name.xml";
  if (url.username !== "" || url.password !== "") return "credentials do not belong into the address";
  return null;
}

async function readLocal(
  path: string,
  limits: SourceLimits,
): Promise<{ bytes: Uint8Array } | { failed: SaidOfList }> {
  if (limits.folder === null) return { failed: sayOfList("no-folder") };
  const folder = await realpath(limits.folder);
  const real = await realpath(resolve(folder, path));
  if (!real.startsWith(folder + sep)) return { failed: sayOfList("outside-folder") };
  const file = await open(real, "r");
  try {
    const { size } = await file.stat();
    if (size > limits.bytesMax) return { failed: tooLarge(limits) };
    return { bytes: await file.readFile() };
  } finally {
    await file.close();
  }
}

async function readRemote(
  first: URL,
  limits: SourceLimits,
): Promise<{ bytes: Uint8Array } | { failed: SaidOfList }> {
  if (first.protocol !== "https:" && first.protocol !== "http:")
    return { failed: sayOfList("address-scheme") };
  const signal = AbortSignal.timeout(limits.timeoutMs);
  let url = first;
  for (let step = 0; step <= redirectsMax; step += 1) {
    const response = await fetch(url.href, { redirect: "manual", signal });
    if (response.status >= 300 && response.status < 400) {
      const location = response.headers.get("location") ?? "";
      await response.body?.cancel();
      if (!URL.canParse(location, url.href)) return { failed: sayOfList("redirects-nowhere") };
      const next = new URL(location, url);
      if (next.host !== first.host || (first.protocol === "https:" && next.protocol !== "https:")) {
        return { failed: sayOfList("redirects-elsewhere", { origin: next.origin }) };
      }
      url = next;
      continue;
    }
    if (!response.ok) {
      await response.body?.cancel();
      return { failed: sayOfList("server-answers", { status: response.status }) };
    }
    return readBody(response, limits);
  }
  return { failed: sayOfList("redirects-too-often", { limit: redirectsMax }) };
}

async function readBody(
  response: Response,
  limits: SourceLimits,
): Promise<{ bytes: Uint8Array } | { failed: SaidOfList }> {
  if (Number(response.headers.get("content-length") ?? 0) > limits.bytesMax) {
    await response.body?.cancel();
    return { failed: tooLarge(limits) };
  }
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    size += part.byteLength;
    if (size > limits.bytesMax) return { failed: tooLarge(limits) };
    parts.push(part);
  }
  if (size === 0) return { failed: sayOfList("answer-empty") };
  return { bytes: Buffer.concat(parts) };
}

const tooLarge = (limits: SourceLimits) =>
  sayOfList("answer-too-large", { limit: Math.round(limits.bytesMax / 1024 / 1024) });

function plainReason(problem: unknown, limits: SourceLimits): SaidOfList {
  if (!(problem instanceof Error)) return sayOfList("not-reached", { problem: String(problem) });
  if (problem.name === "TimeoutError")
    return sayOfList("not-in-time", { seconds: Math.round(limits.timeoutMs / 1000) });
  const code = codeOf(problem) ?? codeOf(problem.cause);
  if (code === "ENOENT") return sayOfList("no-such-file");
  const cause = problem.cause instanceof Error ? problem.cause.message : problem.message;
  return sayOfList("not-reached", { problem: code ?? cause });
}

function codeOf(problem: unknown): string | null {
  return problem instanceof Error && "code" in problem && typeof problem.code === "string"
    ? problem.code
    : null;
}
