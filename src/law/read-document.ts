// Reads what claims to be a legal profile's document: its shape. Whether the values may stand is for the validator. Pure.
import { refuse, type Refusal } from "#platform";
import { profileFamilies, type ProfileFamily } from "#vocabulary";
import type { DocumentValue, ProfileDocument } from "./document.ts";
import type { Plain } from "./kinds.ts";

const isObject = (given: unknown): given is Readonly<Record<string, unknown>> =>
  typeof given === "object" && given !== null && !Array.isArray(given);

/** The document, or a refusal that names what it lacks. */
export function readDocument(given: unknown): ProfileDocument | Refusal {
  if (!isObject(given)) return notOne("it is no object");
  const { name, version, family, values, ...others } = given;
  const [other] = Object.keys(others);
  if (other !== undefined) return notOne(`it has a part that profiles do not have: ${other}`);
  if (typeof name !== "string" || !/^[a-z0-9][a-z0-9-]{0,59}$/.test(name))
    return notOne("its name must be small letters, digits and hyphens");
  if (typeof version !== "string" || !/^[0-9]{4}\.[0-9]{1,6}$/.test(version))
    return notOne("its version must be a year, a full stop and a number");
  if (!profileFamilies.some((known) => known === family))
    return notOne(`its family must be one of ${profileFamilies.join(", ")}`);
  if (!isObject(values)) return notOne("it has no values");
  const read: Record<string, DocumentValue> = {};
  for (const [key, value] of Object.entries(values)) {
    const one = readValue(value);
    if (one === null)
      return notOne(`${key} must have a value, a source and perhaps "verified", and nothing else`);
    read[key] = one;
  }
  return { name, version, family: family as ProfileFamily, values: read };
}

function readValue(given: unknown): DocumentValue | null {
  if (!isObject(given)) return null;
  const { value, source, verified, ...others } = given;
  if (Object.keys(others).length > 0 || !isPlain(value)) return null;
  if (typeof source !== "string" || source.length > 300) return null;
  if (verified === undefined) return { value, source };
  return typeof verified === "boolean" ? { value, source, verified } : null;
}

function isPlain(value: unknown): value is Plain {
  if (["string", "number", "boolean"].includes(typeof value)) return true;
  if (Array.isArray(value)) return value.every(isPlain);
  return isObject(value) && Object.values(value).every(isPlain);
}

function notOne(why: string): Refusal {
  return refuse(
    "profile-unreadable",
    `This is no legal profile: ${why}. Begin from a profile that is shipped.`,
    422,
  );
}
