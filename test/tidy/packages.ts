// What OpenPIU stands on: exact versions, hashes, known licences, and install scripts that are allowed by name.
import type { Complaint } from "./sources.ts";

export type LockedPackage = {
  readonly version?: string;
  readonly license?: string;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly hasInstallScript?: boolean;
  readonly dev?: boolean;
};
export type Lock = { readonly packages: Readonly<Record<string, LockedPackage>> };
export type Manifest = {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly allowScripts?: Readonly<Record<string, boolean>>;
};

const licences: readonly string[] = [
  "MIT",
  "MIT-0",
  "ISC",
  "Apache-2.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "0BSD",
  "CC0-1.0",
  "Unlicense",
  "BlueOak-1.0.0",
  "Python-2.0",
  "Zlib",
];
/** For tools, and for data and fonts that are named in NOTICE. */
const licencesOfTools: readonly string[] = ["MPL-2.0", "CC BY 4.0", "OFL-1.1"];

/** Packages whose manifest names their licence in an old way that the lock file leaves out; read in their LICENSE. */
const licencesRead: Readonly<Record<string, string>> = {
  ssh2: "MIT",
  "cpu-features": "MIT",
  buildcheck: "MIT",
};

/**
 * What no package of ours may be for: learning machines in any place that decides on people (CJEU817-194), recognition of faces,
 * emotions or voices, and scoring of persons (AIA-5.1c,g, -5.1h, -III-6, -III-7).
 */
const forbiddenTrades =
  /(tensorflow|onnx|pytorch|torch|brain\.js|synaptic|keras|xgboost|lightgbm|scikit|opencv|face-?api|facenet|face-?recogni|mediapipe|emotion-?(detect|recogn)|voice-?(id|recogn)|deepface|polygraph|social-?scor|transformers)/i;

/** Packages, run-time or for tools, that are of such a trade by their name. */
export function forbiddenPackages(lock: Lock): readonly string[] {
  return Object.keys(lock.packages)
    .map(nameOf)
    .filter((name) => forbiddenTrades.test(name));
}

/** Checks the lock file and the manifest against each other and the lists above. */
export function checkPackages(lock: Lock, manifest: Manifest): readonly Complaint[] {
  const inLock = Object.entries(lock.packages)
    .filter(([place]) => place !== "")
    .flatMap(([place, found]) =>
      wrongPackage(nameOf(place), found, manifest).map((text) => say("package-lock.json", text)),
    );
  const named = { ...manifest.dependencies, ...manifest.devDependencies };
  const loose = Object.entries(named)
    .filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
    .map(([name, version]) =>
      say("package.json", `${name} ${version}: an exact version, so that everybody has the same`),
    );
  return [...inLock, ...loose];
}

function wrongPackage(name: string, found: LockedPackage, manifest: Manifest): readonly string[] {
  const texts: string[] = [];
  if (found.resolved !== undefined) texts.push(`${name} names the host it came from`);
  if (found.integrity === undefined) texts.push(`${name} has no hash`);
  if (
    found.hasInstallScript === true &&
    manifest.allowScripts?.[name] === undefined &&
    !name.includes("windows")
  ) {
    texts.push(`${name} runs a script when installed and is neither allowed nor refused in allowScripts`);
  }
  const allowed = found.dev === true ? [...licences, ...licencesOfTools] : licences;
  const licence = found.license ?? licencesRead[name] ?? "none";
  if (!licenceAllows(licence, allowed)) texts.push(`${name} has the licence ${licence}`);
  return texts;
}

/** Reads "MIT", "(MIT OR GPL-2.0)" and "(MIT AND Zlib)". */
function licenceAllows(expression: string, allowed: readonly string[]): boolean {
  const parts = expression.replace(/^\(|\)$/g, "");
  if (parts.includes(" OR ")) return parts.split(" OR ").some((part) => allowed.includes(part));
  return parts.split(" AND ").every((part) => allowed.includes(part));
}

/** The last package in "node_modules/a/node_modules/@b/c". */
function nameOf(place: string): string {
  return place.slice(place.lastIndexOf("node_modules/") + "node_modules/".length);
}

function say(path: string, text: string): Complaint {
  return { path, line: 1, text };
}
