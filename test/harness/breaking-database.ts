// A database whose disk is full, or whose connection is killed, at the writing statement that a test names: PostgreSQL itself says so.
import { Client } from "pg";

/** full: the error of a disk without space (53100); killed: the server process of the connection ends, as after SIGKILL of its client. */
export type Break = "full" | "killed";

export type BreakingDatabase = {
  /**
   * Does the act again and again, broken at its first writing statement, then at its second, and so on, until it comes through whole;
   * `after` looks at what is left each time. Returns at how many statements it was broken.
   */
  atEveryWrite(
    how: Break,
    act: () => Promise<unknown>,
    after: (statement: number) => Promise<void>,
  ): Promise<number>;
  /**
   * What stands in every table but those named, as a number of rows and a sum over their contents: two equal ones mean that nothing
   * was left behind, in whichever table.
   */
  everything(except?: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** As superuser, past every policy and without breaking anything. */
  rows<Row extends object>(sql: string, values?: readonly unknown[]): Promise<readonly Row[]>;
  close(): Promise<void>;
};

/**
 * Plants it below every table of the unit's own schemas: no writer knows of it, whichever way it takes. A counter that no roll-back
 * takes back tells which statement it is.
 */
export async function aBreakingDatabase(adminUrl: string): Promise<BreakingDatabase> {
  const admin = new Client({ connectionString: adminUrl });
  await admin.connect();
  await admin.query(`
    create schema breaking;
    create sequence breaking.written;
    create table breaking.armed (at bigint not null, how text not null);
    create function breaking.maybe() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
    declare armed breaking.armed;
    begin
      select * into armed from breaking.armed;
      if not found or nextval('breaking.written') <> armed.at then return null; end if;
      if armed.how = 'full' then
        raise exception 'could not extend file: No space left on device' using errcode = 'disk_full';
      end if;
      perform pg_terminate_backend(pg_backend_pid());
      return null;
    end $$;
    do $$
    declare name regclass;
    begin
      for name in select c.oid from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where c.relkind in ('r', 'p') and n.nspname !~ '^(pg_|information_schema|breaking|graphile_worker)' loop
        execute format('create trigger zz_breaking before insert or update or delete on %s for each statement execute function breaking.maybe()', name);
      end loop;
    end $$`);
  const disarm = () => admin.query("delete from breaking.armed");
  return {
    atEveryWrite: async (how, act, after) => {
      for (let at = 1; ; at += 1) {
        await disarm();
        await admin.query("select setval('breaking.written', 1, false)");
        await admin.query("insert into breaking.armed values ($1, $2)", [at, how]);
        const failed = await act().then(
          () => false,
          () => true,
        );
        const { rows } = await admin.query<{ written: string; called: boolean }>(
          "select last_value as written, is_called as called from breaking.written",
        );
        await disarm();
        const reached = rows[0]?.called === true && Number(rows[0].written) >= at;
        if (!reached) {
          if (failed) throw new Error(`it failed before its ${at}th writing statement, by itself`);
          return at - 1;
        }
        if (!failed) throw new Error(`broken at its ${at}th writing statement, it says that it went well`);
        await after(at);
      }
    },
    everything: async (except = []) => {
      const { rows: tables } = await admin.query<{ name: string }>(
        `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
         where c.relkind in ('r', 'p') and not c.relispartition and n.nspname !~ '^(pg_|information_schema|breaking)'
           and (n.nspname <> 'graphile_worker' or c.relname = '_private_jobs') and c.oid::regclass::text <> all ($1::text[]) order by 1`,
        [except],
      );
      const { rows } = await admin.query<{ name: string; held: string }>(
        tables
          .map(
            ({ name }) =>
              `select '${name}' as name, count(*) || ' ' || coalesce(sum(hashtextextended(x::text, 0)::numeric), 0) as held from ${name} x`,
          )
          .join(" union all "),
      );
      return new Map(rows.map(({ name, held }) => [name, held]));
    },
    rows: async <Row extends object>(sql: string, values: readonly unknown[] = []) =>
      (await admin.query(sql, [...values])).rows as Row[],
    close: () => admin.end(),
  };
}
