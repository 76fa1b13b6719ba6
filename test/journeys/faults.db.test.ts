// A table of acts and jobs of the unit, each broken at every single writing statement (the disk is full, the connection is killed):
// the database is to the row as before, or what was done is done whole and told; the next attempt goes well, once.
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { accessRoutes } from "#access";
import { evidenceJobs } from "#evidence";
import { checkLedger, headPlaces, openLedger, subjectJobs, ledgerJobs } from "#oversight";
import { openDeletionJournal, type DeletionJournal, type Keyring } from "#platform";
import { deleteExpired, destroyEmptyKeys, noteErasures } from "#retention";
import { rightsRoutes } from "#rights";
import { euStrict } from "#vocabulary";
import { watchlistRoutes } from "#watchlists";
import { housekeepingJobs } from "../../src/app/housekeeping.ts";
import { pruneBackups } from "../../src/app/backups.ts";
import { rotateKeys, tellKeys } from "../../src/app/resealing.ts";
import { expiringKinds } from "../../src/app/unit.ts";
import { readHeads } from "../../src/oversight/head.ts";
import { anUnmasking } from "../../src/approvals/fixtures.ts";
import { files } from "../../src/watchlists/formats/sample-files.ts";
import { readListFile } from "../../src/watchlists/list-files.ts";
import { aBreakingDatabase, type Break, type BreakingDatabase } from "../harness/breaking-database.ts";
import {
  aDisclosureDesk,
  type Answer,
  type DisclosureDesk,
  type Person,
} from "../harness/disclosure-desk.ts";
import { grantedErasure } from "../harness/granted-erasure.ts";
import { subjects } from "../harness/intake.ts";
import { aMaskedPerson } from "../harness/masked-person.ts";

let desk: DisclosureDesk;
let broken: BreakingDatabase;
let folder: string;
let keyring: Keyring;
let deletions: DeletionJournal;
let people: Record<"officer" | "supervisor" | "second" | "manager" | "head", Person>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "openpiu-faults-"));
  deletions = openDeletionJournal(join(folder, "deletions"));
  desk = await aDisclosureDesk({
    also: (open, { key }) => {
      keyring = key as Keyring;
      rightsRoutes(open.server, {
        ...open,
        profile: euStrict,
        key,
        expiring: expiringKinds,
        subjects,
        notice: async () => ({
          unit: "Unit",
          officer: null,
          authority: null,
          lists: 0,
          rules: 0,
          engine: "1",
        }),
      });
      accessRoutes(open.server, { unit: "Unit", zone: "UTC", version: "0" });
      watchlistRoutes(open.server, {
        database: open.database,
        sources: { folder: null, timeoutMs: 1000, bytesMax: 1_000_000 },
        readList: readListFile,
        key,
      });
    },
  });
  people = {
    officer: await desk.signIn(["data-protection-officer"], "RIGHTS"),
    supervisor: await desk.signIn(["supervisor"], "SERIOUS", null),
    second: await desk.signIn(["supervisor"]),
    manager: await desk.signIn(["watchlist-manager"]),
    head: await desk.signIn(["head"]),
  };
  broken = await aBreakingDatabase(desk.adminUrl);
});
afterAll(async () => {
  await broken?.close();
  await desk?.close();
  await rm(folder, { recursive: true });
});

/** Something that the unit does, ready to be done. */
type Walked = {
  readonly act: () => Promise<unknown>;
  /** What must hold wherever it was broken; without it: the database is to the row as before. */
  readonly left?: () => Promise<void>;
  /** What must hold once it has come through. */
  readonly done: () => Promise<void>;
};
type Made = (how: Break) => Promise<Walked>;

/** What changes when somebody only asks: when they were seen last. */
const besides = ["access.session"];

const told = async (action: string): Promise<number> => {
  const [row] = await broken.rows<{ n: number }>(
    "select count(*)::int as n from ledger.entry where action = $1",
    [action],
  );
  return row?.n ?? 0;
};
const well = (asking: () => Promise<Answer>) => async () => {
  const { status, body } = await asking();
  if (status >= 300) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body;
};
const post = (who: Person, url: string, body: object) => well(() => desk.ask(who, "POST", url, body));
/** Done once and told once, all in one transaction. */
function toldOnce(action: string, act: () => Promise<unknown>): Made {
  return async () => {
    const before = await told(action);
    return { act, done: async () => expect(await told(action)).toBe(before + 1) };
  };
}

let persons = 800;
const aPerson = (masked: boolean) =>
  aMaskedPerson({ database: desk.database, keyring }, { masked, number: String((persons += 1)) });

/** An unmasking as far as it was brought: asked, endorsed. */
async function unmasking(endorsed: boolean): Promise<{ id: string; fingerprint: string }> {
  const { key } = await aPerson(true);
  const made = (await post(desk.people.analyst, "/api/approvals/unmask", anUnmasking(key))()) as {
    id: string;
    fingerprint: string;
  };
  if (endorsed) await endorse(made.id)();
  return made;
}
const endorse = (id: string) =>
  post(desk.people.supervisor, `/api/approvals/${id}/endorsement`, {
    endorse: true,
    reason: "Checked with the file.",
  });
const grant = ({ id, fingerprint }: { id: string; fingerprint: string }) =>
  post(desk.people.judge, `/api/approvals/${id}/decision`, {
    approve: true,
    fingerprint,
    reasons: "The grounds are concrete and the measure fits them.",
    reference: "2(103)-417/2026",
    elements: ["names"],
    hours: 24,
  });

async function emergency(): Promise<string> {
  const body = (await post(people.supervisor, "/api/emergencies", {
    scope: "flight:2026-11-20_00000000-0000-7000-8000-000000000001",
    reason: "The watch officer fell ill, J2 401 lands in 20 minutes",
    minutes: 30,
  })()) as { emergencies: { id: string; state: string }[] };
  return body.emergencies.find(({ state }) => state === "asked")?.id ?? "";
}

let lists = 0;
const listFile = (count: number): string =>
  (files[0]?.[1] ?? String)(
    Array.from({ length: count }, (_, at) => ({
      id: String(5001 + at),
      name: `Vymyslov${"abcdefgh"[at] ?? ""}`,
    })),
  );
/** A list of its own, its address, and how its file is sent. */
async function aListOfItsOwn(): Promise<{ id: string; send: () => Promise<number> }> {
  lists += 1;
  const { id } = (await post(people.manager, "/api/watchlists", {
    code: `WALK-${lists}`,
    title: "Synthetic list",
    authority: "Unit",
    legalBasis: "Tests",
    alertBasis: "persons-sought",
    persons: "wanted",
    kind: "imported",
    format: "un-xml",
  })()) as { id: string };
  const send = async () => {
    const answer = await desk.server.inject({
      method: "POST",
      url: `/api/watchlists/${id}/import`,
      headers: { ...people.manager.headers, "content-type": "application/octet-stream" },
      payload: Buffer.from(listFile(6)),
    });
    if (answer.statusCode !== 201) throw new Error(answer.body);
    return answer.json<{ version: number }>().version;
  };
  return { id, send };
}

/** An erasure that waits for the supervisor's hand. */
async function erasure(): Promise<{ travellerId: string; act: () => Promise<unknown> }> {
  const { surname, act } = await grantedErasure(desk, people, (persons += 1));
  const [row] = await broken.rows<{ id: string }>(
    "select traveller_id as id from records.traveller where surname = $1",
    [surname],
  );
  return { travellerId: row?.id ?? "", act: well(act) };
}
const noted = async (id: string): Promise<boolean> =>
  (await deletions.read()).some(({ ids }) => ids.includes(id));

const acts: readonly (readonly [name: string, made: Made])[] = [
  [
    "an unmasking is endorsed",
    async (how) => toldOnce("approval.endorsed", endorse((await unmasking(false)).id))(how),
  ],
  [
    "an approver outside grants it: a grant of the vault and its entry, or neither (PNRD-12.3)",
    async (how) => toldOnce("approval.granted", grant(await unmasking(true)))(how),
  ],
  [
    "what was unmasked is looked at: no view without its entry",
    async (how) => {
      const asked = await unmasking(true);
      await grant(asked)();
      return toldOnce(
        "unmasked.viewed",
        post(desk.people.analyst, `/api/approvals/${asked.id}/view`, {}),
      )(how);
    },
  ],
  [
    "emergency access is confirmed by a second person (LED-23)",
    async () => {
      const id = await emergency();
      return {
        act: post(people.second, `/api/emergencies/${id}/confirmation`, {}),
        done: async () => {
          expect(
            await broken.rows(
              "select from access.emergency where emergency_id = $1 and confirmed_by is not null",
              [id],
            ),
          ).toHaveLength(1);
          await post(people.supervisor, `/api/emergencies/${id}/ending`, {})();
          await post(people.officer, `/api/emergencies/${id}/review`, {
            outcome: "justified",
            text: "The station was called and the ledger agrees.",
          })();
        },
      };
    },
  ],
  [
    "a list's file becomes a draft",
    async () => {
      const list = await aListOfItsOwn();
      return {
        act: list.send,
        done: async () => {
          const versions = await broken.rows("select state from watchlists.version where list_id = $1", [
            list.id,
          ]);
          expect(versions).toEqual([{ state: "draft" }]);
        },
      };
    },
  ],
  [
    "a draft comes into force by a second person",
    async () => {
      const list = await aListOfItsOwn();
      const version = await list.send();
      return {
        act: post(desk.people.supervisor, `/api/watchlists/${list.id}/versions/${version}/activation`, {}),
        done: async () => {
          const entries = await broken.rows("select from watchlists.entry where list_id = $1", [list.id]);
          expect(entries).toHaveLength(6);
        },
      };
    },
  ],
];

const day = 86_400_000;
const later = (days: number): void => desk.clock.set(new Date(desk.clock.now().getTime() + days * day));
type Job<Services> = { readonly name: string; run(payload: unknown, services: Services): Promise<void> };
/** A job of the table of this name, with what it needs. */
function jobOf<Services>(
  all: readonly Job<Services>[],
  name: string,
  services: () => Services,
): () => Promise<void> {
  const job = all.find((one) => one.name === name);
  if (job === undefined) throw new Error(`no job ${name}`);
  return () => job.run({}, services());
}
const heads = () =>
  headPlaces({ keyFolder: keyring.folder, dataFolder: folder, ledgerHeadsFolder: join(folder, "elsewhere") });
const headsIn = async (file: string) => readHeads((await readFile(file, "utf8").catch(() => "")).toString());
const gone = async (travellerId: string): Promise<boolean> =>
  (await broken.rows("select from records.traveller where traveller_id = $1", [travellerId])).length === 0;
const written = async (travellerId: string): Promise<number> =>
  (await broken.rows("select from retention.deleted where kind = 'traveller' and id = $1", [travellerId]))
    .length;
/** Entries of a certificate for what was destroyed; the mark of its destruction. */
const destroyed = async (name: string) => ({
  file: (await readdir(join(keyring.folder, "periods"))).includes(`${name}.destroyed`),
  entries: (
    await broken.rows("select from ledger.entry where action = 'key.destroyed' and subject_id = $1", [name])
  ).length,
});
function keyOfAMonth(name: string, act: () => Promise<unknown>): Walked {
  return {
    act,
    // The key may be gone before its certificate is there; no certificate is there before the key is gone.
    left: async () => {
      const { file, entries } = await destroyed(name);
      if (entries > 0) expect(file).toBe(true);
    },
    done: async () => expect(await destroyed(name)).toEqual({ file: true, entries: 1 }),
  };
}
let months = 0;
const aMonth = (): string => `2015-${String((months += 1)).padStart(2, "0")}`;

const jobs: typeof acts = [
  [
    "somebody is erased on request: records, certificates, entry, and the note outside the database (LED-16.2)",
    async () => {
      const { travellerId, act } = await erasure();
      return {
        act,
        done: async () => {
          expect([await gone(travellerId), await written(travellerId)]).toEqual([true, 1]);
          const folderOfNotes = join(folder, "deletions");
          // As its job does, also where the note itself fails at first.
          await expect(
            noteErasures(desk.database, { ...deletions, note: () => Promise.reject(new Error("no space")) }),
          ).rejects.toThrow("no space");
          expect(await noted(travellerId)).toBe(false);
          expect(await noteErasures(desk.database, deletions)).toBeGreaterThan(0);
          expect(await noted(travellerId)).toBe(true);
          expect(await noteErasures(desk.database, deletions)).toBe(0);
          expect((await readdir(folderOfNotes)).length).toBeGreaterThan(0);
        },
      };
    },
  ],
  [
    "what has had its time is deleted: nothing goes that is not written down, inside and outside (PNRD-12.4)",
    async () => {
      const made = await aPerson(true);
      const retention = { id: "system:retention", roles: ["system", "system:retention"], purpose: null };
      await desk.database.transaction(retention, (tx) =>
        tx.query("select retention.keep_until($1, $2, $3, $4)", [
          made.date,
          made.flightId,
          made.personId,
          tx.at,
        ]),
      );
      const certified = () =>
        broken.rows(
          "select from retention.certificate c where c.act = 'deleted' and exists (select from retention.run r where r.run_id = c.run_id and r.ended_at is null)",
        );
      return {
        act: () =>
          deleteExpired({ database: desk.database, profile: euStrict, expiring: expiringKinds, deletions }),
        left: async () => {
          const isGone = await gone(made.travellerId);
          expect(await written(made.travellerId)).toBe(isGone ? 1 : 0);
          if (isGone) expect(await noted(made.travellerId)).toBe(true);
          expect(await certified()).toEqual([]);
        },
        done: async () => {
          expect([await gone(made.travellerId), await written(made.travellerId)]).toEqual([true, 1]);
          const runs = await broken.rows(
            `select c.records::int as certified, (select count(*)::int from retention.deleted d where d.run_id = r.run_id and d.kind = c.kind
               and d.class = c.class) as gone, (select count(*)::int from ledger.entry e where e.action = 'expired.deleted'
               and e.subject_id = r.run_id::text and e.body::jsonb #>> '{detail,kind}' = c.kind) as told
             from retention.run r join retention.certificate c using (run_id)
             join retention.deleted d on d.run_id = r.run_id and d.kind = 'traveller' where d.id = $1 and c.kind = 'traveller'`,
            [made.travellerId],
          );
          expect(runs).toEqual([{ certified: 1, gone: 1, told: 1 }]);
          const persons = await broken.rows(
            "select from ledger.entry where action = 'person.deleted' and $1 = any (about)",
            [made.travellerId],
          );
          expect(persons.length).toBeGreaterThan(0);
        },
      };
    },
  ],
  [
    "the key of a month of the vault is destroyed and certified, also when the entry was lost (PNRD-12.4)",
    async () => {
      const name = `vault-${aMonth()}`;
      await keyring.periods.need(name);
      return keyOfAMonth(name, () =>
        destroyEmptyKeys({ database: desk.database, profile: euStrict, key: keyring }),
      );
    },
  ],
  [
    "the key of a month of pseudonyms is destroyed and certified, also when the entry was lost (LED-25.1)",
    async () => {
      const name = `subject-${aMonth()}`;
      await keyring.periods.need(name);
      return keyOfAMonth(
        name,
        jobOf(subjectJobs, "destroy-subject-keys", () => ({
          database: desk.database,
          clock: desk.clock,
          key: keyring,
          profile: euStrict,
        })),
      );
    },
  ],
  [
    "a head of the ledger is signed and published: what stands in the database stands in every file (LED-25.1)",
    async () => {
      await desk.database.transaction(desk.system, async (tx) =>
        tx.record({ action: "test.done", subjectKind: "thing", subjectId: "head" }),
      );
      const places = heads();
      const sizes = async () =>
        (await broken.rows<{ size: number }>("select size from ledger.signed_head order by size")).map(
          (row) => Number(row.size),
        );
      return {
        act: jobOf(ledgerJobs, "publish-ledger-head", () => ({
          database: desk.database,
          clock: desk.clock,
          heads: places,
          problem: (error: Error) => {
            throw error;
          },
        })),
        left: async () => {
          for (const file of places.headFiles) {
            const { badLine, heads: published } = await headsIn(file);
            expect(badLine).toBeUndefined();
            for (const size of await sizes()) expect(published.map((head) => head.size)).toContain(size);
          }
        },
        done: async () => {
          const newest = Math.max(...(await sizes()));
          for (const file of places.headFiles) expect((await headsIn(file)).heads.at(-1)?.size).toBe(newest);
          const source = await openLedger(desk.url);
          const { heads: published } = await headsIn(places.headFiles[0]);
          expect(
            (
              await checkLedger(
                source,
                published.map((head) => ({ ...head, root: Buffer.from(head.root, "hex") })),
              )
            ).intact,
          ).toBe(true);
          await source.close();
        },
      };
    },
  ],
  [
    "a day that is over is counted for the statistics",
    async () => {
      later(1);
      return {
        act: jobOf(evidenceJobs, "count-days", () => desk),
        left: async () => undefined,
        done: async () => {
          const counted = await broken.rows<{ days: number; twice: number }>(
            "select count(*)::int as days, (count(*) - count(distinct day))::int as twice from evidence.day",
          );
          expect(counted).toEqual([{ days: expect.toSatisfy((days: number) => days > 0), twice: 0 }]);
        },
      };
    },
  ],
  [
    "files for carriers go when their time is over, with the entry",
    async (how) => {
      await broken.rows(
        `insert into intake.carrier_file values (gen_random_uuid(), 'out', 'answer', $1::timestamptz - interval '2 days',
           $1::timestamptz - interval '1 day', 1, 'sealed'::bytea)`,
        [desk.clock.now()],
      );
      return toldOnce(
        "expired.deleted",
        jobOf(housekeepingJobs, "delete-expired-sources", () => ({ ...desk, notice: () => undefined })),
      )(how);
    },
  ],
  [
    "a backup that is over is destroyed, and its entry is there before its last byte goes (PNRD-12.4)",
    async (how) => {
      const place = join(folder, `backups-${how}`);
      await mkdir(place);
      const file = join(place, "old.openpiu-backup");
      const head = {
        format: "openpiu-backup-1",
        madeAt: "2026-01-01T00:00:00.000Z",
        expiresAt: "2026-01-15T00:00:00.000Z",
        ledger: { seq: 1, hash: "" },
      };
      await writeFile(file, `${JSON.stringify(head)}\n${"SEALED".repeat(1000)}`);
      const before = await told("backup.deleted");
      const there = async () => (await readdir(place)).length;
      return {
        act: () => pruneBackups({ database: desk.database, clock: desk.clock, life: { days: 14 } }, place),
        left: async () => {
          // Nothing of what it held, no entry yet, and its name to tell by.
          expect([await there(), (await told("backup.deleted")) - before]).toEqual([1, 0]);
          expect(await readFile(file, "utf8")).toBe(`${JSON.stringify(head)}\n`);
        },
        done: async () => expect([await there(), (await told("backup.deleted")) - before]).toEqual([0, 1]),
      };
    },
  ],
  [
    "a master key is added: whatever seals is told, at the latest at the next start (LED-29.2)",
    async () => {
      const services = { database: desk.database, key: keyring };
      const untoldOnes = async () => {
        const rows = await broken.rows<{ id: string }>(
          "select subject_id as id from ledger.entry where action = 'key.added'",
        );
        const known = new Set(rows.map(({ id }) => id));
        return keyring.numbers().filter((id) => id > 1 && !known.has(`master-${id}`));
      };
      return {
        act: () => rotateKeys(services),
        left: async () => {
          const newest = keyring.newest();
          expect(newest.key).toHaveLength(32);
        },
        done: async () => {
          expect((await untoldOnes()).length).toBeGreaterThan(0);
          expect(await tellKeys(desk.database, keyring)).toBeGreaterThan(0);
          expect(await untoldOnes()).toEqual([]);
          expect(await tellKeys(desk.database, keyring)).toBe(0);
        },
      };
    },
  ],
];

const ways: readonly Break[] = ["full", "killed"];
const intact = async (): Promise<boolean> => {
  const source = await openLedger(desk.url);
  try {
    return (await checkLedger(source, [])).intact;
  } finally {
    await source.close();
  }
};

const asBefore = (before: ReadonlyMap<string, string>) => async (): Promise<void> =>
  expect(await broken.everything(besides)).toEqual(before);

/** What is one transaction is broken in one of the ways, in turn: either rolls the same back. */
const walked = [
  ...acts.flatMap(([name, made], at) =>
    ways.slice(at % 2, (at % 2) + 1).map((how) => [name, how, made] as const),
  ),
  ...jobs.flatMap(([name, made]) => ways.map((how) => [name, how, made] as const)),
];

test.each(walked)("%s: %s at each writing statement", async (_name, how, made) => {
  const { act, left, done } = await made(how);
  const before = await broken.everything(besides);
  const statements = await broken.atEveryWrite(how, act, left ?? asBefore(before));
  expect(statements).toBeGreaterThan(0);
  await done();
  expect(await intact()).toBe(true);
});
