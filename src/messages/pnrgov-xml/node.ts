// An element of a PNRGOV XML with what stands in it, its names without prefix, case and hyphens, and what has been read of it.
import type { XmlAttribute } from "../xml/read-xml.ts";
import type { XmlRange } from "../xml/xml-text.ts";
import type { Origin } from "./layout.ts";

/** `iata:SSR_Code` and `SSRCode` are one name: `ssrcode`. */
export function plainName(name: string): string {
  return localName(name)
    .toLowerCase()
    .replace(/[^a-z0-9]/g, "");
}

function localName(name: string): string {
  return name.slice(name.lastIndexOf(":") + 1);
}

/** Declarations and schema hints: no data of anyone. */
const TECHNICAL = /^(?:xmlns(?::|$)|xsi:|xml:)/;

type Held = XmlRange & { readonly name: string; used: boolean };

export class PnrNode implements Origin {
  readonly key: string;
  readonly name: string;
  readonly ordinal: number;
  readonly at: number;
  readonly children: PnrNode[] = [];
  readonly #attributes: Held[];
  readonly #texts: Held[] = [];
  #isKnown = false;

  constructor(sent: string, attributes: readonly XmlAttribute[], place: { ordinal: number; at: number }) {
    this.name = localName(sent);
    this.key = plainName(sent);
    this.ordinal = place.ordinal;
    this.at = place.at;
    this.#attributes = attributes
      .filter(({ name, start, end }) => start < end && !TECHNICAL.test(name))
      .map(({ name, start, end }) => ({ name: plainName(name), start, end, used: false }));
  }

  addText(range: XmlRange): void {
    this.#texts.push({ ...range, name: "", used: false });
  }

  /** The value of the first of these attributes that is there. */
  attribute(...names: readonly string[]): XmlRange | null {
    for (const name of names) {
      const found = this.#attributes.find((one) => one.name === name);
      if (found === undefined) continue;
      found.used = true;
      return found;
    }
    return null;
  }

  /** The texts that stand directly in the element. */
  text(): readonly XmlRange[] {
    this.#isKnown = true;
    for (const one of this.#texts) one.used = true;
    return this.#texts;
  }

  /** The first child of one of these names. */
  child(...keys: readonly string[]): PnrNode | undefined {
    return this.all(...keys)[0];
  }

  /** The children of these names, which are known from now on. */
  all(...keys: readonly string[]): readonly PnrNode[] {
    const found = this.children.filter((child) => keys.includes(child.key));
    for (const one of found) one.#isKnown = true;
    return found;
  }

  /** The element and what stands in it is admitted and stays in the source, though the model has no place for it. */
  keep(): void {
    this.#isKnown = true;
    for (const one of this.#attributes) one.used = true;
    for (const one of this.#texts) one.used = true;
    for (const child of this.children) child.keep();
  }

  /** The element is known, and nothing in it is read. */
  know(): void {
    this.#isKnown = true;
    for (const child of this.children) child.know();
  }

  /** Tells every value that nothing has read, and every element that is not known. */
  leftOver(on: {
    readonly value: (range: XmlRange) => void;
    readonly element: (node: PnrNode) => void;
  }): void {
    for (const one of this.#attributes) if (!one.used) on.value(one);
    for (const one of this.#texts) if (!one.used) on.value(one);
    for (const child of this.children) {
      if (!child.#isKnown) on.element(child);
      child.leftOver(on);
    }
  }
}
