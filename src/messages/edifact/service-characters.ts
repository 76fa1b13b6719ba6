// The six service characters of an interchange (UNA), and the rules a set of them must obey.

/** The service characters as byte values; `release` and `repetition` are -1 where the interchange uses none. */
export type ServiceCharacters = {
  readonly component: number;
  readonly element: number;
  readonly decimal: number;
  readonly release: number;
  readonly repetition: number;
  readonly terminator: number;
};

/** What holds without UNA: `:+.? '` (ISO 9735 level A). */
export const DEFAULT_CHARACTERS: ServiceCharacters = {
  component: 0x3a,
  element: 0x2b,
  decimal: 0x2e,
  release: 0x3f,
  repetition: -1,
  terminator: 0x27,
};

/** What holds without UNA where the byte after UNB is the level B element separator (ISO 9735 level B). */
export const LEVEL_B_CHARACTERS: ServiceCharacters = {
  component: 0x1f,
  element: 0x1d,
  decimal: 0x2e,
  release: -1,
  repetition: -1,
  terminator: 0x1c,
};

/** Of a document in XML, to be laid out: a line begins with each `<` that opens an element. */
export const XML_CHARACTERS: ServiceCharacters = {
  component: 0x20,
  element: 0x20,
  decimal: 0x2e,
  release: -1,
  repetition: -1,
  terminator: 0x3c,
};

const SPACE = 0x20;

/** Whether the byte is a letter A-Z, a-z or a digit in ASCII. */
export function isAlphanumeric(byte: number): boolean {
  return (byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a);
}

function canSeparate(byte: number): boolean {
  return !isAlphanumeric(byte) && byte !== 0x0d && byte !== 0x0a && byte !== 0 && byte !== SPACE;
}

/**
 * The service characters of the six bytes after `UNA` at `at`. Null when they cannot be used: component separator,
 * element separator or terminator alphanumeric, blank, a line break, NUL or equal to another (CONTRL code 20).
 */
export function readServiceCharacters(bytes: Uint8Array, at: number): ServiceCharacters | null {
  const component = bytes[at] ?? 0;
  const element = bytes[at + 1] ?? 0;
  const decimal = bytes[at + 2] ?? 0;
  const release = bytes[at + 3] ?? 0;
  const repetition = bytes[at + 4] ?? 0;
  const terminator = bytes[at + 5] ?? 0;
  if (!canSeparate(component) || !canSeparate(element) || !canSeparate(terminator)) return null;
  if (component === element || component === terminator || element === terminator) return null;
  const releaseClashes = release === component || release === element || release === terminator;
  if (releaseClashes || isAlphanumeric(release) || release < SPACE) return null;
  return {
    component,
    element,
    decimal,
    release: release === SPACE ? -1 : release,
    repetition: repetition === SPACE || !canSeparate(repetition) ? -1 : repetition,
    terminator,
  };
}

/**
 * The service characters that an answer can be written with: those of the message answered, unless one of them is beyond
 * ASCII (values go out as UTF-8, where such a byte would be a part of letters) or two are the same, as a damaged header
 * has it; then the defaults.
 */
export function writableCharacters(characters: ServiceCharacters): ServiceCharacters {
  const { component, element, release, repetition, terminator } = characters;
  const used = [component, element, terminator, release, repetition].filter((byte) => byte >= 0);
  const isWritable =
    Object.values(characters).every((byte) => byte < 0x80) && new Set(used).size === used.length;
  return isWritable ? characters : DEFAULT_CHARACTERS;
}
