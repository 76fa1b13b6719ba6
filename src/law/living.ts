// The legal profile in force, the same on every node at every instant: one object whose values change when a new
// version comes into force. Nothing is restarted for it.
import {
  StartupRefused,
  systemActor,
  untold,
  type Clock,
  type Database,
  type LiveFeed,
  type Transaction,
} from "#platform";
import type { LegalProfile } from "#vocabulary";
import { canonicalText, labelOf, profileOf } from "./document.ts";
import {
  allVersions,
  insertRelease,
  insertVersion,
  lockProfiles,
  type VersionFull,
} from "./profile-store.ts";
import { defaultProfile } from "./shipped.ts";
import {
  finishRotation,
  makeProfileKey,
  profileKeyFile,
  profileKeys,
  readProfileKey,
  replaceProfileKey,
  signText,
  type ProfileKey,
  type ProfileKeyPair,
} from "./signing-key.ts";
import { releaseBody, verifyReleases, type Released } from "./verify.ts";

export type Law = {
  /** The profile in force. Always the same object: hold on to it, not to its values. */
  readonly profile: LegalProfile;
  /** Its label now, "eu-strict 2026.1"; what has come into force by this instant is in `profile` from then on. */
  readonly label: () => string;
  /** The version in force now. */
  readonly inForce: () => Released;
  /** Reads the versions anew, as after a change; keeps what is in force when they do not verify. */
  readonly reload: () => Promise<void>;
  /** The key that signs at this moment, read anew: call it with the profiles locked, and keep it no longer than the transaction. */
  readonly signingKey: () => Promise<ProfileKeyPair>;
  /** Every key that signed here, the first first. */
  readonly keys: () => Promise<readonly ProfileKey[]>;
  readonly close: () => void;
};

export type LawOptions = {
  readonly database: Database;
  readonly clock: Clock;
  /** The installation's key file: the one that signs profiles stands beside it. */
  readonly keyFile: string;
  /** ISO 3166-1 alpha-2 of the unit's State. */
  readonly state: string;
  readonly live?: Pick<LiveFeed, "subscribe">;
  readonly onProblem: (error: Error) => void;
};

const system = systemActor("law");

/**
 * Reads, verifies and puts in force what the database holds; the shipped default on an empty one. Throws StartupRefused
 * when a version is not what was approved and signed, or goes beyond a hard limit (ANX9-9.34b).
 */
export async function openLaw(options: LawOptions): Promise<Law> {
  const { clock, database, state } = options;
  const file = await signingKeyFile(options);
  let released = await verifiedAtStart(database, file);
  let standing = currentOf(released, clock.now());
  const profile = { ...profileOf(standing.document, state) };

  function inForce(): Released {
    const now = currentOf(released, clock.now());
    if (now !== standing) {
      standing = now;
      // The object stays the one that every slice holds; whoever reads a value from here on reads the new one.
      Object.assign(profile, profileOf(now.document, state));
    }
    return standing;
  }

  async function reload(): Promise<void> {
    const checked = verifyReleases(await database.transaction(system, allVersions), await profileKeys(file));
    const [fault] = checked.faults;
    if (fault !== undefined) {
      options.onProblem(
        new Error(`version ${fault.number} of the legal profile is left out of account: ${fault.text}`),
      );
      return;
    }
    ({ released } = checked);
    inForce();
  }

  const unsubscribe = options.live?.subscribe(({ topic }) => {
    if (topic !== "profile") return;
    reload().catch(options.onProblem);
  });
  return {
    profile,
    label: () => inForce().label,
    inForce,
    reload,
    signingKey: () => keyThere(file),
    keys: () => profileKeys(file),
    close: () => unsubscribe?.(),
  };
}

/** The last of those whose instant has come; before all of them the first. */
function currentOf(released: readonly Released[], now: Date): Released {
  const current = released.findLast(({ inForceFrom }) => inForceFrom <= now) ?? released[0];
  if (current === undefined) throw new Error("no legal profile is in force");
  return current;
}

/** The key; made with the first version, and only then: another in its place could not verify what the right one signed. */
async function signingKeyFile({ database, keyFile }: LawOptions): Promise<string> {
  const file = profileKeyFile(keyFile);
  if ((await readProfileKey(file)) !== undefined) return file;
  const versions = await database.transaction(system, allVersions);
  if (versions.some(({ release }) => release !== null)) {
    throw new StartupRefused({
      code: "profile-key-missing",
      text: `the database holds signed legal profiles, and the key that signed them is missing at ${file}`,
      mend: "Bring that file back from its safe copy; servers on one database share it as they share KEY_FILE",
    });
  }
  await makeProfileKey(file);
  return file;
}

async function keyThere(file: string): Promise<ProfileKeyPair> {
  const key = await readProfileKey(file);
  if (key === undefined) throw new Error(`the key that signs legal profiles is gone from ${file}`);
  return key;
}

/**
 * Puts a new key in the place of the one that signs legal profiles, while servers run: they read it when they sign next. The old
 * one certifies it, verifies what it signed, and signs nothing any more. Returns the id of the new key;
 * null where the present one has signed nothing yet, so that nothing would be left for it to verify.
 */
export async function rotateProfileKey(
  { database, keyFile }: Pick<LawOptions, "database" | "keyFile">,
  holders: number,
): Promise<string | null> {
  const file = profileKeyFile(keyFile);
  return database.transaction(system, async (tx) => {
    await lockProfiles(tx);
    await finishRotation(file);
    const old = await keyThere(file);
    const after = Math.max(
      0,
      ...(await allVersions(tx)).flatMap(({ number, release: done }) => (done === null ? [] : [number])),
    );
    // Since the last rotation nothing was signed: there is nothing that the key of that time would verify.
    if ((await profileKeys(file)).at(-1)?.after === after) return null;
    const made = await replaceProfileKey(file, { after, at: tx.at });
    tx.record({
      action: "profile.key-replaced",
      subjectKind: "key",
      subjectId: `profile-${made.id}`,
      detail: { before: old.id, after, holders },
    });
    tx.announce("profile", String(after));
    return made.id;
  });
}

/** Keys that took over and whose transaction was lost after it. */
async function tellReplaced(tx: Transaction, file: string): Promise<void> {
  if ((await readProfileKey(file)) === undefined) return;
  const [, ...replaced] = await profileKeys(file);
  const missing = await untold(
    tx,
    "profile.key-replaced",
    replaced.map(({ id }) => `profile-${id}`),
  );
  for (const { id, after, certificate } of replaced) {
    if (!missing.includes(`profile-${id}`)) continue;
    tx.record({
      action: "profile.key-replaced",
      subjectKind: "key",
      subjectId: `profile-${id}`,
      detail: { before: certificate?.certifiedBy ?? null, after, foundLater: true },
    });
  }
}

async function verifiedAtStart(database: Database, file: string): Promise<readonly Released[]> {
  const versions = await database.transaction(system, async (tx) => {
    await lockProfiles(tx);
    // Stopped in the midst of a rotation: what was certified takes its place, and the ledger hears of it.
    await finishRotation(file);
    await tellReplaced(tx, file);
    const meanwhile = await allVersions(tx);
    if (meanwhile.length > 0) return meanwhile;
    await insertVersion(tx, {
      number: 1,
      base: null,
      document: canonicalText(defaultProfile),
      valid_from: tx.at,
      reason: "The profile that is shipped with OpenPIU",
    });
    const [made] = await allVersions(tx);
    if (made === undefined) throw new Error("the first version was written and cannot be read");
    const key = await keyThere(file);
    await release(tx, made, key, tx.at);
    tx.record({
      action: "profile.shipped",
      subjectKind: "profile",
      subjectId: "1",
      detail: { label: labelOf(defaultProfile), key: key.id },
    });
    return allVersions(tx);
  });
  const { released, faults } = verifyReleases(versions, await profileKeys(file));
  const [fault] = faults;
  if (fault === undefined) return released;
  throw new StartupRefused({
    code: fault.code,
    text: `version ${fault.number} of the legal profile cannot be in force: ${fault.text}`,
    mend:
      fault.code === "profile-unverified"
        ? "Somebody changed the database past OpenPIU: restore it from before that, or bring back the right profile-signing.key"
        : "Run a release of OpenPIU that knows this law, or restore the database from before this version",
  });
}

/** Signs a version and writes it as released; the database refuses one that was not approved. */
export async function release(
  tx: Parameters<typeof insertRelease>[0],
  version: VersionFull,
  key: ProfileKeyPair,
  inForceFrom: Date,
): Promise<void> {
  const body = releaseBody(version, inForceFrom);
  await insertRelease(tx, {
    number: version.number,
    body,
    signature: signText(key, body),
    key_id: key.id,
    in_force_from: inForceFrom,
  });
}
