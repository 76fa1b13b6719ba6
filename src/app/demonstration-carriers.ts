// The demonstration's carriers: registered once, and keeping the tokens they were given, as real ones do.
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { addCarrier, issueToken } from "#carriers";
import { isRefusal, systemActor, type Services } from "#platform";
import { allCarriers } from "#simulation";

const actor = systemActor("demonstration");

export type DemonstrationCarriers = {
  /** The token of a carrier. */
  tokenOf(code: string): string;
  /** Gives a carrier whose token is refused another one. */
  renew(code: string): Promise<void>;
};

/**
 * Registers the simulated carriers that have no token in `folder` yet and gives each one; those of an earlier start are
 * used again, so that starting again changes nothing.
 */
export async function demonstrationCarriers(
  services: Services,
  folder: string,
): Promise<DemonstrationCarriers> {
  const file = join(folder, "demonstration-carriers.json");
  const tokens = await readTokens(file);
  const renewing = new Map<string, Promise<void>>();

  let keeping = Promise.resolve();
  function keep(): Promise<void> {
    keeping = keeping
      .catch(() => undefined)
      .then(async () => {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        await writeFile(`${file}.new`, JSON.stringify(Object.fromEntries(tokens)), { mode: 0o600 });
        await rename(`${file}.new`, file);
      });
    return keeping;
  }

  const missing = allCarriers.filter(({ code }) => !tokens.has(code));
  for (const { code } of missing) tokens.set(code, await registerAndIssue(services, code));
  if (missing.length > 0) await keep();
  return {
    tokenOf: (code) => tokens.get(code) ?? "",
    renew: async (code) => {
      const renewal =
        renewing.get(code) ??
        registerAndIssue(services, code)
          .then((token) => tokens.set(code, token))
          .then(keep)
          .finally(() => renewing.delete(code));
      renewing.set(code, renewal);
      await renewal;
    },
  };
}

async function registerAndIssue(services: Services, code: string): Promise<string> {
  const carrier = allCarriers.find((each) => each.code === code);
  if (carrier === undefined) throw new Error(`the simulator has no carrier ${code}`);
  const added = await addCarrier(services, actor, {
    code,
    name: carrier.name,
    country: carrier.country,
    senderIds: [],
    fliesAs: [code],
  });
  if (isRefusal(added) && added.refused.code !== "carrier-registered") throw new Error(added.refused.detail);
  const issued = await issueToken(services, actor, { code, label: "demonstration", days: 365 });
  if (isRefusal(issued)) throw new Error(issued.refused.detail);
  return issued.token;
}

/** Tokens of an earlier start; none when the file is not there or cannot be made sense of: then new ones are issued. */
async function readTokens(file: string): Promise<Map<string, string>> {
  const text = await readFile(file, "utf8").catch(() => "{}");
  return new Map(
    [...text.matchAll(/"(\w+)":"([^"\\]+)"/g)].map(([, code = "", token = ""]) => [code, token]),
  );
}
