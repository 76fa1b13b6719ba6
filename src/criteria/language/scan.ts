// Cuts the text of a rule into words, values and signs, each with its place.
import { printablePattern } from "./ast.ts";
import { said, type Said } from "./fault.ts";

const printable = new RegExp(printablePattern);

export type Token =
  | {
      readonly kind: "word" | "sign" | "date";
      readonly text: string;
      readonly offset: number;
      readonly end: number;
    }
  | { readonly kind: "text"; readonly text: string; readonly offset: number; readonly end: number }
  | {
      readonly kind: "number";
      readonly text: string;
      readonly number: number;
      readonly offset: number;
      readonly end: number;
    }
  | { readonly kind: "end"; readonly text: ""; readonly offset: number; readonly end: number };

/** What could not be read, as a fault of the text at one letter. */
export class Unreadable extends Error {
  readonly offset: number;
  readonly wrong: Said;
  readonly mend: Said;
  constructor(offset: number, wrong: Said, mend: Said) {
    super(wrong.code);
    this.offset = offset;
    this.wrong = wrong;
    this.mend = mend;
  }
}

const blank = /(?:[ \t\r\n]+|#[^\n]*)+/y;
const word = /[a-z][a-z0-9]*(?:-[a-z0-9]+)*(?:\.[a-z][a-z0-9]*(?:-[a-z0-9]+)*)?/y;
const date = /\d{4}-\d{2}-\d{2}(?!\d)/y;
const number = /-?\d+(?:\.\d+)?(?:e[+-]?\d{1,3})?/y;
const quoted = /"(?:[^"\\\n]|\\.)*"/y;
const sign = /<=|>=|!=|[()<>=,:+-]/y;

const longest = 200;
const isPrintable = (value: string): boolean => printable.test(value);

function match(pattern: RegExp, text: string, from: number): string | null {
  pattern.lastIndex = from;
  return pattern.exec(text)?.[0] ?? null;
}

/** All tokens of `text`, the last of kind "end". Throws Unreadable at the first letter that belongs to none. */
export function scan(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  for (;;) {
    at += match(blank, text, at)?.length ?? 0;
    if (at >= text.length) break;
    const token = tokenAt(text, at, tokens.at(-1));
    tokens.push(token);
    at = token.end;
  }
  tokens.push({ kind: "end", text: "", offset: text.length, end: text.length });
  return tokens;
}

function tokenAt(text: string, at: number, before: Token | undefined): Token {
  const name = match(word, text, at);
  if (name !== null) return { kind: "word", text: name, offset: at, end: at + name.length };
  const day = match(date, text, at);
  if (day !== null) return { kind: "date", text: day, offset: at, end: at + day.length };
  // After a field stands the minus of "flight.date - 3 days".
  const numeral =
    text[at] === "-" && before?.kind === "word" && before.text.includes(".") ? null : match(number, text, at);
  if (numeral !== null) {
    return { kind: "number", text: numeral, number: Number(numeral), offset: at, end: at + numeral.length };
  }
  if (text[at] === '"') return quotedAt(text, at);
  const mark = match(sign, text, at);
  if (mark !== null) return { kind: "sign", text: mark, offset: at, end: at + mark.length };
  const letter = String.fromCodePoint(text.codePointAt(at) ?? 0x20);
  const hint = /[A-Z]/.test(letter) ? said("mend-small") : said("mend-quote");
  throw new Unreadable(at, said("read-letter", { letter: JSON.stringify(letter) }), hint);
}

function quotedAt(text: string, at: number): Token {
  const raw = match(quoted, text, at);
  if (raw === null) throw new Unreadable(at, said("read-open"), said("mend-close"));
  try {
    const value: unknown = JSON.parse(raw);
    if (typeof value !== "string" || value.length > longest || !isPrintable(value))
      throw new Unreadable(at, said("read-value-long", { most: longest }), said("mend-shorten"));
    return { kind: "text", text: value, offset: at, end: at + raw.length };
  } catch (problem) {
    if (problem instanceof Unreadable) throw problem;
    throw new Unreadable(at, said("read-backslash", { found: raw }), said("mend-backslash"));
  }
}
