// Which recalls follow from what has changed: one for each recipient of affected data and each correction (LED-7.3, EUAPI13-7). Pure.

/** What a recipient holds. */
export type Held = {
  readonly packageId: string;
  readonly authorityId: string;
  readonly tenant: string;
  /** The person it is about, on a flight. */
  readonly person: string;
  /** The hash of what was told. */
  readonly told: string;
};
/** What the records say now of what was told, by package; absent where nothing has come since or the record is gone. */
export type Now = { readonly packageId: string; readonly says: string; readonly changedAt: string };
export type Fallen = {
  readonly packageId: string;
  readonly cause: "delisting" | "match-withdrawn";
  /** What fell: the entries, or the alert. */
  readonly what: string;
};
export type Due = {
  readonly authorityId: string;
  readonly tenant: string;
  readonly kind: "correct" | "delete";
  readonly cause: "correction" | "delisting" | "match-withdrawn";
  readonly causeKey: string;
  readonly packages: readonly string[];
};

/** The recalls that are due: a recipient gets one for a correction or a delisting, however many packages it touches. */
export function recallsDue(
  held: readonly Held[],
  now: readonly Now[],
  fallen: readonly Fallen[],
): readonly Due[] {
  const due = new Map<string, Due>();
  const add = (of: Held, kind: Due["kind"], cause: Due["cause"], causeKey: string): void => {
    const key = `${of.authorityId} ${cause} ${causeKey}`;
    const before = due.get(key);
    due.set(key, {
      authorityId: of.authorityId,
      tenant: of.tenant,
      kind,
      cause,
      causeKey,
      packages: [...(before?.packages ?? []), of.packageId],
    });
  };
  const saysNow = new Map(now.map((each) => [each.packageId, each]));
  const fell = new Map(fallen.map((each) => [each.packageId, each]));
  for (const of of held) {
    const gone = fell.get(of.packageId);
    // What is to be deleted is not corrected as well.
    if (gone !== undefined) {
      add(of, "delete", gone.cause, gone.what);
      continue;
    }
    const said = saysNow.get(of.packageId);
    if (said !== undefined && said.says !== of.told)
      add(of, "correct", "correction", `${of.person} ${said.changedAt}`);
  }
  return [...due.values()];
}
