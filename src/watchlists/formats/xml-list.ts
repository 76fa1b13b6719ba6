// What the readers of XML lists share: one pass over the records, refusals in the terms of lists.
import { elementTree, type Element } from "#messages";
import { listSentences } from "../sentences.ts";
import { refused, type ListRefusal } from "./reading.ts";

const DEPTH = 16;

type XmlFault = NonNullable<ReturnType<typeof elementTree>>;

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
  return xmlRefused(fault);
}

/** What is wrong with the XML, with how to mend it; in English also what the reader of XML says of the place. */
export function xmlRefused({ reason: found, line, text: said }: XmlFault): ListRefusal {
  const reason = found === "too-large-markup" ? "not-well-formed" : found;
  return refused(reason, { line }, { line, text: `${listSentences[reason]} ${said}` });
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
