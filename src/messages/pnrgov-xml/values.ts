// Dates, names and codes of a PNRGOV XML in the notation that the segments use.
import { xmlText, type XmlRange } from "../xml/xml-text.ts";
import type { Component, Value } from "./layout.ts";
import type { PnrNode } from "./node.ts";

const MOMENT =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ]+(\d{2}):(\d{2})(?::\d{2}(?:\.\d+)?)?)?(?:Z|[+-]\d{2}:?\d{2})?$/;
const MONTHS = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split(" ");

/** Values of one document: what is asked of them needs its bytes. */
export class Values {
  readonly source: Buffer;

  constructor(source: Buffer) {
    this.source = source;
  }

  text(range: XmlRange | null | undefined): string {
    if (range === null || range === undefined) return "";
    const text = xmlText(this.source, range);
    return isOneWord(text) ? text : text.replace(/[\s\p{Cc}]+/gu, " ").trim();
  }

  /** Texts of an element in a row. */
  textOf(node: PnrNode | undefined): readonly Value[] {
    return node === undefined ? [] : node.text();
  }

  /** Date and time as DDMMCCYY and HHMM; what is written otherwise comes as it is, for the reader to report. */
  moment(range: XmlRange | null): readonly [date: Component, time: Component] {
    if (range === null) return [null, null];
    const match = MOMENT.exec(this.text(range));
    if (match === null) return [range, null];
    const [, year = "", month = "", day = "", hour, minute] = match;
    const date = { ...range, made: day + month + year };
    return [date, hour === undefined ? null : { ...range, made: `${hour}${minute ?? ""}` }];
  }

  /** The same as one text, for comparing: `YYYY-MM-DDTHH:MM` or `YYYY-MM-DD`; null when it is none. */
  isoMoment(range: XmlRange | null): string | null {
    const match = MOMENT.exec(this.text(range));
    if (match === null) return null;
    const [, year, month, day, hour, minute] = match;
    return `${year}-${month}-${day}${hour === undefined ? "" : `T${hour}:${minute ?? ""}`}`;
  }

  /** A date as documents are typed, `26APR2025`, to stand between slashes. */
  namedDay(range: XmlRange | null): Component {
    if (range === null) return null;
    const match = MOMENT.exec(this.text(range));
    const month = MONTHS[Number(match?.[2]) - 1];
    if (match === null || month === undefined) return { ...range, apart: true };
    return { ...range, made: `${match[3]}${month}${match[1]}` };
  }

  /** A card's expiry as MMYY. */
  cardExpiry(range: XmlRange | null): Component {
    if (range === null) return null;
    const text = this.text(range);
    const byYear = /^(?:20)?(\d{2})-(\d{2})(?:-\d{2})?$/.exec(text);
    if (byYear !== null) return { ...range, made: `${byYear[2]}${byYear[1]}` };
    const byMonth = /^(\d{2})[/-](?:20)?(\d{2})$/.exec(text);
    return byMonth === null ? range : { ...range, made: `${byMonth[1]}${byMonth[2]}` };
  }

  /** References of travellers, of which one attribute may hold several. */
  references(range: XmlRange | null): readonly string[] {
    return this.text(range)
      .split(" ")
      .filter((one) => one !== "")
      .slice(0, MOST_REFERENCES);
  }
}

const MOST_REFERENCES = 99;

/** Whether nothing but ASCII that shows is in it. */
function isOneWord(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code <= 0x20 || code >= 0x7f) return false;
  }
  return true;
}

/** Parts of a text in a row with a mark between those that are there. */
export function joined(parts: readonly (readonly Value[])[], mark: string): readonly (string | Value)[] {
  const row: (string | Value)[] = [];
  for (const part of parts) {
    if (part.length === 0) continue;
    if (row.length > 0) row.push(mark);
    // One by one: an element may hold more texts than a call can take.
    for (const value of part) row.push(value);
  }
  return row;
}
