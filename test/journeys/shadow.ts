// What rules have looked at in the background.
import type { CriterionDetail } from "#criteria/contract";
import { json, signIn } from "../../src/app/demonstration-people.ts";

/** Returns how many travellers the shadow of a rule has looked at so far: everybody still to come is looked at by itself. */
export async function seenByShadow(address: string, ruleId: string): Promise<number | undefined> {
  const reader = await signIn(address, "rules-manager");
  const answer = await reader("GET", `/api/criteria/${ruleId}`);
  const { shown } = await json<CriterionDetail>(answer, "the shadow of a rule");
  return shown.shadow?.evaluated;
}
