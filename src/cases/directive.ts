// A boarding directive as a decision of two persons, and whom it is about: pure, no clock, no database.
import { refuse, type Refusal } from "#platform";
import type { DirectiveProposal } from "./contract.ts";

export type DirectiveState = "proposed" | "released" | "withdrawn" | "retracted";
export type DirectiveName = DirectiveProposal["directive"];
export type AuthorityName = DirectiveProposal["authority"];

/** How a record names a person: its normal forms for joining (records/traveller.ts). */
export type KnownIdentity = {
  readonly nameKey: string;
  readonly birthDate: string | null;
  readonly locator: string | null;
  readonly travellerRef: string | null;
  readonly documentNumbers: readonly string[];
};

/** A directive that was released for somebody on a flight; ended ones say that the provisional directive holds again. */
export type ReleasedDirective = {
  readonly id: string;
  readonly personId: string;
  readonly state: "released" | "withdrawn";
  readonly directive: DirectiveName;
  readonly authority: AuthorityName;
  readonly known: readonly KnownIdentity[];
};

/** A traveller of a request, with the person the records know them as (null: nobody). */
export type AskedTraveller = KnownIdentity & { readonly personId: string | null };

/**
 * The directives of a flight that are about this traveller, those in force first: about the person the records joined the
 * traveller to, or one known by the carrier's reference and name, by locator, name and birth date, or by a travel document
 * with the birth date. A name alone is never enough.
 */
export function directivesAbout(
  directives: readonly ReleasedDirective[],
  traveller: AskedTraveller,
): readonly ReleasedDirective[] {
  return directives
    .filter(
      ({ personId, known }) =>
        (personId === traveller.personId && traveller.personId !== null) ||
        known.some((identity) => isSame(identity, traveller)),
    )
    .toSorted((a, b) => Number(b.state === "released") - Number(a.state === "released"));
}

function isSame(known: KnownIdentity, asked: KnownIdentity): boolean {
  const equal = (key: "birthDate" | "locator" | "travellerRef") =>
    known[key] !== null && known[key] !== "" && known[key] === asked[key];
  const sameName = known.nameKey !== "" && known.nameKey === asked.nameKey;
  // A lap infant shares the adult's reference: the name tells them apart.
  if (equal("travellerRef") && sameName) return true;
  if (equal("locator") && sameName && equal("birthDate")) return true;
  return (
    equal("birthDate") &&
    known.documentNumbers.some((number) => number !== "" && asked.documentNumbers.includes(number))
  );
}

export type DirectiveStanding = {
  readonly state: DirectiveState;
  readonly proposedBy: string;
};

/** Whether this person may release the directive now (the policy has spoken before; this is the item's own rule). */
export function releaseRefusal(directive: DirectiveStanding, by: string): Refusal | null {
  if (by === "" || by.startsWith("system:")) return notAPerson;
  if (directive.state !== "proposed") return notProposed(directive.state);
  return directive.proposedBy === by ? ownProposal : null;
}

/** Whether a proposal may be taken back, or a released directive withdrawn. */
export function endRefusal(
  directive: DirectiveStanding,
  how: "retracted" | "withdrawn",
  by: string,
): Refusal | null {
  if (by === "" || by.startsWith("system:")) return notAPerson;
  if (how === "retracted") return directive.state === "proposed" ? null : notProposed(directive.state);
  return directive.state === "released" ? null : notReleased(directive.state);
}

/**
 * Whether a match of a rule may lead to this directive: one that a person has confirmed, of a rule that looks for suspects,
 * and then to another check, never to a refusal to board (PNRD-7.6; cusres.md section 3).
 */
export function ruleMatchRefusal(
  match: { readonly state: string; readonly outcome: "suspect" | "protect" },
  proposed: Pick<DirectiveProposal, "directive" | "ground">,
): Refusal | null {
  if (match.state !== "confirmed") return notConfirmed;
  if (match.outcome === "protect") return ruleProtects;
  return proposed.directive === "SELECTEE" && proposed.ground === "rule-confirmed" ? null : ruleNoGround;
}

const notConfirmed = refuse(
  "match-not-confirmed",
  "A match of a rule leads to nothing before a person has confirmed it. Decide the alert first.",
);
const ruleProtects = refuse(
  "rule-protects",
  "This rule looks for people to protect: the carrier is told nothing of it. Tell the contact for protection.",
  422,
);
const ruleNoGround = refuse(
  "rule-no-ground",
  "A match of a rule keeps nobody from boarding. Ask for another check; on a confirmed fact, propose from the traveller's page.",
  422,
  { fields: [{ field: "ground", text: "rule-confirmed, with SELECTEE" }] },
);
const notAPerson = refuse(
  "decision-needs-person",
  "A boarding directive is decided by persons, never by the system.",
  403,
);
const ownProposal = refuse(
  "own-directive",
  "You proposed this directive yourself: another officer has to release it.",
  403,
);
const notProposed = (state: DirectiveState) =>
  refuse(
    "directive-not-proposed",
    `This directive is no longer a proposal (${state}). Reload to see by whom and why.`,
  );
const notReleased = (state: DirectiveState) =>
  refuse(
    "directive-not-released",
    `This directive is not in force (${state}). Reload to see by whom and why.`,
  );
