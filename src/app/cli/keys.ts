// openpiu keys: the unit's keys: which there are, what they hold, and a new one in front of them.
import { migrate, migrateJobs, openDatabase, openKeyring, systemClock } from "#platform";
import { keyUse, resealAll, rotateKeys } from "../resealing.ts";
import { joinKey, splitKey } from "./key-ceremony.ts";
import { readArguments } from "./read-arguments.ts";
import { withDatabase, type Surroundings } from "./reach-database.ts";

const usage = `Usage: openpiu keys list            the master keys and the keys of periods, by name
       openpiu keys status          how much each master key still seals
       openpiu keys rotate [--now]  makes a further master key; the server seals everything anew with it in the background,
                                    or this command does with --now (may be stopped and begun again)
       openpiu keys split --needed 2 --holders 3 --to FOLDER [--each-start]
                                    splits key 1 among persons, a file for each in FOLDER; with --each-start the key leaves the
                                    disk whenever a server has read it, so that each start needs the holders
       openpiu keys join FILE...    puts key 1 together from so many shares as are needed`;

const acts = ["list", "status", "rotate"] as const;

/** Prints one JSON object a line. Exit code 0 done, 1 some values are sealed by no key here, 2 wrong usage, 3 no database. */
export async function keys(args: readonly string[], surroundings: Surroundings): Promise<number> {
  const { out, err } = surroundings;
  const read = readArguments(args, {
    now: { type: "boolean" },
    needed: { type: "string" },
    holders: { type: "string" },
    to: { type: "string" },
    "each-start": { type: "boolean" },
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
  if (act === undefined) {
    err(usage);
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
          const master = await rotateKeys({ database, key });
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
