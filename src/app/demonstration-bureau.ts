// The demonstration's national bureau is admitted as a partner, and asked of open alerts until one of them waits for its word.
import type { AlertQueue } from "#cases/contract";
import { exchangeJobs } from "#exchange";
import type { Enquiries, Partners } from "#exchange/contract";
import { bureauCode } from "./demonstration-line.ts";
import { json, signIn } from "./demonstration-people.ts";
import type { UnitServices } from "./unit.ts";

const tries = 12;

/** Admits the bureau by two persons, and asks it of open alerts until one of them waits for its word. */
export async function seedBureau(
  services: UnitServices,
  address: string,
  isStopped: () => boolean,
): Promise<void> {
  const now = services.clock.now();
  const legal = await signIn(address, "legal-adviser");
  const known = await json<Partners>(await legal("GET", "/api/exchange/partners"), "reading the partners");
  if (known.partners.some(({ adapter }) => adapter === "interpol") || isStopped()) return;
  const { authorities } = await json<{ authorities: { id: string; code: string; state: string }[] }>(
    await legal("GET", "/api/authorities"),
    "reading the register",
  );
  const bureau = authorities.find(({ code, state }) => code === bureauCode && state === "in-force");
  if (bureau === undefined) return;
  const proposed = await json<Partners>(
    await legal("POST", "/api/exchange/partners", {
      authorityId: bureau.id,
      address: "https://127.0.0.1:9",
      agreement: "None: an invented agreement, for demonstration only",
      keepDays: 30,
      assessment: "Invented: the bureau works under the State's own law and its courts.",
      assessedUntil: new Date(now.getTime() + 365 * 86_400_000).toISOString().slice(0, 10),
      adapter: "interpol",
      certificate: "0".repeat(64),
      reason: "Named for the demonstration",
    }),
    "proposing the bureau",
  );
  const supervisor = await signIn(address, "supervisor");
  await json(
    await supervisor("POST", `/api/exchange/partners/${bureau.id}/decision`, {
      version: proposed.partners.find(({ id, state }) => id === bureau.id && state === "proposed")?.version,
      inForce: true,
      reason: "As the demonstration names it",
    }),
    "admitting the bureau",
  );
  await askOfAlerts(services, address, isStopped);
}

async function askOfAlerts(services: UnitServices, address: string, isStopped: () => boolean): Promise<void> {
  const watch = await signIn(address, "watch-officer");
  const { alerts } = await json<AlertQueue>(await watch("GET", "/api/alerts"), "reading the alerts");
  for (const { id } of alerts.slice(0, tries)) {
    if (isStopped()) return;
    const asked = await watch(
      "POST",
      "/api/exchange/enquiries",
      { alertKind: "listed", alertId: id, of: "documents" },
      "SERIOUS",
    );
    // Without a document, or taken away by the law meanwhile: there is nothing to ask.
    if (!asked.ok) continue;
    // Sent now; where the server's own work was quicker, the answer is on its way.
    await exchangeJobs.find(({ name }) => name === "exchange-enquiries")?.run(null, services);
    const { enquiries } = await json<Enquiries>(
      await watch("GET", `/api/exchange/enquiries?alert=${id}`),
      "reading what the bureau said",
    );
    if (enquiries.some(({ result }) => result === "hit")) return;
  }
}
