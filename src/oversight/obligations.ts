// The obligations of the law, each with its id, what the system must do for it and how that is shown; and what a citation of one means.
import table from "./obligations.json" with { type: "json" };

/** E: the software prevents the contrary. D: by default. V: it gives evidence. P: procedure. Null: text that others refer to. */
export type Mode = "E" | "D" | "V" | "P" | null;

export type Obligation = {
  /** `<SOURCE>-<article or paragraph>`: "PNRD-12.1", "CJEU817-163-174 / 263-291". */
  readonly id: string;
  readonly duty: string;
  /** What the system must do. */
  readonly how: string;
  /** How an automated test shows it. */
  readonly shown: string;
  readonly default: string;
  /** "no": never weaker than stated; "law": by the legal profile; "op": operating choice. */
  readonly cfg: string | null;
  readonly mode: Mode;
};

/** All of them, in the order of the catalogue. */
export const obligations = table as readonly Obligation[];

/** What looks like a citation in a text. */
export const citation =
  /\b(?:PNRD|CJEU817|EUAPI12|EUAPI13|ANX9|UNSCR\d*|OSCE|CoE108|LED|HR|AIA|WCO|IPOL|AGR|WL)-[A-Za-z0-9]+(?:[./-][A-Za-z0-9]+)*/g;

/**
 * The row that a citation means; a single paragraph means the row of the range that covers it ("CJEU817-188" is
 * "CJEU817-182-192", "LED-7.3" is "LED-7.2-3"). Undefined when no row is meant.
 */
export function obligationCited(cited: string): Obligation | undefined {
  return byName.get(cited) ?? obligations.find(({ id }) => spans(id).some((span) => covers(span, cited)));
}

/** Names a row can be cited by: its id whole, its head before brackets, and each part of "a / b". */
const byName = new Map(obligations.flatMap((row) => namesOf(row.id).map((name) => [name, row] as const)));

function namesOf(id: string): readonly string[] {
  const [first = id, ...more] = id.split(" / ").map((part) => part.replace(/ \(.*$/, ""));
  const source = first.slice(0, first.indexOf("-") + 1);
  // "AIA-5.1c,g" stands for 5.1c and 5.1g.
  const [letters = "", ...others] = first.split(",");
  const stem = letters.slice(0, -1);
  const lettered = others.length === 0 ? [] : [letters, ...others.map((letter) => `${stem}${letter}`)];
  return [id, first, ...lettered, ...more.map((part) => `${source}${part}`)];
}

type Span = { readonly before: string; readonly from: number; readonly until: number };

/** The numbers between which an id of a range stands, with what comes before them; none for a single id. */
function spans(id: string): readonly Span[] {
  return namesOf(id).flatMap((name) => {
    const found = /^(.*?[-.])(\d+)-(\d+)$/.exec(name);
    return found === null
      ? []
      : [{ before: found[1] ?? "", from: Number(found[2]), until: Number(found[3]) }];
  });
}

function covers({ before, from, until }: Span, cited: string): boolean {
  const number = cited.startsWith(before) ? cited.slice(before.length) : "";
  return /^\d+$/.test(number) && Number(number) >= from && Number(number) <= until;
}
