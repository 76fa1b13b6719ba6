// Outages that a demonstration's unit has seen: a channel and the mail were out for a while, and a channel that stands in for one.
import { json, signIn } from "./demonstration-people.ts";

type Shown = {
  readonly outages: readonly { readonly id: string; readonly endedAt: string | null }[];
  readonly fallbacks: readonly { readonly id: string; readonly state: string }[];
  readonly carriers: readonly { readonly id: string; readonly code: string }[];
};
const hour = 3_600_000;

/** Does it once; both outages are over, so that nothing of the traffic is held up. */
export async function seedOutages(address: string, now: Date): Promise<void> {
  const desk = await signIn(address, "carrier-desk");
  const there = await json<Shown>(await desk("GET", "/api/channel-outages"), "the outages");
  const carrier = there.carriers[0];
  if (there.outages.length + there.fallbacks.length > 0 || carrier === undefined) return;
  const open = async (outage: object) => {
    const { outages } = await json<Shown>(await desk("POST", "/api/channel-outages", outage), "an outage");
    const opened = outages.find(({ endedAt }) => endedAt === null);
    if (opened !== undefined)
      await json(await desk("POST", `/api/channel-outages/${opened.id}/end`, {}), "the end of an outage");
  };
  await open({
    carrierId: carrier.id,
    channels: ["sftp"],
    beganAt: new Date(now.getTime() - 3 * hour).toISOString(),
    text: "The carrier's file server did not answer; it was told at once and sent again afterwards.",
  });
  await open({
    carrierId: null,
    channels: ["mail"],
    beganAt: new Date(now.getTime() - 20 * hour).toISOString(),
    text: "The unit's mail server was being moved, as had been announced.",
  });
  const administrator = await signIn(address, "administrator");
  const proposed = await json<Shown>(
    await administrator("POST", "/api/fallback-channels", {
      carrierId: carrier.id,
      main: "sftp",
      channel: "portal",
      security:
        "The carrier's own page with its passkey, over TLS, as strong as the keys of the file server.",
      validUntil: new Date(now.getTime() + 180 * 24 * hour).toISOString(),
    }),
    "a fallback channel",
  );
  const waiting = proposed.fallbacks.find(({ state }) => state === "proposed");
  if (waiting === undefined) return;
  const supervisor = await signIn(address, "supervisor");
  await json(
    await supervisor("POST", `/api/fallback-channels/${waiting.id}/decision`, {
      approve: true,
      reason: "Tried with the carrier on Monday.",
    }),
    "the decision on a fallback channel",
  );
}
