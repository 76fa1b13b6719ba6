// People of a demonstration who ask about their own data, through the public page, as anybody would.
import type { NewComplaint, NewRequest } from "#rights/contract";
import { json, type Person } from "./demonstration-people.ts";

const nobodyElse = { document: null, representative: null } as const;
const requests: readonly NewRequest[] = [
  {
    ...nobodyElse,
    kind: "access",
    language: "az",
    name: "Aylin Sorğuçu",
    birthDate: "1987-04-12",
    contact: "aylin@post.example",
    text: "Oktyabrda uçmuşam. Barəmdə nə saxlanılır?",
  },
  {
    ...nobodyElse,
    kind: "redress",
    language: "en",
    name: "Peter Mistaken",
    birthDate: "1971-09-30",
    document: { number: "X1234567", issuer: "DEU" },
    contact: "peter@post.example",
    text: "Each time I land I wait for an hour, because of somebody with a name like mine.",
  },
];

/** Somebody who does not say who they are. */
const complaint: NewComplaint = {
  topic: "information",
  language: "fr",
  text: "À l’aéroport, aucun panneau ne dit que les réservations sont transmises à votre unité. Où devait-on l’apprendre ?",
  contact: null,
};

/** Sends them once: a demonstration that is begun again on what is kept asks for nothing twice. */
export async function askForRights(
  address: string,
  officer: (path: string) => Promise<Response>,
): Promise<void> {
  const there = await json<{ requests: readonly unknown[] }>(
    await officer("/api/rights/requests"),
    "the requests",
  );
  if (there.requests.length > 0) return;
  const send = (path: string, body: NewRequest | NewComplaint) =>
    fetch(`${address}${path}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  for (const request of requests)
    await json(await send("/api/public/requests", request), "a request about own data");
  await json(await send("/api/public/complaints", complaint), "a complaint about the processing");
}

/**
 * Somebody of the unit reports what may be a breach; the officer finds it waiting, with its 72 hours, and has counted whom it
 * concerns: those of today's flights from Istanbul. Once.
 */
export async function reportABreach(analyst: Person, officer: Person, now: Date): Promise<void> {
  const there = await json<{ breaches: readonly unknown[] }>(
    await officer("GET", "/api/breaches"),
    "the breaches",
  );
  if (there.breaches.length > 0) return;
  const report = {
    what: "A printed passenger list of this morning lay in the canteen for about an hour before it was found.",
    awareAt: null,
    processor: null,
  };
  const { id } = await json<{ id: string }>(
    await analyst("POST", "/api/breaches", report),
    "the report of a breach",
  );
  const { version } = await json<{ version: number }>(
    await officer("GET", `/api/breaches/${id}`),
    "the breach",
  );
  const flights = {
    by: "route",
    account: null,
    origin: "IST",
    destination: "GYD",
    table: null,
    since: `${now.toISOString().slice(0, 10)}T00:00:00.000Z`,
    until: null,
  };
  await json(
    await officer(
      "POST",
      `/api/breaches/${id}/reach`,
      { version, selectors: [flights] },
      "OVERSIGHT",
      "inquiry:DPO-2026-1",
    ),
    "the count of a breach",
  );
}
