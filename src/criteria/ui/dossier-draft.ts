// The dossier as its form holds it, and as it is sent.
import { usualLimits, type Dossier, type WireFault } from "../contract.ts";

export type DossierDraft = Omit<Dossier, "exonerating" | "necessity" | "cautions"> & {
  readonly exonerating: readonly { readonly key: string; readonly text: string }[];
  /** By field. */
  readonly necessity: Readonly<Record<string, string>>;
  /** By code and place. */
  readonly cautions: Readonly<Record<string, string>>;
};

export const cautionKey = ({ code, path }: Pick<WireFault, "code" | "path">): string => `${code} ${path}`;

const emptyDossier: Dossier = {
  title: "",
  threat: "",
  offences: [],
  airLink: "",
  aimedAt: null,
  idea: "",
  evidence: { source: null, information: null, corroboration: "" },
  exonerating: [],
  necessity: [],
  cautions: [],
  scope: "",
  publicSummary: "",
  limits: usualLimits,
};

let rows = 0;
export function newFactor(text = ""): DossierDraft["exonerating"][number] {
  rows += 1;
  return { key: `factor-${rows}`, text };
}

export function dossierDraftOf(dossier: Dossier | null): DossierDraft {
  const { exonerating, necessity, cautions, ...rest } = dossier ?? emptyDossier;
  return {
    ...rest,
    exonerating: exonerating.map((text) => newFactor(text)),
    necessity: Object.fromEntries(necessity.map(({ field, why }) => [field, why])),
    cautions: Object.fromEntries(cautions.map((one) => [cautionKey(one), one.why])),
  };
}

/** What is sent: without what is empty, and without reasons for what the rule no longer asks. */
export function dossierOf(
  draft: DossierDraft,
  fields: readonly string[] | null,
  cautions: readonly WireFault[] | null,
): Dossier {
  const keeps = (name: string) => fields === null || fields.includes(name);
  const places = cautions === null ? null : new Set(cautions.map(cautionKey));
  return {
    ...draft,
    title: draft.title.trim(),
    exonerating: draft.exonerating.map(({ text }) => text.trim()).filter((text) => text.length >= 3),
    necessity: Object.entries(draft.necessity)
      .filter(([field, why]) => why.trim() !== "" && keeps(field))
      .map(([field, why]) => ({ field, why: why.trim() })),
    cautions: Object.entries(draft.cautions)
      .filter(([key, why]) => why.trim() !== "" && (places === null || places.has(key)))
      .map(([key, why]) => {
        const [code = "", path = ""] = key.split(" ");
        return { code, path, why: why.trim() };
      }),
  };
}
