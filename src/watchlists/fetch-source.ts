// Gets a list's file from the address its source is registered with.
import { open, realpath } from "node:fs/promises";
import { resolve, sep } from "node:path";

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
): Promise<{ readonly bytes: Uint8Array } | { readonly failed: string }> {
  try {
    if (address.startsWith("file:")) return await readLocal(address.slice("file:".length), limits);
    if (!URL.canParse(address)) return { failed: "the address is malformed" };
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
): Promise<{ bytes: Uint8Array } | { failed: string }> {
  if (limits.folder === null) return { failed: "no folder for list files is configured" };
  const folder = await realpath(limits.folder);
  const real = await realpath(resolve(folder, path));
  if (!real.startsWith(folder + sep)) return { failed: "the file lies outside the folder for list files" };
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
): Promise<{ bytes: Uint8Array } | { failed: string }> {
  if (first.protocol !== "https:" && first.protocol !== "http:")
    return { failed: "the address is neither https nor http" };
  const signal = AbortSignal.timeout(limits.timeoutMs);
  let url = first;
  for (let step = 0; step <= redirectsMax; step += 1) {
    const response = await fetch(url.href, { redirect: "manual", signal });
    if (response.status >= 300 && response.status < 400) {
      const location = response.headers.get("location") ?? "";
      await response.body?.cancel();
      if (!URL.canParse(location, url.href)) return { failed: "it redirects to nowhere" };
      const next = new URL(location, url);
      if (next.host !== first.host || (first.protocol === "https:" && next.protocol !== "https:")) {
        return {
          failed: `it redirects to another host (${next.origin}): if that is the list's owner, register that address`,
        };
      }
      url = next;
      continue;
    }
    if (!response.ok) {
      await response.body?.cancel();
      return { failed: `the server answers ${response.status}` };
    }
    return readBody(response, limits);
  }
  return { failed: `it redirects more than ${redirectsMax} times` };
}

async function readBody(
  response: Response,
  limits: SourceLimits,
): Promise<{ bytes: Uint8Array } | { failed: string }> {
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
  if (size === 0) return { failed: "the answer is empty" };
  return { bytes: Buffer.concat(parts) };
}

const tooLarge = (limits: SourceLimits) =>
  `it is larger than ${Math.round(limits.bytesMax / 1024 / 1024)} MiB`;

function plainReason(problem: unknown, limits: SourceLimits): string {
  if (!(problem instanceof Error)) return "it could not be fetched";
  if (problem.name === "TimeoutError")
    return `it did not arrive within ${Math.round(limits.timeoutMs / 1000)} s`;
  const code = codeOf(problem) ?? codeOf(problem.cause);
  if (code === "ENOENT") return "there is no such file";
  const cause = problem.cause instanceof Error ? problem.cause.message : problem.message;
  return `it could not be reached (${code ?? cause})`;
}

function codeOf(problem: unknown): string | null {
  return problem instanceof Error && "code" in problem && typeof problem.code === "string"
    ? problem.code
    : null;
}
