// An element of a PNRGOV XML with what stands in it, its names without prefix, case and hyphens, and what has been read of it.
import type { XmlAttribute } from "../xml/read-xml.ts";
import type { XmlRange } from "../xml/xml-text.ts";
import type { Origin } from "./layout.ts";

/** What is known of a name as sent. */
type Name = {
  /** Without its prefix. */
  readonly local: string;
  /** Without case and punctuation too. */
  readonly key: string;
  /** Declarations and schema hints: no data of anyone. */
  readonly isTechnical: boolean;
};

const TECHNICAL = /^(?:xmlns(?::|$)|xsi:|xml:)/;
/** Names met: a document has few. */
const names = new Map<string, Name>();
const MOST_NAMES = 2000;

function nameOf(sent: string): Name {
  const known = names.get(sent);
  if (known !== undefined) return known;
  const local = sent.slice(sent.lastIndexOf(":") + 1);
  const key = local.toLowerCase().replace(/[^a-z0-9]/g, "");
  const name = { local, key, isTechnical: TECHNICAL.test(sent) };
  if (names.size >= MOST_NAMES) names.clear();
  names.set(sent, name);
  return name;
}

/** `iata:SSR_Code` and `SSRCode` are one name: `ssrcode`. */
export function plainName(name: string): string {
  return nameOf(name).key;
}

type Held = XmlRange & { readonly name: string; used: boolean };

const NONE: readonly PnrNode[] = [];

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
    const { local, key } = nameOf(sent);
    this.name = local;
    this.key = key;
    this.ordinal = place.ordinal;
    this.at = place.at;
    this.#attributes = [];
    for (const { name, start, end } of attributes) {
      if (start >= end) continue;
      const { key: plain, isTechnical } = nameOf(name);
      if (!isTechnical) this.#attributes.push({ name: plain, start, end, used: false });
    }
  }

  addText(range: XmlRange): void {
    this.#texts.push({ ...range, name: "", used: false });
  }

  /** The value of the first of these attributes that is there. */
  attribute(...names: readonly string[]): XmlRange | null {
    for (const name of names) {
      for (const one of this.#attributes) {
        if (one.name !== name) continue;
        one.used = true;
        return one;
      }
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
    let found: PnrNode[] | null = null;
    for (const child of this.children) {
      if (!keys.includes(child.key)) continue;
      child.#isKnown = true;
      if (found === null) found = [child];
      else found.push(child);
    }
    return found ?? NONE;
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
