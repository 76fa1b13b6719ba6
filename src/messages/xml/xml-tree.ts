// Gathers one kind of element of an XML as small trees, one at a time, so that memory holds one record.
import { readXml, type XmlFault } from "./read-xml.ts";
import { xmlText } from "./xml-text.ts";

/** An element with its text and children; texts are trimmed and their white space made single. */
export class Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[] = [];
  text = "";

  constructor(name: string, attributes: Readonly<Record<string, string>>) {
    this.name = name;
    this.attributes = attributes;
  }

  all(name: string): readonly Element[] {
    return this.children.filter((child) => child.name === name);
  }

  /** Text of the first child of that name; empty when there is none. */
  first(name: string): string {
    return this.children.find((child) => child.name === name)?.trimmed ?? "";
  }

  /** Texts of all children of that name that are not empty. */
  values(name: string): string[] {
    return this.all(name)
      .map((child) => child.trimmed)
      .filter((text) => text !== "");
  }

  get trimmed(): string {
    return this.text.replace(/\s+/g, " ").trim();
  }
}

/**
 * Calls `root` once and `record` for each complete element of the record's name (or of one of several). Names are compared without their
 * prefix where `plainNames` says so. Returns the first fault, or null.
 */
export function elementTree(
  bytes: Buffer,
  options: {
    readonly record: string | readonly string[];
    readonly depth: number;
    readonly plainNames?: boolean;
  },
  on: {
    readonly root: (name: string, attributes: Readonly<Record<string, string>>) => void;
    readonly record: (element: Element) => void;
  },
): XmlFault | null {
  const open: Element[] = [];
  const records: ReadonlySet<string> = new Set([options.record].flat());
  let rooted = false;
  const nameOf = (name: string): string =>
    options.plainNames === true ? name.slice(name.lastIndexOf(":") + 1) : name;
  return readXml(
    bytes,
    {
      open: (sent, sentAttributes) => {
        const name = nameOf(sent);
        const parent = open.at(-1);
        const isWanted = parent !== undefined || records.has(name);
        if (rooted && !isWanted) return;
        const attributes: Record<string, string> = {};
        for (const one of sentAttributes) attributes[one.name] = xmlText(bytes, one);
        if (!rooted) on.root(name, attributes);
        rooted = true;
        if (!isWanted) return;
        const element = new Element(name, attributes);
        parent?.children.push(element);
        open.push(element);
      },
      text: (range) => {
        const element = open.at(-1);
        if (element !== undefined) element.text += xmlText(bytes, range);
      },
      close: (sent) => {
        const element = open.at(-1);
        if (element === undefined || element.name !== nameOf(sent)) return;
        open.pop();
        if (open.length === 0) on.record(element);
      },
    },
    { depth: options.depth },
  );
}
