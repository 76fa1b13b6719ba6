// The dossier of a version as it is read: threat, offences, evidence, necessity, what exonerates, limits, and what was said of it.
import type { ReactNode } from "react";
import { At, Fact, Facts, formatRate, formatShare, NoneShown, Panel, useSurroundings } from "#design/ui";
import type { CriterionDetail, CriterionVersion, Limits } from "../contract.ts";
import styles from "./criteria.module.css";
import { GroupName } from "./DisparityTable.tsx";
import { useLexicon } from "./lexicon.tsx";

export function DossierPart({ detail: { shown } }: { detail: CriterionDetail }) {
  const lexicon = useLexicon();
  const { t } = lexicon;
  const { dossier } = shown;
  const { evidence } = dossier;
  return (
    <div className={styles["part"]}>
      <Panel title={t("dossier.heading")}>
        <Facts>
          <Fact label={t("dossier.idea")}>{said(dossier.idea)}</Fact>
          <Fact label={t("dossier.threat")}>{said(dossier.threat)}</Fact>
          <Fact label={t("dossier.offences")}>
            {dossier.offences.map(lexicon.offence).join(t("say.comma"))}
          </Fact>
          <Fact label={t("dossier.airLink")}>{said(dossier.airLink)}</Fact>
          <Fact label={t("dossier.aimedAt")}>
            {dossier.aimedAt === null ? null : t(`aim.${dossier.aimedAt}`)}
          </Fact>
          <Fact label={t("dossier.evidence.source")}>
            {evidence.source === null ? null : t(`evidence.source.${evidence.source}`)}
          </Fact>
          <Fact label={t("dossier.evidence.information")}>
            {evidence.information === null ? null : t(`evidence.information.${evidence.information}`)}
          </Fact>
          <Fact label={t("dossier.corroboration")}>{said(evidence.corroboration)}</Fact>
          <Fact label={t("dossier.scope")}>{said(dossier.scope)}</Fact>
          <Fact label={t("dossier.publicSummary")}>{said(dossier.publicSummary)}</Fact>
        </Facts>
      </Panel>
      <Panel title={t("dossier.exonerating")}>
        {dossier.exonerating.length === 0 ? (
          <NoneShown />
        ) : (
          <ul className={styles["lines"]}>
            {dossier.exonerating.map((factor) => (
              <li key={factor}>
                <bdi>{factor}</bdi>
              </li>
            ))}
          </ul>
        )}
      </Panel>
      <Necessity version={shown} />
      <Panel title={t("dossier.limits")}>
        <LimitFacts limits={dossier.limits} />
      </Panel>
      <Opinions version={shown} />
    </div>
  );
}

const said = (text: string): ReactNode => (text === "" ? null : <bdi className={styles["text"]}>{text}</bdi>);

/** Why each field is asked, beside the clause that admits it. */
function Necessity({ version: { dossier, fields } }: { version: CriterionVersion }) {
  const lexicon = useLexicon();
  const { t } = lexicon;
  return (
    <Panel title={t("dossier.necessity")} flush>
      <table className={styles["table"]}>
        <caption className="spoken">{t("dossier.necessity")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("necessity.field")}</th>
            <th scope="col">{t("necessity.ground")}</th>
            <th scope="col">{t("necessity.why")}</th>
          </tr>
        </thead>
        <tbody>
          {fields.map((field) => {
            const { ground = "" } = lexicon.field(field) ?? lexicon.collection(field) ?? {};
            const why = dossier.necessity.find((one) => one.field === field)?.why ?? "";
            return (
              <tr key={field}>
                <th scope="row">{lexicon.label(field)}</th>
                <td>
                  <bdi lang="en" dir="ltr">
                    {ground}
                  </bdi>
                </td>
                <td>
                  {why === "" ? (
                    <span className={styles["lacking"]}>{t("necessity.lacking")}</span>
                  ) : (
                    <bdi>{why}</bdi>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Panel>
  );
}

function LimitFacts({ limits }: { limits: Limits }) {
  const { t } = useLexicon();
  const { language } = useSurroundings();
  const number = (value: number) => <bdi dir="ltr">{formatRate(value, language)}</bdi>;
  return (
    <Facts>
      {(["per10000", "perFlight", "perDay", "shadowDays", "reviewEveryDays", "sunsetDays"] as const).map(
        (field) => (
          <Fact key={field} label={t(`limit.${field}`)}>
            {number(limits[field])}
          </Fact>
        ),
      )}
      <Fact label={t("limit.precisionFloor")}>
        <bdi dir="ltr">{formatShare(limits.precisionFloor, language)}</bdi>
      </Fact>
    </Facts>
  );
}

type Signed = CriterionVersion["approvals"][number];

function SignedLine({ label, signed: { by, at, text } }: { label: string; signed: Signed }) {
  return (
    <div className={styles["signed"]}>
      <p>
        <strong>{label}</strong> <bdi>{by.name}</bdi>, <At instant={at} day="always" />
      </p>
      <p className={styles["text"]}>
        <bdi>{text}</bdi>
      </p>
    </div>
  );
}

/** What the others have said of the text as it stands. */
function Opinions({ version: { test, bias, opinion, approvals } }: { version: CriterionVersion }) {
  const { t } = useLexicon();
  if (test === null && bias === null && opinion === null && approvals.length === 0) return null;
  return (
    <Panel title={t("dossier.signed")}>
      <div className={styles["form"]}>
        {test === null ? null : <SignedLine label={t("signed.test")} signed={test} />}
        {bias === null ? null : (
          <>
            <SignedLine label={t("signed.bias")} signed={bias.report} />
            {bias.explanations.length === 0 ? null : (
              <ul className={styles["lines"]}>
                {bias.explanations.map((line) => (
                  <li key={`${line.by} ${line.group}`}>
                    {t(`by.${line.by}`)}: <GroupName line={line} /> – <bdi>{line.text}</bdi>
                  </li>
                ))}
              </ul>
            )}
            {bias.assent === null ? null : <SignedLine label={t("signed.assent")} signed={bias.assent} />}
          </>
        )}
        {opinion === null ? null : (
          <SignedLine label={t(`signed.opinion.${opinion.verdict}`)} signed={opinion.signed} />
        )}
        {approvals.map((approval) => (
          <SignedLine key={approval.by.id} label={t("signed.approval")} signed={approval} />
        ))}
      </div>
    </Panel>
  );
}
