// Paths as clients give them, in the three folders that there are: nothing of a path ever reaches the disk.
import { fileNameFault } from "../file-name.ts";
import { noSuchFile, notAllowed, type Fault } from "./answer.ts";

/** in: what the carrier sends. receipts: what became of it. out: messages of ours to it. */
export const folders = ["in", "receipts", "out"] as const;
export type Folder = (typeof folders)[number];

export type Place =
  | { readonly kind: "root" }
  | { readonly kind: "folder"; readonly folder: Folder }
  | { readonly kind: "file"; readonly folder: Folder; readonly name: string };

const pathBytesMax = 1_024;
const isFolder = (name: string): name is Folder => (folders as readonly string[]).includes(name);

/** The place that a path names; relative ones stand on the root. A fault for any that steps aside from the three folders. */
export function placeOf(path: string): Place | Fault {
  const steps = stepsOf(path);
  if (!Array.isArray(steps)) return steps;
  if (steps.includes("..")) return notAllowed('A path here has no "..": there are /in, /receipts and /out.');
  const [folder, name, ...deeper] = steps;
  if (folder === undefined) return { kind: "root" };
  if (!isFolder(folder)) {
    return name === undefined
      ? noSuchFile("There are the folders /in, /receipts and /out. Send files into /in.")
      : noSuchFile("There is no such folder. There are /in, /receipts and /out.");
  }
  if (name === undefined) return { kind: "folder", folder };
  if (deeper.length > 0) return noSuchFile(`There are no folders in /${folder}.`);
  const fault = fileNameFault(name);
  return fault === undefined ? { kind: "file", folder, name } : notAllowed(fault);
}

/** The path in full, as `cd` and `pwd` need it: steps up are gone, and none leads above the root. */
export function fullPath(path: string): string | Fault {
  const steps = stepsOf(path);
  if (!Array.isArray(steps)) return steps;
  const full: string[] = [];
  for (const step of steps) {
    if (step !== "..") full.push(step);
    else if (full.pop() === undefined) return notAllowed("There is nothing above the root.");
  }
  return `/${full.join("/")}`;
}

function stepsOf(path: string): string[] | Fault {
  if (Buffer.byteLength(path) > pathBytesMax)
    return notAllowed(`The path is longer than ${pathBytesMax} bytes.`);
  if (path.includes("\0")) return notAllowed("The path holds a zero byte.");
  return path.split("/").filter((step) => step !== "" && step !== ".");
}
