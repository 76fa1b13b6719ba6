// A small strict reader of list XML: elements, attributes and text as events; no entities beyond the five, no DTD.

/** What the reader meets. Attribute names keep their prefix. */
export type XmlHandler = {
  readonly open: (name: string, attributes: Readonly<Record<string, string>>) => void;
  readonly text: (text: string) => void;
  readonly close: (name: string) => void;
};

export type XmlFault = {
  readonly reason: "not-well-formed" | "truncated" | "forbidden-construct" | "too-deep";
  readonly text: string;
  readonly line: number;
};

export type XmlLimits = { readonly depth: number };

const NAME = /[A-Za-z_:][\w:.-]*/y;
const ATTRIBUTE = /\s+([A-Za-z_:][\w:.-]*)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y;
const TAG_END = /\s*(\/?)>/y;
const ENTITY = /&(?:#(\d{1,7})|#x([0-9A-Fa-f]{1,6})|(amp|lt|gt|quot|apos));/g;
const NAMED: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** Decodes the five predefined entities and character references; an unknown entity stays as written. */
function decoded(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(ENTITY, (whole, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return NAMED[name] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex ?? "", 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

/**
 * Reads a whole XML text, calling the handler in document order. Returns null when all of it was well formed, else the
 * first fault with its line. Refuses document type declarations (and with them external and expanding entities).
 */
export function readXml(text: string, handler: XmlHandler, limits: XmlLimits): XmlFault | null {
  const reader = new XmlReader(text, handler, limits);
  return reader.read();
}

class XmlReader {
  readonly #text: string;
  readonly #handler: XmlHandler;
  readonly #limits: XmlLimits;
  readonly #open: string[] = [];
  #at = 0;
  #rootSeen = false;

  constructor(text: string, handler: XmlHandler, limits: XmlLimits) {
    this.#text = text;
    this.#handler = handler;
    this.#limits = limits;
    if (text.startsWith("\uFEFF")) this.#at = 1;
  }

  read(): XmlFault | null {
    while (this.#at < this.#text.length) {
      const next = this.#text.indexOf("<", this.#at);
      const end = next < 0 ? this.#text.length : next;
      const fault =
        this.#characters(this.#text.slice(this.#at, end)) ?? (next < 0 ? null : this.#markup(next));
      if (fault !== null) return fault;
      if (next < 0) break;
    }
    const unclosed = this.#open.at(-1);
    if (unclosed !== undefined)
      return this.#fault(
        "truncated",
        `The file ends inside <${unclosed}>: it is not complete. Fetch it again.`,
      );
    return this.#rootSeen ? null : this.#fault("not-well-formed", "The file holds no element.");
  }

  #characters(text: string): XmlFault | null {
    this.#at += text.length;
    if (this.#open.length > 0) {
      if (text !== "") this.#handler.text(decoded(text));
      return null;
    }
    return text.trim() === ""
      ? null
      : this.#fault("not-well-formed", "Text stands outside the root element.");
  }

  #markup(at: number): XmlFault | null {
    const text = this.#text;
    if (text.startsWith("<!--", at)) return this.#skipTo("-->", at + 4, "comment");
    if (text.startsWith("<?", at)) return this.#skipTo("?>", at + 2, "processing instruction");
    if (text.startsWith("<![CDATA[", at)) return this.#cdata(at);
    if (text.startsWith("<!", at)) {
      return this.#fault(
        "forbidden-construct",
        "The file has a document type declaration, which lists do not need. Refused.",
      );
    }
    return text.startsWith("</", at) ? this.#closing(at) : this.#opening(at);
  }

  #skipTo(mark: string, from: number, what: string): XmlFault | null {
    const end = this.#text.indexOf(mark, from);
    if (end < 0) return this.#fault("truncated", `The file ends inside a ${what}.`);
    this.#at = end + mark.length;
    return null;
  }

  #cdata(at: number): XmlFault | null {
    const end = this.#text.indexOf("]]>", at);
    if (end < 0) return this.#fault("truncated", "The file ends inside a CDATA section.");
    if (this.#open.length === 0)
      return this.#fault("not-well-formed", "Text stands outside the root element.");
    this.#handler.text(this.#text.slice(at + 9, end));
    this.#at = end + 3;
    return null;
  }

  #closing(at: number): XmlFault | null {
    const end = this.#text.indexOf(">", at);
    if (end < 0) return this.#fault("truncated", "The file ends inside a closing tag.");
    const name = this.#text.slice(at + 2, end).trim();
    const open = this.#open.pop();
    if (open !== name) {
      return this.#fault(
        "not-well-formed",
        `</${name.slice(0, 60)}> closes ${open === undefined ? "nothing" : `<${open}>`}.`,
      );
    }
    this.#at = end + 1;
    this.#handler.close(name);
    return null;
  }

  #opening(at: number): XmlFault | null {
    if (!this.#text.includes(">", at))
      return this.#fault("truncated", "The file ends inside a tag: it is not complete. Fetch it again.");
    NAME.lastIndex = at + 1;
    const name = NAME.exec(this.#text)?.[0];
    if (name === undefined) return this.#fault("not-well-formed", "A tag without a name.");
    let place = at + 1 + name.length;
    const attributes: Record<string, string> = {};
    for (;;) {
      ATTRIBUTE.lastIndex = place;
      const attribute = ATTRIBUTE.exec(this.#text);
      if (attribute === null) break;
      attributes[attribute[1] ?? ""] = decoded(attribute[2] ?? attribute[3] ?? "");
      place = ATTRIBUTE.lastIndex;
    }
    TAG_END.lastIndex = place;
    const end = TAG_END.exec(this.#text);
    if (end === null) return this.#fault("not-well-formed", `The tag <${name}> is malformed.`);
    if (this.#open.length === 0 && this.#rootSeen)
      return this.#fault("not-well-formed", "A second root element.");
    if (this.#open.length >= this.#limits.depth) {
      return this.#fault("too-deep", `Elements are nested more than ${this.#limits.depth} deep.`);
    }
    this.#rootSeen = true;
    this.#at = TAG_END.lastIndex;
    this.#handler.open(name, attributes);
    if (end[1] === "/") this.#handler.close(name);
    else this.#open.push(name);
    return null;
  }

  #fault(reason: XmlFault["reason"], text: string): XmlFault {
    let line = 1;
    for (let at = this.#text.indexOf("\n"); at >= 0 && at < this.#at; at = this.#text.indexOf("\n", at + 1))
      line += 1;
    return { reason, text, line };
  }
}
