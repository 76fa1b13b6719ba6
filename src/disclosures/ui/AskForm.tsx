// The form of a request, made from the table of its type: only the fields that the type has are asked.
import { NativeSelect } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTexts, type TranslateOf, useOffenceNames } from "#design/ui";
import {
  elements,
  handlingCodes,
  personCategories,
  protectionFlags,
  requestTypes,
  type FieldName,
  type OwnRequests,
  type RequestType,
} from "../contract.ts";
import { ActForm, isSet, listOf, textOf, type Field, type Values } from "./ActForm.tsx";
import { disclosureTexts } from "./disclosure-texts.ts";
import styles from "./disclosures.module.css";
import { act } from "./queries.ts";

type T = TranslateOf<typeof disclosureTexts>;
type Authority = OwnRequests["authorities"][number];

export function AskForm({
  authorities,
  onAsked,
}: {
  authorities: OwnRequests["authorities"];
  onAsked: () => void;
}) {
  const t = useTexts(disclosureTexts);
  const queries = useQueryClient();
  const names = useOffenceNames();
  const [authority] = authorities.filter((each) => each.usable);
  const types = requestTypes.filter(
    (each) =>
      each.from === "authority" &&
      each.elsewhere === undefined &&
      authority !== undefined &&
      each.kinds.includes(authority.kind),
  );
  const [code, setCode] = useState(types[0]?.code ?? "");
  const type = types.find((each) => each.code === code);
  if (authority === undefined || type === undefined) return null;
  return (
    <div className={styles["columns"]}>
      <NativeSelect
        label={t("form.type")}
        data={types.map((each) => ({ value: each.code, label: t.code("type", each.code) }))}
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
      />
      <ActForm
        key={type.code}
        submit={t("form.submit")}
        fields={formOf(t, names, type, authority)}
        onSubmit={async (values) => {
          await act("/api/own-requests", {
            type: type.code,
            authorityId: authority.id,
            urgent: isSet(values, "isUrgent"),
            submit: true,
            fields: fieldsOf(type, values),
          });
          await queries.invalidateQueries({ queryKey: ["own-requests"] });
          onAsked();
        }}
      />
    </div>
  );
}

/** The inputs of each field of a form; names are those that the server gives its faults by. */
function formOf(
  t: T,
  names: ReadonlyMap<string, string>,
  type: RequestType,
  authority: Authority,
): readonly Field[] {
  const plain = (values: readonly string[]) => values.map((value) => ({ value, label: value }));
  const line = (name: string, label: string): Field => ({ name, label, kind: "line", optional: true });
  const area = (name: string, label: string): Field => ({ name, label, kind: "area", optional: true });
  const inputs: Readonly<Record<FieldName, readonly Field[]>> = {
    requester: [
      line("requester", t("form.officer")),
      line("requesterContact", t("form.officerContact")),
      line("requesterSupervisor", t("form.supervisor")),
    ],
    purpose: [
      {
        name: "purpose",
        label: t("column.purpose"),
        kind: "choice",
        options: authority.purposes.map((value) => ({ value, label: t.code("purpose", value) })),
      },
    ],
    offence: [
      {
        name: "offence",
        label: t("refer.offence"),
        kind: "choice",
        options: ["", ...authority.offences].map((value) => ({ value, label: names.get(value) ?? value })),
      },
      line("offenceArticle", t("form.article")),
      { name: "offencePenalty", label: t("form.penalty"), kind: "number", optional: true },
    ],
    airLink: [
      area("airLink", t("form.airLink")),
      {
        name: "airLinkKind",
        label: t("form.airLink"),
        kind: "choice",
        options: [
          { value: "direct", label: t("form.direct") },
          { value: "indirect", label: t("form.indirect") },
        ],
      },
    ],
    caseReference: [line("caseReference", t("form.caseReference"))],
    grounds: [area("grounds", t("form.grounds"))],
    newCircumstances: [area("newCircumstances", t("form.newCircumstances"))],
    objectiveEvidence: [area("objectiveEvidence", t("form.objectiveEvidence"))],
    contribution: [area("contribution", t("form.contribution"))],
    subjects: [
      { ...line("subjects", t("form.document")), hint: t("form.subject.hint") },
      line("subjectLocator", t("form.locator")),
      line("subjectSurname", t("form.surname")),
      line("subjectGiven", t("form.given")),
      { name: "subjectBirth", label: t("form.birthDate"), kind: "day", optional: true },
      line("subjectPhone", t("form.phone")),
      line("subjectEmail", t("form.email")),
    ],
    window: [
      { name: "window", label: t("form.from"), kind: "day", optional: true },
      { name: "windowUntil", label: t("form.until"), kind: "day", optional: true },
      area("windowWhy", t("form.justification")),
    ],
    elements: [
      {
        name: "elements",
        label: t("act.elements"),
        kind: "many",
        options: elements.map((value) => ({ value, label: t(`element.${value}`) })),
        first: ["names", "travel-dates"],
      },
    ],
    masked: [{ name: "masked", label: t("form.masked"), kind: "check" }],
    category: [
      {
        name: "category",
        label: t("act.category"),
        kind: "choice",
        options: personCategories.map((value) => ({ value, label: t(`category.${value}`) })),
      },
    ],
    protection: [
      {
        name: "protection",
        label: t("act.protection"),
        kind: "many",
        options: protectionFlags.map((value) => ({ value, label: t(`flag.${value}`) })),
      },
    ],
    urgency: [
      { name: "isUrgent", label: t("form.urgent"), kind: "check" },
      area("urgency", t("form.urgency")),
    ],
    handling: [
      {
        name: "handling",
        label: t("act.handling"),
        kind: "many",
        options: plain(handlingCodes),
        first: ["H2", "H3"],
      },
      { name: "handlingAccepted", label: t("form.accepted"), kind: "check" },
    ],
    humanRights: [area("humanRights", t("form.assurance"))],
    onward: [area("onward", t("act.necessity"))],
    legalBasis: [
      {
        name: "legalBasis",
        label: t("form.basis"),
        kind: "choice",
        options: type.bases.map((value) => ({ value, label: t.code("basis", value) })),
      },
      line("legalText", t("form.basisText")),
    ],
    priorApproval: [],
    language: [line("language", t("form.language"))],
    feedback: [{ name: "feedback", label: t("form.feedback"), kind: "check" }],
    copyTo: [line("copyTo", t("form.copyTo"))],
  };
  return (Object.keys(type.form) as FieldName[]).flatMap((name) => inputs[name]);
}

/** What was typed as the request says it; what was left empty is left out. */
function fieldsOf(type: RequestType, values: Values): object {
  const text = (name: string) => textOf(values, name);
  const some = (pairs: Readonly<Record<string, unknown>>) =>
    Object.fromEntries(Object.entries(pairs).filter(([, value]) => value !== "" && value !== undefined));
  const subject = some({
    document: text("subjects"),
    locator: text("subjectLocator"),
    birthDate: text("subjectBirth"),
    phone: text("subjectPhone"),
    email: text("subjectEmail"),
    name:
      text("subjectSurname") === ""
        ? undefined
        : { surname: text("subjectSurname"), given: text("subjectGiven") },
  });
  const all: Readonly<Record<FieldName, unknown>> = {
    requester: {
      officer: text("requester"),
      contact: text("requesterContact"),
      supervisor: text("requesterSupervisor"),
    },
    purpose: text("purpose"),
    offence:
      text("offence") === ""
        ? undefined
        : {
            code: text("offence"),
            article: text("offenceArticle"),
            maxPenaltyYears: Number(text("offencePenalty")),
          },
    airLink: { kind: text("airLinkKind"), text: text("airLink") },
    caseReference: text("caseReference"),
    grounds: text("grounds"),
    newCircumstances: text("newCircumstances"),
    objectiveEvidence: text("objectiveEvidence"),
    contribution: text("contribution"),
    subjects: Object.keys(subject).length === 0 ? [] : [subject],
    window:
      text("window") === "" || text("windowUntil") === ""
        ? undefined
        : some({ from: text("window"), until: text("windowUntil"), justification: text("windowWhy") }),
    elements: listOf(values, "elements"),
    masked: isSet(values, "masked"),
    category: text("category"),
    protection: listOf(values, "protection"),
    urgency: text("urgency") === "" ? undefined : { reason: text("urgency") },
    handling: { codes: listOf(values, "handling"), accepted: isSet(values, "handlingAccepted") },
    humanRights:
      text("humanRights") === ""
        ? undefined
        : { noDeathPenalty: true, noTorture: true, originCountry: null, text: text("humanRights") },
    onward: text("onward") === "" ? undefined : { onlyWithConsent: true, necessity: text("onward") },
    legalBasis: { code: text("legalBasis"), text: text("legalText") },
    priorApproval: undefined,
    language: text("language"),
    feedback: isSet(values, "feedback"),
    copyTo: text("copyTo"),
  };
  return some(Object.fromEntries(Object.entries(all).filter(([name]) => name in type.form)));
}
