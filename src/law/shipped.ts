// The profiles that come with OpenPIU, as data files: each value with its source (obligations.md section 14).
import { isRefusal } from "#platform";
import azDraft from "./profiles/az-draft.json" with { type: "json" };
import euDirective from "./profiles/eu-directive.json" with { type: "json" };
import euStrict from "./profiles/eu-strict.json" with { type: "json" };
import icaoBaseline from "./profiles/icao-baseline.json" with { type: "json" };
import stateTemplate from "./profiles/state-template.json" with { type: "json" };
import type { ProfileDocument } from "./document.ts";
import { readDocument } from "./read-document.ts";

/** In the order in which they are offered; the first is in force until persons decide otherwise. */
export const shippedProfiles: readonly ProfileDocument[] = [
  euStrict,
  euDirective,
  icaoBaseline,
  stateTemplate,
  azDraft,
].map((file) => {
  const read = readDocument(file);
  if (isRefusal(read)) throw new Error(read.refused.detail);
  return read;
});

/** The default: it satisfies the others. */
export const defaultProfile: ProfileDocument = shippedProfiles.find(
  ({ name }) => name === "eu-strict",
) as ProfileDocument;
