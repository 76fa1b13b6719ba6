// How fresh a list is, and what came of its last fetch: from the server's record to what the screens say. Pure.
import type { FetchOutcome, Watchlist } from "../contract.ts";
import type { Said } from "#design/ui";

/** A fetch is late when half as much time again as its schedule gives has passed. */
const lateAfter = 1.5;
const hour = 3_600_000;

export type Outcome =
  | { readonly kind: "failed" | "refused"; readonly said: Said }
  | { readonly kind: "unchanged" | "waits" | "in-force"; readonly version: number }
  | { readonly kind: "other"; readonly text: string };

export type Freshness =
  /** Kept here by proposals. */
  | { readonly kind: "own" }
  /** Imported by hand; `at` is when the version in force came. */
  | { readonly kind: "by-hand"; readonly at: string | null }
  | { readonly kind: "never-fetched"; readonly everyHours: number }
  | { readonly kind: "failed" | "refused"; readonly at: string; readonly said: Said }
  | { readonly kind: "late" | "fresh"; readonly at: string; readonly everyHours: number };

/** What the record of a fetch says; the reason of a failure by code and values where they were kept. */
export function readOutcome({ outcome, because }: Pick<FetchOutcome, "outcome" | "because">): Outcome {
  const failed = /^(failed|refused): (.*)$/s.exec(outcome);
  if (failed !== null) {
    const said = { code: because?.code ?? "", values: because?.values, text: failed[2] ?? "" };
    return { kind: failed[1] === "failed" ? "failed" : "refused", said };
  }
  const versioned = /^(unchanged: )?version (\d+)(?: (waits for a person|in force))?$/.exec(outcome);
  if (versioned !== null) {
    const version = Number(versioned[2]);
    if (versioned[1] !== undefined) return { kind: "unchanged", version };
    if (versioned[3] === "waits for a person") return { kind: "waits", version };
    if (versioned[3] === "in force") return { kind: "in-force", version };
  }
  return { kind: "other", text: outcome };
}

/** How fresh a list is at an instant (milliseconds). */
export function freshnessOf(
  list: Pick<Watchlist, "kind" | "fetchEveryHours" | "lastFetch" | "active">,
  now: number,
): Freshness {
  if (list.kind === "own") return { kind: "own" };
  const { fetchEveryHours: everyHours, lastFetch } = list;
  if (everyHours === null) return { kind: "by-hand", at: list.active?.receivedAt ?? null };
  if (lastFetch === null) return { kind: "never-fetched", everyHours };
  const outcome = readOutcome(lastFetch);
  if (outcome.kind === "failed" || outcome.kind === "refused") {
    return { kind: outcome.kind, at: lastFetch.at, said: outcome.said };
  }
  const late = now - Date.parse(lastFetch.at) > everyHours * hour * lateAfter;
  return { kind: late ? "late" : "fresh", at: lastFetch.at, everyHours };
}
