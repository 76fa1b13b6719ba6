// On a traveller's page: that it is masked, what was asked about it, and the way to ask.
import { Button } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import {
  At,
  Dialog,
  Panel,
  say,
  useMay,
  usePurpose,
  useShortcuts,
  useTexts,
  useOffenceCodes,
  type Field,
  type Given,
} from "#design/ui";
import type { UnmaskAsked } from "../contract.ts";
import styles from "./approvals.module.css";
import { approvalsTexts } from "./approvals-texts.ts";
import { Standing } from "./Approvals.tsx";
import { FieldsForm } from "./fields.tsx";
import { askUnmasking, personApprovalsQuery } from "./queries.ts";

/** Nothing where nothing is masked, or for whom approvals are no matter. */
export function PersonUnmasking({ personKey }: { personKey: string }) {
  return useMay("view-approvals") ? <Part personKey={personKey} /> : null;
}

function Part({ personKey }: { personKey: string }) {
  const t = useTexts(approvalsTexts);
  const mayAsk = useMay("ask-approval");
  const { purpose } = usePurpose();
  const found = useQuery(personApprovalsQuery(personKey, purpose)).data;
  const [asking, setAsking] = useState(false);
  const isMasked = found?.maskedAt !== undefined && found.maskedAt !== null;
  useShortcuts(
    isMasked && mayAsk ? [{ keys: "KeyU", label: t("ask.button"), run: () => setAsking(true) }] : [],
  );
  if (found === undefined || found.maskedAt === null) return null;
  return (
    <Panel
      title={t("person.title")}
      aside={
        mayAsk ? (
          <Button size="compact-xs" variant="default" onClick={() => setAsking(true)}>
            {t("ask.button")}
          </Button>
        ) : undefined
      }
    >
      <p>
        [{t("masked.since")} <At instant={found.maskedAt} day="always" />] {t("person.text")}
      </p>
      <ul className={styles["list"]}>
        {found.approvals.map((approval) => (
          <li key={approval.id}>
            <Link to="/approvals/$approvalId" params={{ approvalId: approval.id }}>
              <bdi>{approval.form.caseReference}</bdi>, <bdi>{approval.askedBy.name}</bdi>
            </Link>
            <Standing approval={approval} />
          </li>
        ))}
      </ul>
      <Dialog title={t("ask.button")} opened={asking} onClose={() => setAsking(false)} size="xl">
        <AskForm personKey={personKey} />
      </Dialog>
    </Panel>
  );
}

const elements = ["names", "contact", "payment", "frequent-flyer", "remarks", "api"] as const;
const texts = ["airLink", "grounds", "newCircumstances", "objectiveEvidence", "necessity"] as const;

function AskForm({ personKey }: { personKey: string }) {
  const codes = useOffenceCodes();
  const offences = [{ value: "", label: "" }, ...codes];
  const t = useTexts(approvalsTexts);
  const { purpose } = usePurpose();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const line = (name: string, label: string): Field => ({
    kind: "line",
    name,
    label,
    least: 2,
    lacking: t("ask.line.lacking", { field: label }),
  });
  const fields: readonly Field[] = [
    {
      kind: "several",
      name: "elements",
      label: t("field.elements"),
      options: elements.map((value) => ({ value, label: t(`element.${value}`) })),
      least: 1,
      lacking: t("ask.elements.lacking"),
    },
    {
      kind: "number",
      name: "hours",
      label: t("field.hours"),
      from: 1,
      to: 72,
      lacking: t("ask.hours.lacking", { most: 72 }),
    },
    line("caseReference", t("field.case")),
    {
      kind: "choice",
      name: "purpose",
      label: t("field.purpose"),
      options: (["SERIOUS", "TERR"] as const).map((value) => ({ value, label: t(`purpose.${value}`) })),
    },
    { kind: "choice", name: "offence", label: t("field.offence"), options: offences },
    line("article", t("field.article")),
    {
      kind: "number",
      name: "years",
      label: t("field.maxPenalty"),
      from: 3,
      to: 99,
      lacking: t("ask.years.lacking"),
    },
    {
      kind: "choice",
      name: "legalBasis",
      label: t("field.legalBasis"),
      options: (["LB-UNM", "LB-PIU"] as const).map((value) => ({ value, label: t(`basis.${value}`) })),
    },
    line("legalText", t("field.legalText")),
    ...texts.map((name): Field => ({
      kind: "text",
      name,
      label: t(`field.${name}`),
      least: 10,
      lacking: t("ask.text.lacking", { field: t(`field.${name}`) }),
    })),
    {
      kind: "choice",
      name: "category",
      label: t("field.category"),
      options: (["suspect", "contact", "victim", "witness", "missing"] as const).map((value) => ({
        value,
        label: t(`category.${value}`),
      })),
    },
    {
      kind: "several",
      name: "protection",
      label: t("field.protection"),
      options: (["child", "asylum", "victim"] as const).map((value) => ({
        value,
        label: t(`protection.${value}`),
      })),
      least: 0,
      lacking: "",
    },
    {
      kind: "text",
      name: "urgency",
      label: t("field.urgency"),
      hint: t("ask.urgency.hint"),
      least: 0,
      lacking: "",
    },
  ];
  return (
    <>
      <p className={styles["lead"]}>{t("ask.text")}</p>
      <FieldsForm
        fields={fields}
        start={{ hours: "24", purpose: "SERIOUS", legalBasis: "LB-UNM", category: "suspect", years: "3" }}
        buttons={[{ way: "ask", label: t("ask.submit") }]}
        onSubmit={async (given) => {
          const approval = await askUnmasking(askedOf(personKey, given), purpose);
          await queries.invalidateQueries({ queryKey: ["approvals"] });
          say(t("ask.done"));
          await navigate({ to: "/approvals/$approvalId", params: { approvalId: approval.id } });
        }}
      />
    </>
  );
}

function askedOf(personKey: string, { text, number, several }: Given): UnmaskAsked {
  return {
    personKey,
    elements: elements.filter((one) => several("elements").includes(one)),
    hours: number("hours"),
    form: {
      purpose: text("purpose") === "TERR" ? "TERR" : "SERIOUS",
      offence: { code: text("offence"), article: text("article"), maxPenaltyYears: number("years") },
      airLink: text("airLink"),
      caseReference: text("caseReference"),
      grounds: text("grounds"),
      newCircumstances: text("newCircumstances"),
      objectiveEvidence: text("objectiveEvidence"),
      necessity: text("necessity"),
      personCategory:
        (["suspect", "contact", "victim", "witness", "missing"] as const).find(
          (one) => one === text("category"),
        ) ?? "suspect",
      protection: (["child", "asylum", "victim"] as const).filter((one) =>
        several("protection").includes(one),
      ),
      legalBasis: text("legalBasis") === "LB-PIU" ? "LB-PIU" : "LB-UNM",
      legalText: text("legalText"),
      urgency: text("urgency") === "" ? null : text("urgency"),
    },
  };
}
