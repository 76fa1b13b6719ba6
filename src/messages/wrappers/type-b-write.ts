// Writes Type B telegrams: address lines, origin, and a text in lines of 63 characters.

type TypeBTelegram = {
  /** `QU` and the like. */
  readonly priority: string;
  /** Seven characters each. */
  readonly to: readonly string[];
  readonly from: string;
  /** When it is sent. */
  readonly at: Date;
  readonly possibleDuplicate?: boolean;
  readonly text: string;
  /** STX before the text, ETX after it. */
  readonly controls?: boolean;
};

/** Columns of a line of text (transport.md section 2). */
const width = 63;
/** What every network carries in a line: a text that was laid out in lines no longer than this is left so. */
const widestLine = 69;
const addressesInLine = 8;

/**
 * The telegram with CRLF at each line's end. Its text is wrapped where no release character is parted from what it
 * releases, and where no line ends or begins with a blank, which a line's end swallows.
 */
export function writeTypeB(telegram: TypeBTelegram): string {
  const [before, after] = telegram.controls === true ? ["\u0002", "\u0003"] : ["", ""];
  return `${headOf(telegram)}${before}${wrapText(telegram.text)}\r\n${after}`;
}

/** The lines before the text. */
function headOf(telegram: TypeBTelegram): string {
  const lines: string[] = [];
  for (let i = 0; i < telegram.to.length; i += addressesInLine) {
    const addresses = telegram.to.slice(i, i + addressesInLine).join(" ");
    lines.push(i === 0 ? `${telegram.priority} ${addresses}` : addresses);
  }
  lines.push(`.${telegram.from} ${sentAt(telegram.at)}${telegram.possibleDuplicate === true ? " PDM" : ""}`);
  return `${lines.join("\r\n")}\r\n`;
}

/** What networks carry in one telegram, its header included (transport.md section 2: about 3,500 to 4,000). */
const charactersMax = 3_500;
/** Part numbers have two digits; a text that would need more goes in longer telegrams. */
const partsMax = 99;
/** Behind the origin line: `PART 12/34`. */
const partLine = 12;

/**
 * A text as the telegrams that carry it, in their order: one where it fits, else several of at most 3,500 characters under
 * the same header, numbered `PART 1/3` in a line of their own. Cut between lines, which say nothing: put together without
 * them the texts are the text.
 */
export function writeTypeBParts(telegram: TypeBTelegram): readonly string[] {
  const whole = writeTypeB(telegram);
  if (whole.length <= charactersMax) return [whole];
  const around = writeTypeB({ ...telegram, text: "" }).length + partLine;
  const lines = wrapText(telegram.text).split("\r\n");
  const length = lines.reduce((sum, line) => sum + line.length + 2, 0);
  // A line more than the average: where parts end depends on the lines.
  const room = Math.max(charactersMax - around, Math.ceil(length / partsMax) + width + 2);
  const texts: string[] = [];
  let text: string[] = [];
  let used = 0;
  for (const line of lines) {
    if (used + line.length + 2 > room) {
      texts.push(text.join("\r\n"));
      [text, used] = [[], 0];
    }
    text.push(line);
    used += line.length + 2;
  }
  texts.push(text.join("\r\n"));
  return texts.map((each, at) => {
    const [before, after] = telegram.controls === true ? ["\u0002", "\u0003"] : ["", ""];
    return `${headOf(telegram)}PART ${at + 1}/${texts.length}\r\n${before}${each}\r\n${after}`;
  });
}

/** Day of the month and time, UTC. */
function sentAt(at: Date): string {
  return at.toISOString().replace(/^\d{4}-\d{2}-(\d{2})T(\d{2}):(\d{2}).*$/, "$1$2$3");
}

/** Wraps each line of a text at 63 columns, unless it is in lines of 69 at most already, as it was agreed. */
export function wrapText(text: string): string {
  const release = serviceString(text)[3] ?? " ";
  const lines = text.split(/\r\n|\r|\n/).filter((line) => line !== "");
  const isLaidOut = lines.length > 1 && lines.every(({ length }) => length <= widestLine);
  return (isLaidOut ? lines : lines.map((line) => wrapLine(line, release))).join("\r\n");
}

function wrapLine(line: string, release: string): string {
  const lines: string[] = [];
  let from = 0;
  while (line.length - from > width) {
    const to = breakBefore(line, from, release);
    lines.push(line.slice(from, to));
    from = to;
  }
  lines.push(line.slice(from));
  return lines.join("\r\n");
}

/** Where a line may be broken at last: after a character that is no blank and no odd release, before one that is no blank. */
function breakBefore(line: string, from: number, release: string): number {
  for (let at = from + width; at > from + 1; at--) {
    if (line[at - 1] !== " " && line[at] !== " " && !endsInRelease(line, at, release)) return at;
  }
  // Nothing but blanks and releases: a pair is kept together all the same.
  return from + width - (endsInRelease(line, from + width, release) ? 1 : 0);
}

/** Whether the character before `at` releases the one at it: an odd number of releases stands there. */
function endsInRelease(line: string, at: number, release: string): boolean {
  if (release === " ") return false;
  let count = 0;
  while (line[at - 1 - count] === release) count++;
  return count % 2 === 1;
}

/** UNA's six characters of the interchange in a text; the usual ones where it has none. */
function serviceString(text: string): string {
  return /UNA([^]{6})/.exec(text)?.[1] ?? usual;
}

const usual = ":+.? '";
/** Line ends, and the separators of syntax level B. */
const keptControls = "\r\n\u001c\u001d\u001e\u001f";
const allTelegraphed = /^[A-Z0-9 \-?:().,'+/=]*$/;
const notTelegraphed = /[^A-Z0-9 \-?:().,'+/=\r\n]/g;

/**
 * An interchange with what the partner's line can carry: plain ASCII, letters without their marks, other characters as
 * blanks. Where its UNA chooses service characters of the telegraph's alphabet (ITA2) over the usual ones, the line carries
 * no others: capital letters, digits and `- ? : ( ) . , ' + / =`. Every character stays one, so that no length changes.
 */
export function plainForLine(text: string): string {
  const ascii = text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/\P{ASCII}|\p{Cc}/gu, (character) => (keptControls.includes(character) ? character : " "));
  const chosen = serviceString(text);
  if (chosen === usual || !allTelegraphed.test(chosen)) return ascii;
  return ascii.toUpperCase().replace(notTelegraphed, " ");
}
