// Asking about one's own data: who one is, what one wants; then the number and the code to come back with.
import { Button, NativeSelect, Textarea, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useRef, useState, type FormEvent } from "react";
import {
  Code,
  ErrorSummary,
  Notice,
  problemAt,
  problemText,
  RefusalNotice,
  useSubmitKeys,
  useSurroundings,
  useTexts,
  type FieldProblem,
} from "#design/ui";
import { ownKinds, type NewRequest, type OwnKind } from "../contract.ts";
import { sendRequest } from "./queries.ts";
import { rightsTexts } from "./rights-texts.ts";
import styles from "./rights.module.css";

const fields = ["name", "birthDate", "number", "issuer", "contact", "representative"] as const;
type Field = (typeof fields)[number];
type Draft = Readonly<Record<Field | "text", string>> & { readonly kind: OwnKind };
const empty: Draft = {
  kind: "access",
  name: "",
  birthDate: "",
  number: "",
  issuer: "",
  contact: "",
  representative: "",
  text: "",
};

export function AskForm() {
  const t = useTexts(rightsTexts);
  const { language } = useSurroundings();
  const form = useRef<HTMLFormElement>(null);
  useSubmitKeys(form);
  const [draft, setDraft] = useState<Draft>(empty);
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);
  const [attempt, setAttempt] = useState(0);
  const sending = useMutation({ mutationFn: () => sendRequest(requestOf(draft, language)) });
  if (sending.data !== undefined) {
    const { reference, code } = sending.data;
    return (
      <Notice icon="check" title={t("ask.done")}>
        {t("ask.done.text")}
        <span className={styles["code"]}>
          {t("ask.reference")} <Code>{reference}</Code>
        </span>
        <span className={styles["code"]}>
          {t("ask.code")} <Code>{code}</Code>
        </span>
      </Notice>
    );
  }
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const found = lackingIn(draft).map((field) => ({
      field: `ask-${field}`,
      text: t(`ask.lacking.${field}`),
    }));
    setProblems(found);
    if (found.length === 0) sending.mutate();
    else setAttempt((before) => before + 1);
  };
  const set = (change: Partial<Draft>) => setDraft((before) => ({ ...before, ...change }));
  return (
    <form ref={form} className={styles["form"]} onSubmit={submit} noValidate>
      <ErrorSummary problems={problems} attempt={attempt} />
      {sending.error === null ? null : (
        <RefusalNotice problem={sending.error} say={(problem) => problemText(problem, t)} />
      )}
      <NativeSelect
        label={t("ask.kind")}
        description={t.code("kind.about", draft.kind)}
        value={draft.kind}
        data={ownKinds.map((value) => ({ value, label: t(`kind.${value}`) }))}
        onChange={({ currentTarget: { value } }) =>
          set({ kind: ownKinds.find((kind) => kind === value) ?? "access" })
        }
      />
      <div className={styles["fields"]}>
        {fields.map((field) => (
          <TextInput
            key={field}
            id={`ask-${field}`}
            label={t(`ask.${field}`)}
            description={t(`ask.${field}.hint`)}
            error={problemAt(problems, `ask-${field}`)}
            value={draft[field]}
            autoComplete="off"
            onChange={({ currentTarget: { value } }) => set({ [field]: value })}
          />
        ))}
      </div>
      <Textarea
        id="ask-text"
        label={t("ask.text")}
        description={t("ask.text.hint")}
        autosize
        minRows={3}
        maxLength={4_000}
        value={draft.text}
        onChange={({ currentTarget: { value } }) => set({ text: value })}
      />
      <p className={styles["dim"]}>{t("ask.use")}</p>
      <div>
        <Button type="submit" loading={sending.isPending}>
          {t("ask.send")}
        </Button>
      </div>
    </form>
  );
}

type Lacking = "name" | "birthDate" | "issuer" | "contact";

function lackingIn({ name, birthDate, number, issuer, contact }: Draft): readonly Lacking[] {
  return [
    ...(name.trim() === "" ? (["name"] as const) : []),
    ...(/^\d{4}-\d{2}-\d{2}$/.test(birthDate.trim()) ? [] : (["birthDate"] as const)),
    ...(number.trim() !== "" && !/^[A-Za-z]{3}$/.test(issuer.trim()) ? (["issuer"] as const) : []),
    ...(contact.trim() === "" ? (["contact"] as const) : []),
  ];
}

function requestOf(draft: Draft, language: NewRequest["language"]): NewRequest {
  const number = draft.number.trim();
  const representative = draft.representative.trim();
  return {
    kind: draft.kind,
    language,
    name: draft.name.trim(),
    birthDate: draft.birthDate.trim(),
    document: number === "" ? null : { number, issuer: draft.issuer.trim().toUpperCase() },
    contact: draft.contact.trim(),
    representative: representative === "" ? null : representative,
    text: draft.text.trim(),
  };
}
