// What lets the people of a demonstration act: vetted, trained and on watch, but for three who show what it is like otherwise.
import type { Transaction } from "#platform";
import { loadAccounts } from "./people-store.ts";
import {
  insertCertificate,
  insertSecondment,
  insertShift,
  insertStanding,
  standWatch,
} from "./standing-store.ts";

const day = 86_400_000;

/**
 * Gives the demonstration's accounts what they lack, and renews what soon runs out; whatever else was recorded of them stays.
 * Runs at each start.
 */
export async function prepareStanding(tx: Transaction): Promise<void> {
  const at = (days: number): Date => new Date(tx.at.getTime() + days * day);
  const accounts = (await loadAccounts(tx)).filter(({ demonstration }) => demonstration);
  for (const account of accounts) {
    const { id, roles, signInName } = account;
    if (signInName === "lapsed") {
      if (account.asleep["analyst"]?.includes("vetting") !== true) continue;
      await insertStanding(tx, id, [], { vetting: at(700), certificates: at(300), issuedAt: at(-65) });
      await insertCertificate(tx, id, {
        course: "analyst",
        issuer: "Border Guard School",
        reference: "T-2025/0412",
        issuedAt: at(-368).toISOString(),
        expiresAt: at(-3).toISOString(),
      });
      continue;
    }
    await insertStanding(tx, id, roles, { vetting: at(700), certificates: at(300), issuedAt: at(-65) });
    if (signInName === "watch") await standWatch(tx, id);
    if (signInName === "relief" && account.asleep["watch-officer"]?.includes("vetting") === true)
      await insertShift(tx, {
        personId: id,
        role: "watch-officer",
        startsAt: at(0).toISOString(),
        endsAt: at(0.5).toISOString(),
      });
    if (signInName === "seconded" && account.asleep["analyst"]?.includes("vetting") === true)
      await insertSecondment(tx, id, {
        home: "agency:customs",
        reference: "Order 118/2026",
        purposes: ["SERIOUS", "TEST"],
        from: at(-30).toISOString(),
        until: at(335).toISOString(),
      });
  }
}
