// The ground on which a person's data are shown: read from the request, set where it is plain, and checked against what is shown.
import { groundKinds, groundText, readGround, type Ground, type GroundKind } from "#vocabulary";
import { refuse, type Looking, type Refusal } from "#platform";

/** What a route shows of persons: a kind, and the id or key of it where it is one. */
export type Shown = {
  readonly kind:
    | "flight"
    | "person"
    | "alert"
    | "criterion-alert"
    | "receipt"
    | "sample"
    | "case"
    | "search"
    | "request"
    | "package"
    | "approval";
  readonly id: string | null;
};

/** How a ground stands to what is shown: "fits"; "unknown": there is none such; "elsewhere": it is about somebody else. */
export type Standing = "fits" | "unknown" | "elsewhere";

/** Knows cases, alerts, requests and flights, which the gate does not; the unit puts it together. */
export type GroundBook = (tx: Looking, ground: Ground, shown: Shown | null) => Promise<Standing>;

/** How what is shown is kept: in clear or masked; `grantedTo`: who may see what is masked of it now, by a grant in force. */
export type Kept = { readonly masking: "clear" | "masked"; readonly grantedTo?: string };

/** Knows how records are kept, which the gate does not; undefined where it is several, or none. */
export type KeptBook = (tx: Looking, shown: Shown) => Promise<Kept | undefined>;

/** What a route declares: which kind of thing it shows, and in which part of its address the thing stands. */
export type Shows = {
  readonly kind: Shown["kind"];
  readonly param?: string;
  /** The thing stands in this field of the body instead. */
  readonly body?: string;
  /** Only with a purpose is anything shown: without one the answer leaves it out. */
  readonly whenPurposed?: true;
};

/** How the id of each kind looks; one that does not is shown to nobody. */
const key = /^\d{4}-\d{2}-\d{2}(_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}){1,2}$/;
const id = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What a request shows: by its address, or by its body once that has been read. The id is null when there is none of the kind. */
export function shownBy(shows: Shows | undefined, params: unknown, body?: unknown): Shown | null {
  if (shows === undefined) return null;
  const name = shows.param ?? shows.body;
  const from = (shows.param === undefined ? body : params) as Readonly<Record<string, unknown>> | null;
  const value = name === undefined ? undefined : from?.[name];
  const pattern = shows.kind === "flight" || shows.kind === "person" ? key : id;
  return { kind: shows.kind, id: typeof value === "string" && pattern.test(value) ? value : null };
}

/** The ground that a request states; undefined where it states none, a refusal (422) where nobody knows it. */
export function statedGround(header: string | readonly string[] | undefined): Ground | Refusal | undefined {
  if (header === undefined) return undefined;
  const ground = typeof header === "string" ? readGround(header) : undefined;
  return (
    ground ??
    refuse(
      "ground-unknown",
      'The header x-ground must be one of: "case:<id>", "alert:<id>", "request:<id>", "flight:<key>", "offence:<TERR or SC01 to SC26>", or "inquiry:<file number>" such as inquiry:DSR-2026-14.',
      422,
    )
  );
}

/** The ground that goes without saying: synthetic data, the alert or sample that is open itself, the message of a carrier's error. */
export function plainGround(
  purpose: string | null,
  shown: Shown | null,
  roles: readonly string[],
): Ground | undefined {
  if (purpose === null || shown === null) return undefined;
  if (purpose === "TEST") return { kind: "test", id: "synthetic" };
  // What an authority asks, or somebody about their own data, is the ground of looking for it; a package is of its request.
  if (shown.kind === "request") return { kind: "request", id: shown.id ?? "none" };
  // What an approver granted is the ground of seeing it; whose grant it is, and until when, the approval itself says.
  if (shown.kind === "approval") return { kind: "request", id: `approval/${shown.id ?? "none"}` };
  if (shown.kind === "package") return { kind: "request", id: `package/${shown.id ?? "none"}` };
  const oversees = roles.some((role) => role === "data-protection-officer" || role === "inspector");
  if (oversees) return undefined;
  if (shown.kind === "sample") return { kind: "sample", id: shown.id ?? "own" };
  const itself: Partial<Readonly<Record<Shown["kind"], GroundKind>>> = {
    alert: "alert",
    "criterion-alert": "alert",
    case: "case",
    ...(purpose === "QUALITY" ? { receipt: "receipt" as const } : {}),
  };
  const kind = itself[shown.kind];
  return kind === undefined ? undefined : { kind, id: shown.id ?? "none" };
}

/** Refuses a ground that does not exist or is about something else than what is shown. The two look the same. */
export async function checkGround(
  tx: Looking,
  book: GroundBook,
  ground: Ground,
  shown: Shown | null,
): Promise<Refusal | undefined> {
  const plain =
    ground.id.startsWith("package/") ||
    (ground.id.startsWith("approval/") && shown?.kind === "approval") ||
    ground.kind === "test" ||
    ground.kind === "sample" ||
    ground.kind === "receipt";
  if (plain || (await book(tx, ground, shown)) === "fits") return undefined;
  return refuse(
    "ground-elsewhere",
    `The ground ${groundText(ground)} does not exist or is not about what you asked for (outside the window of the shift an offence alone is none). Open it from its alert or case, or state that.`,
    403,
    { policies: ["ground-concerns-what-is-shown"] },
  );
}

/** An actor's ground, in its two parts. */
export function groundOf(text: string): Ground | undefined {
  const colon = text.indexOf(":");
  const kind = groundKinds.find((known) => known === text.slice(0, colon));
  return kind === undefined ? undefined : { kind, id: text.slice(colon + 1) };
}
