// Waits for what rules look at in the background, however slow the machine.
import { expect, vi } from "vitest";
import type { CriterionDetail } from "#criteria/contract";
import { json, signIn } from "../../src/app/demonstration-people.ts";

/** How long is waited for what is done in the background: as long as a slow machine needs. */
export const patience = { timeout: 60_000, interval: 250 };

/** Returns once the shadow of a rule has looked at so many travellers: everybody still to come is looked at in the background. */
export async function shadowHasSeen(address: string, ruleId: string, travellers: number): Promise<void> {
  const reader = await signIn(address, "rules-manager");
  await vi.waitFor(async () => {
    const answer = await reader("GET", `/api/criteria/${ruleId}`);
    const { shown } = await json<CriterionDetail>(answer, "the shadow of a rule");
    expect(shown.shadow?.evaluated).toBe(travellers);
  }, patience);
}
