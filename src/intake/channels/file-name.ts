// Names of files as carriers give them: which are taken, and which mean "not yet finished".

/** Room is left for the endings of receipts below the 255 bytes that file systems allow. */
export const fileNameBytesMax = 240;

/**
 * What is wrong with a file's name, in words for the carrier's programmer; undefined for a good one. The name is never
 * trusted for more than naming the receipt: no folders, nothing invisible, one way to write each letter.
 */
export function fileNameFault(name: string): string | undefined {
  if (name === "" || name === "." || name === "..") return "The file has no name.";
  if (Buffer.byteLength(name) > fileNameBytesMax) {
    return `The name is longer than ${fileNameBytesMax} bytes: the receipt is named after it. Shorten it.`;
  }
  if (/[/\\]/.test(name)) return "The name holds a slash or backslash. Send files into /in itself.";
  // Control and format characters (also those that turn the direction of text), unassigned ones, broken UTF-8.
  if (/[\p{C}\p{Zl}\p{Zp}\uFFFD]/u.test(name))
    return "The name holds an invisible or broken character. Use letters and digits.";
  if (name.normalize("NFC") !== name)
    return "The name is not in Unicode's composed form (NFC). Use plain letters and digits.";
  if (/^[.~\s-]|[.\s]$/u.test(name)) {
    return "The name begins with a dot, dash, tilde or blank, or ends in a dot or blank. Begin and end it with a letter or digit.";
  }
  if (/[<>:"|?*;]/.test(name))
    return 'The name holds one of < > : " | ? * ; . Use letters, digits, dots, dashes and underscores.';
  return undefined;
}

/** Whether the name says that its file is still being written: it is taken once it is renamed. */
export function isUnfinishedName(name: string): boolean {
  return /\.(?:tmp|part|partial|filepart)$/i.test(name);
}
