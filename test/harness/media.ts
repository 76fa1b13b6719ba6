// Searches every medium of a unit for tokens: columns of all tables, the physical files of the database, folders, log lines.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Client } from "pg";

/** Where a token was found: "table records.traveller", "file …", "log". */
export type Sighting = { readonly token: string; readonly where: string };

/** A token as it may stand in bytes: as sent, in UTF-16, in base64 at any offset, as hexadecimal digits of a bytea. */
function formsOf(token: string): readonly Buffer[] {
  const plain = Buffer.from(token);
  const base64 = [0, 1, 2].map((lead) => {
    const text = Buffer.concat([Buffer.alloc(lead, 0x20), plain])
      .toString("base64")
      .replace(/=+$/, "");
    // The first and last letters depend on what stands around.
    return text.slice(lead === 0 ? 0 : lead + 1, -2);
  });
  return [
    plain,
    Buffer.from(token.toLowerCase()),
    Buffer.from(token, "utf16le"),
    Buffer.from(plain.toString("hex")),
    ...base64.map((text) => Buffer.from(text)),
  ];
}

/** Forms of tokens by their first two bytes, and which of all pairs of bytes begin one. */
type Sought = {
  readonly begins: Uint8Array;
  readonly forms: ReadonlyMap<number, readonly { readonly form: Buffer; readonly token: string }[]>;
};
const prepared = new WeakMap<readonly string[], Sought>();

function soughtBy(tokens: readonly string[]): Sought {
  const known = prepared.get(tokens);
  if (known !== undefined) return known;
  const all = tokens.flatMap((token) => formsOf(token).map((form) => ({ form, token })));
  const forms = Map.groupBy(all, ({ form }) => form.readUInt16BE(0));
  const begins = new Uint8Array(65_536);
  for (const pair of forms.keys()) begins[pair] = 1;
  const sought = { begins, forms };
  prepared.set(tokens, sought);
  return sought;
}

/** Which of the tokens stand in bytes: all of them are sought in one walk, since a database has many bytes. */
export function tokensIn(bytes: Buffer, tokens: readonly string[]): string[] {
  const { begins, forms } = soughtBy(tokens);
  const found = new Set<string>();
  let pair = bytes[0] ?? 0;
  for (let at = 1; at < bytes.length; at += 1) {
    pair = ((pair << 8) | (bytes[at] ?? 0)) & 0xffff;
    if (begins[pair] === 0) continue;
    for (const { form, token } of forms.get(pair) ?? [])
      if (
        !found.has(token) &&
        bytes.compare(form, 0, form.length, at - 1, Math.min(at - 1 + form.length, bytes.length)) === 0
      )
        found.add(token);
  }
  return tokens.filter((token) => found.has(token));
}

/** Every row of every table of the database, as text (bytea as hexadecimal digits), by COPY's own view of a row. */
export async function sightingsInTables(adminUrl: string, tokens: readonly string[]): Promise<Sighting[]> {
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  const found: Sighting[] = [];
  try {
    const { rows } = await client.query<{ name: string }>(
      `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind in ('r', 'm') and n.nspname not in ('pg_toast', 'information_schema')`,
    );
    for (const { name } of rows) {
      const all = await client.query<{ line: string }>(`select t::text as line from ${name} t`);
      const text = Buffer.from(all.rows.map(({ line }) => line).join("\n"));
      found.push(...tokensIn(text, tokens).map((token) => ({ token, where: `table ${name}` })));
    }
  } finally {
    await client.end();
  }
  return found;
}

/** Every file below a folder, of any size; programs are not looked at. */
export function sightingsInFolder(folder: string, tokens: readonly string[]): Sighting[] {
  const found: Sighting[] = [];
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!entry.name.startsWith("programs-")) found.push(...sightingsInFolder(path, tokens));
    } else if (entry.isFile()) {
      const where = [...tokensIn(bytesOf(path), tokens), ...tokensIn(Buffer.from(entry.name), tokens)];
      found.push(...where.map((token) => ({ token, where: `file ${path}` })));
    }
  }
  return found;
}

/** The content of a file; nothing of one that has gone since its folder was read. */
function bytesOf(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return Buffer.alloc(0);
    throw error;
  }
}

/**
 * Stores everything plainly from now on, so that a search of the files sees it: no value is compressed in a table, no page in
 * the log of the database.
 */
export async function storePlainly(adminUrl: string): Promise<void> {
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ statement: string }>(
      `select format('alter table %I.%I alter column %I set storage external', n.nspname, c.relname, a.attname) as statement
       from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
       where c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped and a.attstorage in ('x', 'm')
         and n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema'`,
    );
    for (const { statement } of rows) await client.query(statement);
    await client.query("alter system set wal_compression = off");
    await client.query("select pg_reload_conf()");
  } finally {
    await client.end();
  }
}

/** Writes every page that is still in memory to the files of the database. */
export async function checkpoint(adminUrl: string): Promise<void> {
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  await client.query("checkpoint");
  await client.end();
}
