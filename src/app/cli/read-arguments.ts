// Options of a command: read, or the reason why not.
import { parseArgs, type ParseArgsOptionsConfig } from "node:util";

/**
 * Reads options and words. Returns what is wrong with them as a text; an empty one when help was asked for.
 */
export function readArguments<Options extends ParseArgsOptionsConfig>(
  args: readonly string[],
  options: Options,
) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { ...options, help: { type: "boolean", short: "h" } },
      allowPositionals: true,
    });
    return "help" in values && values.help === true ? "" : { values, words: positionals };
  } catch (error) {
    return error instanceof Error ? (error.message.split(". ")[0] ?? error.message) : String(error);
  }
}
