// openpiu replay: repeats the screening an alert rests on, on this machine or another, and says whether the same comes out.
import { resolve } from "node:path";
import { commandLine } from "#access";
import { replayAlert, replayRuleAlert, type Replayed, type ReplayedMatch } from "#cases";
import { RULES_ENGINE_VERSION } from "#criteria";
import { openDatabase, rehearsalOf, systemClock } from "#platform";
import { ENGINE_VERSION } from "#screening";
import { readArguments } from "./read-arguments.ts";
import { withDatabase, type Surroundings } from "./reach-database.ts";

const usage = `Usage: openpiu replay ALERT [--evidence] [--url URL | --dir FOLDER]
  ALERT         the alert's identifier, as in the address of its page
  --evidence    print the evidence too: it names the traveller, so only where all travellers are invented. In a working unit take
                the dossier from the alert's page and repeat it with openpiu evidence FILE
  --url URL     the database, postgres://user:password@host:5432/database; without it that of the settings
  --dir FOLDER  the data folder of an OpenPIU with its own database, running or not`;

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Prints one JSON line for each entry that the alert shows: {"entry", "list", "listVersion", "engine", "profile", "outcome",
 * "sha256"}; of an alert of a rule one line {"rule", "ruleVersion", "engine", "outcome", "sha256"}. Exit code 0 every screening gave the same bytes, 1 one did not or could not be repeated (standard error says
 * why), 2 wrong usage or no such alert, 3 the database could not be reached.
 */
export async function replay(args: readonly string[], surroundings: Surroundings): Promise<number> {
  const { out, err } = surroundings;
  const options = readOptions(args);
  if (typeof options === "string") {
    err(options === "" ? usage : `${options}. ${usage}`);
    return options === "" ? 0 : 2;
  }
  return withDatabase(surroundings, { ...options, mustExist: true }, async ({ url }) => {
    const database = openDatabase({ url, clock: systemClock });
    try {
      if (options.evidence && (await database.transaction(commandLine, rehearsalOf)) === null) {
        err(named);
        return 2;
      }
      const replayed = await replayAlert(database, commandLine, options.alert, options.evidence);
      if (replayed === null) {
        const match = await replayRuleAlert(database, commandLine, options.alert, options.evidence);
        if (match !== null) {
          await out(JSON.stringify(lineOfRule(match, options.evidence)));
          err(saidOfRule(match));
          return match.outcome === "same" ? 0 : 1;
        }
        err(`There is no alert ${options.alert}, or it was deleted when its time had come.`);
        return 2;
      }
      for (const one of replayed) {
        await out(JSON.stringify(line(one, options.evidence)));
        err(said(one));
      }
      return replayed.every(({ outcome }) => outcome === "same") ? 0 : 1;
    } finally {
      await database.close();
    }
  });
}

/** Whoever runs commands on the machine reads nobody's data by it (ANX9-9.25a). */
const named =
  "The evidence names a traveller: it is shown to those who may see it, on a stated purpose and ground. Take the dossier from the alert's page, and repeat its screening with openpiu evidence FILE.";

function line(one: Replayed, shown: boolean): object {
  const { profile } = one.by ?? {};
  return {
    entry: one.entryId,
    list: one.list,
    listVersion: one.listVersion,
    engine: one.by?.engineVersion ?? null,
    profile: profile === undefined ? null : `${profile.name} ${profile.version}`,
    outcome: one.outcome,
    sha256: "sha256" in one ? one.sha256 : null,
    ...(shown && "evidence" in one && one.evidence !== null ? { evidence: JSON.parse(one.evidence) } : {}),
  };
}

/** What came of it, in a sentence. */
function said(one: Replayed): string {
  const entry = `${one.entryId} (${one.list}, version ${one.listVersion})`;
  switch (one.outcome) {
    case "same":
      return `${entry}: the screening was repeated and gave the same evidence, byte for byte.`;
    case "differs":
      return `${entry}: the screening was repeated and did NOT give the evidence kept with the alert (sha256 ${one.keptSha256}). Tell who looks after this installation.`;
    case "other-engine":
      return `${entry}: it was found by engine ${one.by?.engineVersion ?? ""}, which is not here any more (this is ${ENGINE_VERSION}). Repeat it with the release that has that engine.`;
    case "list-gone":
      return `${entry}: the version ${one.gone} of a list by which names were weighed is not there any more.`;
    case "not-kept":
      return `${entry}: it was raised before what a screening rests on was kept with an alert.`;
  }
}

function lineOfRule(one: ReplayedMatch, shown: boolean): object {
  return {
    rule: one.code,
    ruleVersion: one.version,
    engine: one.engine,
    outcome: one.outcome,
    sha256: "sha256" in one ? one.sha256 : null,
    ...(shown && "evidence" in one && one.evidence !== null ? { evidence: JSON.parse(one.evidence) } : {}),
  };
}

/** What came of asking a rule again, in a sentence. */
function saidOfRule(one: ReplayedMatch): string {
  const rule = `Rule ${one.code}, version ${one.version}`;
  switch (one.outcome) {
    case "same":
      return `${rule}: it was asked again and gave the same evidence, byte for byte.`;
    case "differs":
      return `${rule}: it was asked again and did NOT give the evidence kept with the alert (sha256 ${one.keptSha256}). Tell who looks after this installation.`;
    case "other-text":
    case "not-lawful":
      return `${rule}: its text is not the one that the alert was raised on. Tell who looks after this installation.`;
    case "other-engine":
      return `${rule}: it was asked by engine ${one.engine ?? ""}, which is not here any more (this is ${RULES_ENGINE_VERSION}). Repeat it with the release that has that engine.`;
    case "not-kept":
      return `${rule}: the alert was raised before what a rule read was kept with it, or it has been masked since.`;
  }
}

type Options = {
  readonly alert: string;
  readonly evidence: boolean;
  readonly url: string | undefined;
  readonly dataFolder: string | undefined;
};

function readOptions(args: readonly string[]): Options | string {
  const read = readArguments(args, {
    url: { type: "string" },
    dir: { type: "string" },
    evidence: { type: "boolean" },
  });
  if (typeof read === "string") return read;
  const { values, words } = read;
  const [alert, ...more] = words;
  if (alert === undefined || more.length > 0 || !uuid.test(alert))
    return "Expected: replay ALERT, an identifier";
  if (values.url !== undefined && values.dir !== undefined) return "Give either --url or --dir";
  return {
    alert,
    evidence: values.evidence === true,
    url: values.url,
    dataFolder: values.dir === undefined ? undefined : resolve(values.dir),
  };
}
