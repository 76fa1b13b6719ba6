// A release: a version of the software with its settings, known by one digest over both (roles.md section 4, F14; LED-29).
import { createHash } from "node:crypto";
import { canonicalJson } from "#platform";
import type { Settings } from "./settings.ts";

export type Release = {
  readonly version: string;
  /** SHA-256 of what is run (software.ts); hexadecimal. */
  readonly software: string;
  readonly settings: Settings;
};

/** SHA-256 over the software's digest and the settings; the version is a name and no part of it. */
export function releaseDigest({ software, settings }: Pick<Release, "software" | "settings">): string {
  return createHash("sha256").update(canonicalJson({ software, settings })).digest("hex");
}

/** Names of the settings that differ, sorted; also those that only one of the two has. */
export function changedSettings(before: Settings, after: Settings): readonly string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((name) => before[name] !== after[name])
    .toSorted();
}

/** How long a release that was put in operation in an emergency may go without the second person's word (hours). */
export const emergencyHours = 24;
