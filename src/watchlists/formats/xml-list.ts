// What the readers of XML lists share: one pass over the records, refusals in the terms of lists.
import { elementTree, type Element } from "#messages";
import { refused, type ListRefusal } from "./reading.ts";

const DEPTH = 16;

/** The root's name without prefix and its attributes. */
export type XmlRoot = { readonly name: string; readonly attributes: Readonly<Record<string, string>> };

/**
 * Calls `read` for each record of the list. Returns the root, or a refusal: of what is not well formed, not complete,
 * has a document type declaration or nests too deeply.
 */
export function eachRecord(
  bytes: Buffer,
  records: readonly string[],
  read: (record: Element) => void,
): XmlRoot | ListRefusal {
  let root: XmlRoot = { name: "", attributes: {} };
  const fault = elementTree(
    bytes,
    { record: records, depth: DEPTH, plainNames: true },
    {
      root: (name, attributes) => {
        root = { name, attributes };
      },
      record: read,
    },
  );
  if (fault === null) return root;
  const reason = fault.reason === "too-large-markup" ? "not-well-formed" : fault.reason;
  return refused(reason, { line: fault.line }, fault);
}

/** All elements of a name below this one, however deep. */
export function within(element: Element, name: string): readonly Element[] {
  return element.children.flatMap((child) => [
    ...(child.name === name ? [child] : []),
    ...within(child, name),
  ]);
}

/** Texts of all elements of a name below this one that are not empty. */
export function textsWithin(element: Element, name: string): readonly string[] {
  return within(element, name)
    .map((one) => one.trimmed)
    .filter((text) => text !== "");
}
