// Registering a list: who keeps it, whose it is, on what legal basis, and where it is fetched from.
import { Button, Radio, Select, Textarea, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useRef, useState, type FormEvent, type ReactNode } from "react";
import {
  ApiProblem,
  ErrorSummary,
  ForThoseWhoMay,
  Page,
  problemAt,
  problemText,
  RefusalNotice,
  say,
  useDesignTexts,
  useSubmitKeys,
  useTexts,
  type FieldProblem,
} from "#design/ui";
import { alertBases, listFormats } from "../contract.ts";
import { faultsOf, listOf, type ListDraft } from "./list-draft.ts";
import { MappingEditor } from "./MappingEditor.tsx";
import { registerList } from "./queries.ts";
import { personTexts } from "./person-texts.ts";
import { personCategories, useCategoryOptions } from "./PersonsPart.tsx";
import { watchlistTexts } from "./watchlist-texts.ts";
import styles from "./watchlists.module.css";

const empty: ListDraft = {
  kind: "imported",
  code: "",
  title: "",
  authority: "",
  legalBasis: "",
  alertBasis: null,
  persons: null,
  format: "un-xml",
  mapping: null,
  address: "",
  fetchEveryHours: "",
};

/** A short field whose hint and fault keep the whole width. */
const narrow = (field: ReactNode) => <div className={styles["narrow"]}>{field}</div>;

/** Ends on the page of the list. */
export function NewListScreen() {
  const t = useTexts(watchlistTexts);
  return (
    <Page
      title={t("new.title")}
      trail={[{ label: t("lists.title"), link: (label) => <Link to="/watchlists">{label}</Link> }]}
    >
      <ForThoseWhoMay action="import-list">
        <div className={styles["formPage"]}>
          <NewListForm />
        </div>
      </ForThoseWhoMay>
    </Page>
  );
}

function NewListForm() {
  const t = useTexts(watchlistTexts);
  const who = useTexts(personTexts);
  const options = useCategoryOptions();
  const common = useDesignTexts();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const form = useRef<HTMLFormElement>(null);
  useSubmitKeys(form);
  const [draft, setDraft] = useState(empty);
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);
  const [attempt, setAttempt] = useState(0);
  const set = (change: Partial<ListDraft>) => setDraft((before) => ({ ...before, ...change }));
  const registering = useMutation({
    mutationFn: () => registerList(listOf(draft)),
    onSuccess: async (list) => {
      await queries.invalidateQueries({ queryKey: ["watchlists"] });
      say(t("new.done", { code: list.code, about: t("list.tab.about") }));
      await navigate({ to: "/w/$listId", params: { listId: list.id } });
    },
    onError: (problem) => {
      // What the server found wrong with single fields stands at those fields.
      if (!(problem instanceof ApiProblem) || problem.fields.length === 0) return;
      setProblems(problem.fields.map(({ field, text }) => ({ field: `new-${field}`, text })));
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (registering.isPending) return;
    registering.reset();
    const found = faultsOf(draft).map(({ field, fault }) => ({
      field: `new-${field}`,
      text: fault === "persons.missing" ? who("new.missing") : t(`new.${fault}`),
    }));
    setProblems(found);
    if (found.length > 0) setAttempt((before) => before + 1);
    else registering.mutate();
  };
  const field = (name: Exclude<keyof ListDraft, "mapping" | "alertBasis" | "persons">) => ({
    id: `new-${name}`,
    value: draft[name],
    error: problemAt(problems, `new-${name}`),
    onChange: (event: { currentTarget: { value: string } }) => set({ [name]: event.currentTarget.value }),
  });
  return (
    <form ref={form} className={styles["entryForm"]} noValidate onSubmit={submit}>
      <ErrorSummary problems={problems} attempt={attempt} />
      {registering.error === null ? null : (
        <RefusalNotice problem={registering.error} say={(problem) => problemText(problem, t, common)} />
      )}
      <Radio.Group
        label={t("new.kind")}
        value={draft.kind}
        onChange={(value) => set({ kind: value === "own" ? "own" : "imported" })}
      >
        <div className={styles["radios"]}>
          {(["imported", "own"] as const).map((kind) => (
            <Radio
              key={kind}
              value={kind}
              label={t(`new.kind.${kind}`)}
              description={t(`new.kind.${kind}.hint`)}
            />
          ))}
        </div>
      </Radio.Group>
      <TextInput
        label={t("new.code")}
        description={t("new.code.hint")}
        inputContainer={narrow}
        maxLength={20}
        autoComplete="off"
        spellCheck={false}
        {...field("code")}
        onChange={(event) => set({ code: event.currentTarget.value.toUpperCase() })}
      />
      <TextInput label={t("new.name")} maxLength={200} {...field("title")} />
      <TextInput
        label={t("new.authority")}
        description={t("new.authority.hint")}
        maxLength={200}
        {...field("authority")}
      />
      <Textarea
        label={t("new.basis")}
        description={t("new.basis.hint")}
        rows={2}
        maxLength={500}
        {...field("legalBasis")}
      />
      <Select
        id="new-alertBasis"
        label={t("new.alertBasis")}
        description={t("new.alertBasis.hint")}
        value={draft.alertBasis}
        error={problemAt(problems, "new-alertBasis")}
        data={alertBases.map((value) => ({ value, label: t(`alertBasis.${value}`) }))}
        onChange={(value) => set({ alertBasis: alertBases.find((one) => one === value) ?? null })}
      />
      <Select
        id="new-persons"
        label={who("new")}
        description={who("new.hint")}
        value={draft.persons}
        error={problemAt(problems, "new-persons")}
        data={options}
        onChange={(value) => set({ persons: personCategories.find((one) => one === value) ?? null })}
      />
      {draft.kind === "own" ? null : (
        <>
          <Select
            label={t("new.format")}
            allowDeselect={false}
            value={draft.format}
            data={listFormats.map((format) => ({
              value: format,
              label: t(`format.${format}`),
            }))}
            onChange={(value) =>
              set({ format: listFormats.find((format) => format === value) ?? "un-xml", mapping: null })
            }
          />
          {draft.format === "csv-mapped" ? (
            <MappingEditor
              id="new-mapping"
              mapping={draft.mapping}
              error={problemAt(problems, "new-mapping")}
              onMapping={(mapping) => set({ mapping })}
            />
          ) : null}
          <TextInput
            label={`${t("new.address")} (${common("form.optional")})`}
            description={t("new.address.hint")}
            inputMode="url"
            maxLength={500}
            spellCheck={false}
            {...field("address")}
          />
          <TextInput
            label={`${t("new.every")} (${common("form.optional")})`}
            description={t("new.every.hint")}
            inputContainer={narrow}
            inputMode="numeric"
            maxLength={3}
            {...field("fetchEveryHours")}
          />
        </>
      )}
      <div className={styles["buttons"]}>
        <Button type="submit" loading={registering.isPending}>
          {t("new.submit")}
        </Button>
      </div>
    </form>
  );
}
