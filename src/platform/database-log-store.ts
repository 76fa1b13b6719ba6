// Asks a database server whether its own log could hold statements or the values in them: passenger data on a disk of its own.
import { connectTo } from "./database-connection.ts";

/** What each setting must be, as pg_settings writes it, so that no passenger data reach the server's log. */
const quiet: Readonly<Record<string, readonly string[]>> = {
  log_statement: ["none", "ddl"],
  log_min_error_statement: ["panic", "fatal"],
  log_min_duration_statement: ["-1"],
  log_min_duration_sample: ["-1"],
  log_transaction_sample_rate: ["0"],
  log_error_verbosity: ["terse"],
  log_parameter_max_length_on_error: ["0"],
};

/**
 * A line for each setting of the server at `url` that lets statements or values into its log, with how to mend it; none for a
 * quiet one. What a setting cannot do here (its sampling is off) is not told.
 */
export async function settingsThatTell(url: string): Promise<string[]> {
  const client = await connectTo(url, { answerMsMax: 5_000 });
  try {
    const { rows } = await client.query<{ name: string; setting: string }>(
      "select name, setting from pg_settings where name = any ($1) order by name",
      [Object.keys(quiet)],
    );
    return rows
      .filter(({ name, setting }) => quiet[name]?.includes(setting) === false)
      .map(
        ({ name, setting }) =>
          `the database server may write passenger data to its own log: ${name} is ${setting}. As its superuser: alter system set ${name} = '${quiet[name]?.[0]}'; select pg_reload_conf();`,
      );
  } finally {
    await client.end();
  }
}
