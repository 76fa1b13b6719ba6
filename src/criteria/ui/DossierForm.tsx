// The dossier of a rule as a form: threat and offences, evidence, necessity for each field, what exonerates, limits.
import { Button, MultiSelect, Select, Textarea, TextInput, UnstyledButton } from "@mantine/core";
import type { ReactNode } from "react";
import { Icon, problemAt, type FieldProblem } from "#design/ui";
import {
  aims,
  evidenceReliabilities,
  evidenceSources,
  offences,
  type Dossier,
  type Limits,
  type WireFault,
} from "../contract.ts";
import styles from "./criteria.module.css";
import { cautionKey, newFactor, type DossierDraft } from "./dossier-draft.ts";
import { FaultText } from "./FaultLines.tsx";
import { useLexicon } from "./lexicon.tsx";
import { NumberField } from "./ValueField.tsx";

type Props = {
  readonly draft: DossierDraft;
  readonly set: (change: Partial<DossierDraft>) => void;
  /** What the rule asks, as far as it can be read. */
  readonly fields: readonly string[];
  readonly cautions: readonly WireFault[];
  readonly problems: readonly FieldProblem[];
};

export const titleField = "dossier-title";

export function DossierForm(props: Props) {
  const { draft, set, problems } = props;
  const lexicon = useLexicon();
  const { t } = lexicon;
  const words = (
    field: "threat" | "airLink" | "idea" | "scope" | "publicSummary",
    maxLength: number,
    rows = 2,
  ) => (
    <Textarea
      label={t(`dossier.${field}`)}
      description={t(`dossier.${field}.hint`)}
      rows={rows}
      maxLength={maxLength}
      value={draft[field]}
      onChange={(event) => set({ [field]: event.currentTarget.value })}
    />
  );
  return (
    <div className={styles["dossier"]}>
      <TextInput
        id={titleField}
        label={t("dossier.title")}
        maxLength={200}
        value={draft.title}
        error={problemAt(problems, titleField)}
        onChange={(event) => set({ title: event.currentTarget.value })}
      />
      {words("idea", 4_000, 3)}
      {words("threat", 2_000)}
      <MultiSelect
        label={t("dossier.offences")}
        description={t("dossier.offences.hint")}
        searchable
        hidePickedOptions
        data={offences.map((value) => ({ value, label: lexicon.offence(value) }))}
        value={[...draft.offences]}
        onChange={(chosen) => set({ offences: offences.filter((one) => chosen.includes(one)) })}
      />
      {words("airLink", 2_000)}
      <Select
        label={t("dossier.aimedAt")}
        description={t("dossier.aimedAt.hint")}
        clearable
        data={aims.map((value) => ({ value, label: t(`aim.${value}`) }))}
        value={draft.aimedAt}
        onChange={(chosen) => set({ aimedAt: aims.find((one) => one === chosen) ?? null })}
      />
      <EvidenceFields {...props} />
      <Factors {...props} />
      <Necessity {...props} />
      <Cautions {...props} />
      {words("scope", 1_000)}
      {words("publicSummary", 2_000)}
      <LimitFields limits={draft.limits} set={(limits) => set({ limits: { ...draft.limits, ...limits } })} />
    </div>
  );
}

function Group({ title, hint, children }: { title: string; hint?: string; children: ReactNode }) {
  return (
    <fieldset className={styles["group"]}>
      <legend>{title}</legend>
      {hint === undefined ? null : <p className={styles["hint"]}>{hint}</p>}
      {children}
    </fieldset>
  );
}

function EvidenceFields({ draft: { evidence }, set }: Props) {
  const { t } = useLexicon();
  const put = (change: Partial<Dossier["evidence"]>) => set({ evidence: { ...evidence, ...change } });
  return (
    <Group title={t("dossier.evidence")} hint={t("dossier.evidence.hint")}>
      <div className={styles["line"]}>
        <Select
          label={t("dossier.evidence.source")}
          w={260}
          clearable
          data={evidenceSources.map((value) => ({ value, label: t(`evidence.source.${value}`) }))}
          value={evidence.source}
          onChange={(chosen) => put({ source: evidenceSources.find((one) => one === chosen) ?? null })}
        />
        <Select
          label={t("dossier.evidence.information")}
          w={260}
          clearable
          data={evidenceReliabilities.map((value) => ({ value, label: t(`evidence.information.${value}`) }))}
          value={evidence.information}
          onChange={(chosen) =>
            put({ information: evidenceReliabilities.find((one) => one === chosen) ?? null })
          }
        />
      </div>
      <Textarea
        label={t("dossier.corroboration")}
        description={t("dossier.corroboration.hint")}
        rows={2}
        maxLength={2_000}
        value={evidence.corroboration}
        onChange={(event) => put({ corroboration: event.currentTarget.value })}
      />
    </Group>
  );
}

function Factors({ draft: { exonerating }, set }: Props) {
  const { t } = useLexicon();
  return (
    <Group title={t("dossier.exonerating")} hint={t("dossier.exonerating.hint")}>
      {exonerating.map(({ key, text }, at) => (
        <div key={key} className={styles["line"]}>
          <TextInput
            className={styles["grow"] ?? ""}
            aria-label={t("dossier.exonerating.one", { number: at + 1 })}
            maxLength={400}
            value={text}
            onChange={(event) => {
              const next = event.currentTarget.value;
              set({ exonerating: exonerating.map((one) => (one.key === key ? { key, text: next } : one)) });
            }}
          />
          <UnstyledButton
            className={styles["tool"]}
            aria-label={t("part.remove", { what: text })}
            onClick={() => set({ exonerating: exonerating.filter((one) => one.key !== key) })}
          >
            <Icon name="close" size={13} />
          </UnstyledButton>
        </div>
      ))}
      {exonerating.length >= 20 ? null : (
        <Button
          size="compact-sm"
          variant="subtle"
          className={styles["add"] ?? ""}
          leftSection={<Icon name="add" size={13} />}
          onClick={() => set({ exonerating: [...exonerating, newFactor()] })}
        >
          {t("dossier.exonerating.add")}
        </Button>
      )}
    </Group>
  );
}

/** What one of the fields is, for whoever has to say why it is needed. */
function Necessity({ draft: { necessity }, set, fields }: Props) {
  const lexicon = useLexicon();
  const { t } = lexicon;
  return (
    <Group title={t("dossier.necessity")} hint={t("dossier.necessity.hint")}>
      {fields.length === 0 ? <p className={styles["dim"]}>{t("dossier.necessity.none")}</p> : null}
      {fields.map((field) => {
        const { ground = "" } = lexicon.field(field) ?? lexicon.collection(field) ?? {};
        return (
          <Textarea
            key={field}
            label={lexicon.label(field)}
            description={
              <bdi lang="en" dir="ltr">
                {ground}
              </bdi>
            }
            autosize
            minRows={1}
            maxLength={1_000}
            value={necessity[field] ?? ""}
            onChange={(event) => set({ necessity: { ...necessity, [field]: event.currentTarget.value } })}
          />
        );
      })}
    </Group>
  );
}

function Cautions({ draft: { cautions: said }, set, cautions }: Props) {
  const { t } = useLexicon();
  if (cautions.length === 0) return null;
  return (
    <Group title={t("dossier.cautions")} hint={t("dossier.cautions.hint")}>
      {cautions.map((fault) => (
        <div key={cautionKey(fault)} className={styles["caution"]}>
          <p id={`why ${cautionKey(fault)}`}>
            <FaultText fault={fault} />
          </p>
          <Textarea
            aria-label={t("dossier.cautions.why")}
            autosize
            minRows={1}
            maxLength={1_000}
            value={said[cautionKey(fault)] ?? ""}
            onChange={(event) =>
              set({ cautions: { ...said, [cautionKey(fault)]: event.currentTarget.value } })
            }
          />
        </div>
      ))}
    </Group>
  );
}

const limitFields = [
  ["per10000", 0.1, 10_000],
  ["perFlight", 1, 1_000],
  ["perDay", 1, 100_000],
  ["shadowDays", 1, 90],
  ["reviewEveryDays", 7, 92],
  ["sunsetDays", 7, 365],
] as const;

function LimitFields({ limits, set }: { limits: Limits; set: (change: Partial<Limits>) => void }) {
  const { t } = useLexicon();
  return (
    <Group title={t("dossier.limits")} hint={t("dossier.limits.hint")}>
      <div className={styles["limits"]}>
        {limitFields.map(([field, least, most]) => (
          <NumberField
            key={field}
            label={t(`limit.${field}`)}
            labelled
            value={limits[field]}
            least={least}
            most={most}
            whole={field !== "per10000"}
            width={200}
            onChange={(value) => set({ [field]: value })}
          />
        ))}
        <NumberField
          label={t("limit.precisionFloor")}
          labelled
          value={Math.round(limits.precisionFloor * 100)}
          least={1}
          most={100}
          whole
          width={200}
          onChange={(value) => set({ precisionFloor: value / 100 })}
        />
      </div>
    </Group>
  );
}
