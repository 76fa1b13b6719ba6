// Proposing an agreement: what is left as usual is not part of it.
import { Button, MultiSelect, Select, Textarea, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef, useState, type FormEvent } from "react";
import type { Agreement } from "../contract.ts";
import {
  agreeableLists,
  identifications,
  listKinds,
  requirable,
  unwantable,
  type ListKind,
  type Requirable,
} from "../contract.ts";
import {
  ErrorSummary,
  problemAt,
  problemText,
  RefusalNotice,
  say,
  useDesignTexts,
  useSubmitKeys,
  useTexts,
  type FieldProblem,
  type TranslateOf,
} from "#design/ui";
import { inhibitingError, mistakenDirective, mistakenError } from "../contract.ts";
import {
  addressesIn,
  codesIn,
  documentTypesAs,
  documentTypesIn,
  errorCodesIn,
  fieldOf,
  limitIn,
  linesOf,
  severitiesIn,
  telephoneIn,
} from "./agreement-draft.ts";
import { answerFormIn, typedAnswerForm } from "./answer-form-draft.ts";
import { AnswerChoices, type SetPart } from "./AnswerChoices.tsx";
import { AnswerFormFields } from "./AnswerFormFields.tsx";
import { carrierTexts } from "./carrier-texts.ts";
import styles from "./carriers.module.css";
import { agreementsQuery, proposeAgreement } from "./queries.ts";

const usual = "";

/** Begins with the agreement in force; another person decides what is proposed here. */
export function AgreementForm({
  carrierId,
  start,
  onDone,
}: {
  carrierId: string | null;
  start: Agreement;
  onDone: () => void;
}) {
  const t = useTexts(carrierTexts);
  const common = useDesignTexts();
  const queries = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  useSubmitKeys(form);
  const [draft, setDraft] = useState<Agreement>(start);
  const [severities, setSeverities] = useState(linesOf(start.severities));
  const [codes, setCodes] = useState(linesOf(start.directiveCodes));
  const [errorCodes, setErrorCodes] = useState(linesOf(start.errorCodes));
  const [most, setMost] = useState(fieldOf(start.interactiveTravellersMax));
  const [days, setDays] = useState(fieldOf(start.interchangeDaysMax));
  const [telephone, setTelephone] = useState(fieldOf(start.dutyTelephone));
  const [addresses, setAddresses] = useState((start.ownAddresses ?? []).join("\n"));
  const [answerForm, setAnswerForm] = useState(typedAnswerForm(start.answerForm));
  const [types, setTypes] = useState(documentTypesAs(start.documentTypes));
  const [reason, setReason] = useState("");
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);
  const [attempt, setAttempt] = useState(0);
  const proposing = useMutation({
    mutationFn: (content: Agreement) => proposeAgreement(carrierId, { content, reason: reason.trim() }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: agreementsQuery(carrierId).queryKey });
      onDone();
      say(t("agreement.proposed.done"));
    },
  });
  /** Sets a part, or (undefined) leaves it as usual. */
  const set: SetPart = (part, value) =>
    setDraft((before) => {
      const next: Agreement = { ...before };
      if (value === undefined) delete next[part];
      else next[part] = value;
      return next;
    });
  const require = (kind: ListKind, elements: readonly Requirable[] | undefined) => {
    const { [kind]: _, ...rest } = draft.required ?? {};
    const required = elements === undefined ? rest : { ...rest, [kind]: [...elements] };
    set("required", Object.keys(required).length === 0 ? undefined : required);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (proposing.isPending) return;
    const readSeverities = severitiesIn(severities);
    const readCodes = codesIn(codes);
    const readErrors = errorCodesIn(errorCodes);
    const readTypes = documentTypesIn(types);
    const readForm = answerFormIn(answerForm);
    const readAddresses = addressesIn(addresses);
    const limits = {
      interactiveTravellersMax: limitIn(most, 999),
      interchangeDaysMax: limitIn(days, 3650),
      dutyTelephone: telephoneIn(telephone),
    };
    const found = [
      ...(readSeverities === null ? [{ field: "agreement-severities", text: t("severities.wrong") }] : []),
      ...(readCodes === null ? [{ field: "agreement-codes", text: t("directiveCodes.wrong") }] : []),
      ...(mistakenDirective(readCodes ?? {}) === undefined
        ? []
        : [{ field: "agreement-codes", text: t("directiveCodes.mistaken") }]),
      ...(readErrors === null ? [{ field: "agreement-errors", text: t("errorCodes.wrong") }] : []),
      ...errorCodesWrong(t, readErrors ?? {}, readCodes ?? {}),
      ...(limits.interactiveTravellersMax === "wrong"
        ? [{ field: "agreement-most", text: t("interactiveTravellersMax.wrong") }]
        : []),
      ...readForm.wrong.map((part) => ({ field: `agreement-${part}`, text: t(`answerForm.${part}.wrong`) })),
      ...(readTypes === "wrong" ? [{ field: "agreement-documents", text: t("documentTypes.wrong") }] : []),
      ...(readAddresses === null ? [{ field: "agreement-addresses", text: t("ownAddresses.wrong") }] : []),
      ...(limits.interchangeDaysMax === "wrong"
        ? [{ field: "agreement-days", text: t("interchangeDaysMax.wrong") }]
        : []),
      ...(limits.dutyTelephone === "wrong"
        ? [{ field: "agreement-telephone", text: t("dutyTelephone.wrong") }]
        : []),
      ...(reason.trim().length < 3
        ? [{ field: "agreement-reason", text: t("agreement.reason.missing") }]
        : []),
    ];
    setProblems(found);
    if (found.length > 0) {
      setAttempt((before) => before + 1);
      return;
    }
    const {
      severities: _s,
      directiveCodes: _c,
      errorCodes: _e,
      answerForm: _f,
      documentTypes: _t,
      ownAddresses: _a,
      ...rest
    } = draft;
    proposing.mutate({
      ...withLimits(rest, limits),
      ...(Object.keys(readSeverities ?? {}).length === 0 ? {} : { severities: readSeverities ?? {} }),
      ...(Object.keys(readCodes ?? {}).length === 0 ? {} : { directiveCodes: readCodes ?? {} }),
      ...(Object.keys(readErrors ?? {}).length === 0 ? {} : { errorCodes: readErrors ?? {} }),
      ...(Object.keys(readForm.form).length === 0 ? {} : { answerForm: readForm.form }),
      ...(readTypes === undefined || readTypes === "wrong" ? {} : { documentTypes: [...readTypes] }),
      ...(readAddresses === null || readAddresses.length === 0 ? {} : { ownAddresses: readAddresses }),
    });
  };
  return (
    <form ref={form} className={styles["form"]} noValidate onSubmit={submit}>
      <p className={styles["dim"]}>
        {t(carrierId === null ? "agreement.form.unit" : "agreement.form.carrier")}
      </p>
      <ErrorSummary problems={problems} attempt={attempt} />
      {proposing.error === null ? null : (
        <RefusalNotice
          problem={proposing.error}
          say={(problem) =>
            problem.code === "finding-code-unknown"
              ? t("severities.unknown", { codes: problem.fields.map(({ text }) => text).join("; ") })
              : problemText(problem, t, common)
          }
        />
      )}
      {listKinds.map((kind) => (
        <MultiSelect
          key={kind}
          label={t(`required.${kind}`)}
          description={t(`required.${kind}.hint`)}
          placeholder={draft.required?.[kind] === undefined ? t("as.usual") : undefined}
          clearable
          searchable
          value={[...(draft.required?.[kind] ?? [])]}
          data={requirable.map((value) => ({ value, label: t(`element.${value}`) }))}
          onChange={(values) =>
            require(kind, values.length === 0 ? undefined : requirable.filter((one) => values.includes(one)))
          }
        />
      ))}
      <Textarea
        id="agreement-severities"
        label={t("severities")}
        description={t("severities.hint")}
        rows={3}
        value={severities}
        error={problemAt(problems, "agreement-severities")}
        spellCheck={false}
        dir="ltr"
        onChange={(event) => setSeverities(event.currentTarget.value.toUpperCase())}
      />
      <Textarea
        id="agreement-codes"
        label={t("directiveCodes")}
        description={t("directiveCodes.hint")}
        rows={3}
        value={codes}
        error={problemAt(problems, "agreement-codes")}
        spellCheck={false}
        dir="ltr"
        onChange={(event) => setCodes(event.currentTarget.value.toUpperCase())}
      />
      <Textarea
        id="agreement-errors"
        label={t("errorCodes")}
        description={t("errorCodes.hint")}
        rows={3}
        value={errorCodes}
        error={problemAt(problems, "agreement-errors")}
        spellCheck={false}
        dir="ltr"
        onChange={(event) => setErrorCodes(event.currentTarget.value.toUpperCase())}
      />
      <AnswerFormFields typed={answerForm} problems={problems} onType={setAnswerForm} />
      <AnswerChoices draft={draft} set={set} />
      <TextInput
        id="agreement-most"
        label={t("interactiveTravellersMax")}
        description={t("limit.hint")}
        placeholder={t("as.usual")}
        inputMode="numeric"
        maxLength={3}
        value={most}
        error={problemAt(problems, "agreement-most")}
        onChange={(event) => setMost(event.currentTarget.value)}
      />
      <Select
        label={t("identifiedBy")}
        description={t("identifiedBy.hint")}
        allowDeselect={false}
        value={draft.identifiedBy ?? usual}
        data={[
          { value: usual, label: t("as.usual") },
          ...identifications.map((value) => ({ value, label: t(`identifiedBy.${value}`) })),
        ]}
        onChange={(value) =>
          set(
            "identifiedBy",
            identifications.find((one) => one === value),
          )
        }
      />
      <MultiSelect
        label={t("lists")}
        description={t("lists.hint")}
        placeholder={draft.lists === undefined ? t("as.usual") : undefined}
        clearable
        value={[...(draft.lists ?? [])]}
        data={agreeableLists.map((value) => ({ value, label: t(`list.${value}`) }))}
        onChange={(values) =>
          set("lists", values.length === 0 ? undefined : agreeableLists.filter((one) => values.includes(one)))
        }
      />
      <MultiSelect
        label={t("unwanted")}
        description={t("unwanted.hint")}
        placeholder={draft.unwanted === undefined ? t("as.usual") : undefined}
        clearable
        value={[...(draft.unwanted ?? [])]}
        data={unwantable.map((value) => ({ value, label: t(`unwanted.${value}`) }))}
        onChange={(values) =>
          set("unwanted", values.length === 0 ? undefined : unwantable.filter((one) => values.includes(one)))
        }
      />
      <TextInput
        id="agreement-documents"
        label={t("documentTypes")}
        description={t("documentTypes.hint")}
        placeholder={t("as.usual")}
        spellCheck={false}
        dir="ltr"
        value={types}
        error={problemAt(problems, "agreement-documents")}
        onChange={(event) => setTypes(event.currentTarget.value)}
      />
      <Textarea
        id="agreement-addresses"
        label={t("ownAddresses")}
        description={t("ownAddresses.hint")}
        placeholder={t("as.usual")}
        rows={2}
        value={addresses}
        error={problemAt(problems, "agreement-addresses")}
        spellCheck={false}
        dir="ltr"
        onChange={(event) => setAddresses(event.currentTarget.value)}
      />
      <TextInput
        id="agreement-days"
        label={t("interchangeDaysMax")}
        description={t("limit.hint")}
        placeholder={t("as.usual")}
        inputMode="numeric"
        maxLength={4}
        value={days}
        error={problemAt(problems, "agreement-days")}
        onChange={(event) => setDays(event.currentTarget.value)}
      />
      <TextInput
        id="agreement-telephone"
        label={t("dutyTelephone")}
        description={t("dutyTelephone.hint")}
        placeholder={t("as.usual")}
        inputMode="tel"
        maxLength={24}
        dir="ltr"
        value={telephone}
        error={problemAt(problems, "agreement-telephone")}
        onChange={(event) => setTelephone(event.currentTarget.value)}
      />
      <Textarea
        id="agreement-reason"
        label={t("agreement.why")}
        rows={2}
        maxLength={500}
        value={reason}
        error={problemAt(problems, "agreement-reason")}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <div className={styles["buttons"]}>
        <Button type="submit" loading={proposing.isPending}>
          {t("agreement.submit")}
        </Button>
        <Button variant="subtle" onClick={onDone}>
          {t("agreement.leave")}
        </Button>
      </div>
    </form>
  );
}

type Limits = {
  readonly [Part in "interactiveTravellersMax" | "interchangeDaysMax" | "dutyTelephone"]:
    | Agreement[Part]
    | "wrong"
    | undefined;
};

/** The parts of an agreement that are typed: those that are left as usual are no part of it. */
function withLimits(draft: Agreement, limits: Limits): Agreement {
  const { interactiveTravellersMax: _m, interchangeDaysMax: _d, dutyTelephone: _t, ...rest } = draft;
  const said = Object.entries(limits).filter(([, value]) => value !== undefined);
  return { ...rest, ...(Object.fromEntries(said) as Agreement) };
}

/** An error that a carrier would read as a directive; of "do not board" it is said why no finding stands for it. */
function errorCodesWrong(
  t: TranslateOf<typeof carrierTexts>,
  errors: Readonly<Record<string, string>>,
  codes: NonNullable<Agreement["directiveCodes"]>,
): readonly FieldProblem[] {
  const field = "agreement-errors";
  const inhibiting = inhibitingError(errors, codes);
  if (inhibiting !== undefined) {
    const code = errors[inhibiting] ?? "";
    return [{ field, text: t("errorCodes.inhibits", { finding: inhibiting, code }) }];
  }
  return mistakenError(errors, codes) === undefined ? [] : [{ field, text: t("errorCodes.mistaken") }];
}
