// openpiu keys: the unit's keys: which there are, what they hold, and a new one in front of them.
import { rotateProfileKey } from "#law";
import { addHeadKey } from "#oversight";
import {
  heldTogether,
  migrate,
  migrateJobs,
  openDatabase,
  openKeyring,
  splittingOf,
  systemActor,
  systemClock,
  type Config,
  type Database,
  type Keyring,
} from "#platform";
import { keyUse, resealAll, rotateKeys } from "../resealing.ts";
import { joinKey, readShares, splitKey } from "./key-ceremony.ts";
import { readArguments } from "./read-arguments.ts";
import { withDatabase, type Surroundings } from "./reach-database.ts";

const usage = `Usage: openpiu keys list            the master keys and the keys of periods, by name
       openpiu keys status          how much each master key still seals
       openpiu keys rotate [--now]  makes a further master key; the server seals everything anew with it in the background,
                                    or this command does with --now (may be stopped and begun again)
       openpiu keys rotate --of profile|ledger|exchange
                                    puts a new key in the place of the one that signs legal profiles, heads of the ledger, or
                                    packages and messages to other units (these open by it too); servers take it up by themselves
                                    Once key 1 is split, every rotation needs as many holders: --share FILE for each
       openpiu keys split --needed 2 --holders 3 --to FOLDER [--each-start]
                                    splits key 1 among persons, a file for each in FOLDER; with --each-start the key leaves the
                                    disk whenever a server has read it, so that each start needs the holders
       openpiu keys join FILE...    puts key 1 together from so many shares as are needed`;

const acts = ["list", "status", "rotate"] as const;
const rotating = ["master", "profile", "ledger", "exchange"] as const;
type Rotating = (typeof rotating)[number];

/** Prints one JSON object a line. Exit code 0 done, 1 some values are sealed by no key here, 2 wrong usage, 3 no database. */
export async function keys(args: readonly string[], surroundings: Surroundings): Promise<number> {
  const { out, err } = surroundings;
  const read = readArguments(args, {
    now: { type: "boolean" },
    needed: { type: "string" },
    holders: { type: "string" },
    to: { type: "string" },
    "each-start": { type: "boolean" },
    of: { type: "string" },
    share: { type: "string", multiple: true },
  });
  if (typeof read === "string") {
    err(read === "" ? usage : `${read}. ${usage}`);
    return read === "" ? 0 : 2;
  }
  if (read.words[0] === "join") return joinKey(read.words.slice(1), surroundings);
  if (read.words.join(" ") === "split") {
    const [needed, holders] = [Number(read.values.needed), Number(read.values.holders)];
    const { to } = read.values;
    if (to === undefined || !(needed >= 2 && needed <= holders && holders <= 16)) {
      err(usage);
      return 2;
    }
    return splitKey({ needed, holders, eachStart: read.values["each-start"] === true, to }, surroundings);
  }
  const act = acts.find((one) => one === read.words.join(" "));
  const of = rotating.find((one) => one === (read.values.of ?? "master"));
  if (act === undefined || of === undefined) {
    err(usage);
    return 2;
  }
  const given = await readShares(read.values.share ?? []);
  if ("unreadable" in given) {
    err(`${given.unreadable} holds no share: a letter of it may be wrong.`);
    return 2;
  }
  return withDatabase(surroundings, {}, async ({ url, config }) => {
    const key = await openKeyring({ firstKeyFile: config.keyFile, folder: config.keyFolder });
    await Promise.all([migrate(url), migrateJobs(url)]);
    const database = openDatabase({ url, clock: systemClock, connections: 2 });
    try {
      switch (act) {
        case "list": {
          for (const id of key.numbers()) await out(JSON.stringify({ master: id }));
          for (const period of await key.periods.list()) await out(JSON.stringify(period));
          return 0;
        }
        case "status": {
          const use = await keyUse({ database });
          const newest = key.newest().id;
          for (const id of new Set([...key.numbers(), ...use.keys()])) {
            const isHere = key.numbered(id) !== undefined;
            await out(
              JSON.stringify({ master: id, newest: id === newest, here: isHere, seals: use.get(id) ?? 0 }),
            );
          }
          return [...use.keys()].every((id) => key.numbered(id) !== undefined) ? 0 : 1;
        }
        case "rotate": {
          const holders = await heldTogether(config.keyFile, [...given.shares.values()]);
          if (holders === undefined) {
            const needed = (await splittingOf(config.keyFile))?.needed ?? 0;
            err(
              `Key 1 is in the hands of several: ${needed} of them rotate a key together, --share FILE for each (roles.md F15).`,
            );
            return 2;
          }
          if (of !== "master") {
            const made = await rotateOther(of, { database, key, config, holders });
            if (made === null) {
              err("The key that signs has signed nothing yet: there is nothing that it would verify.");
              return 1;
            }
            await out(JSON.stringify({ of, key: made }));
            err(rotated[of]);
            return 0;
          }
          const master = await rotateKeys({ database, key }, holders);
          if (read.values.now !== true) {
            await out(JSON.stringify({ master }));
            err(
              "The server seals everything anew in the background: openpiu keys status tells how far it is.",
            );
            return 0;
          }
          const done = await resealAll({ database, key });
          await out(JSON.stringify({ master, ...done }));
          return done.unopened === 0 ? 0 : 1;
        }
      }
    } finally {
      await database.close();
    }
  });
}

const rotated: Readonly<Record<Exclude<Rotating, "master">, string>> = {
  profile:
    "The new key signs the next version of the legal profile; the one before verifies what it signed, and is destroyed. Keep a safe copy of the new file and of the list beside it, and publish the new public key.",
  ledger: "The new key signs the heads of the ledger from the next one on; the one before signs it.",
  exchange:
    "The new keys sign packages and messages from now on. Every partner is told by the key of before, which opens what arrives for 30 days; two persons there enter the new ones, and until then what is to be told waits. Exchange shows who has not.",
};

/** The name of the new key; null where the present one has signed nothing yet. */
async function rotateOther(
  of: Exclude<Rotating, "master">,
  parts: {
    readonly database: Database;
    readonly key: Keyring;
    readonly config: Config;
    readonly holders: number;
  },
): Promise<string | null> {
  const { database, key, config, holders } = parts;
  if (of === "profile") return rotateProfileKey({ database, keyFile: config.keyFile }, holders);
  const number =
    of === "ledger" ? await addHeadKey(config.keyFolder) : await key.addUnitSecret(systemClock.now());
  const name = `${of}-${number}`;
  await database.transaction(systemActor("keys"), async (tx) =>
    tx.record({ action: "key.added", subjectKind: "key", subjectId: name, detail: { holders } }),
  );
  return name;
}
