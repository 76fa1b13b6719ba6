// How strongly somebody has to prove who they are: to open a session, and anew before acts that weigh.

/** How the holder of a session proved who they are. */
export const strengths = ["enrolment", "password", "passkey", "single-sign-on"] as const;
export type Strength = (typeof strengths)[number];

/** "strong": a passkey, or single sign-on with several factors. "password": a password will do (demonstrations only). */
export type StrengthNeeded = "strong" | "password";

/** How people sign in here; without it: strongly in a working unit, by password in a demonstration. */
export type SignInSettings = {
  readonly strength: StrengthNeeded;
  /** The address people type; passkeys belong to its name. Absent: this machine's own, localhost. */
  readonly publicUrl: string | undefined;
  /** The unit's name, as browsers show it where a passkey is chosen. */
  readonly unit: string;
  readonly singleSignOn: SingleSignOnSettings | undefined;
};

/** The provider of single sign-on. */
export type SingleSignOnSettings = {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** What the button says, such as the ministry's name. */
  readonly label: string;
  /** Values of `acr` that stand for several factors. */
  readonly strongAcr: readonly string[];
};

/** What signing in asks of whoever runs the server. */
export type Entrance = { readonly demonstration: boolean; readonly signIn?: SignInSettings | undefined };

/** How strongly people must prove who they are at this entrance. */
export function strengthNeeded({ demonstration, signIn }: Entrance): StrengthNeeded {
  return signIn?.strength ?? (demonstration ? "password" : "strong");
}

/** What may be given to prove anew who one is. */
export type Proof = "passkey" | "single-sign-on" | "password";

/** The ways in that a person has. */
export type Ways = {
  /** Passkeys that are not under suspicion of having been copied. */
  readonly passkeys: number;
  /** Identities linked at the provider that is set up; 0 where none is. */
  readonly identities: number;
  readonly password: boolean;
};

/** An act that weighs needs a proof that is at most this old (OWASP ASVS 7.5.3). */
export const stepUpMinutes = 5;

/** Whether a session's way in is too weak for anything but making a stronger one. */
export function isEnrolling(strength: Strength, needed: StrengthNeeded): boolean {
  return strength === "enrolment" || (strength === "password" && needed === "strong");
}

/** Whether the proof given at `provedAt` is too old at `at`. */
export function needsStepUp(provedAt: Date, at: Date): boolean {
  return at.getTime() - provedAt.getTime() > stepUpMinutes * 60_000;
}

/** What a person may give to prove anew who they are: the password only where it will do and nothing stronger is there. */
export function proofsOf(ways: Ways, needed: StrengthNeeded): readonly Proof[] {
  const strong: readonly Proof[] = [
    ...(ways.passkeys > 0 ? (["passkey"] as const) : []),
    ...(ways.identities > 0 ? (["single-sign-on"] as const) : []),
  ];
  return strong.length === 0 && ways.password && needed === "password" ? ["password"] : strong;
}

/**
 * Whether a password opens a session: where passwords do, always; elsewhere only for somebody who has nothing stronger
 * yet, and then it opens the page where a passkey is made.
 */
export function passwordOpens(ways: Ways, needed: StrengthNeeded): boolean {
  return needed === "password" || (ways.passkeys === 0 && ways.identities === 0);
}
