// The form of an entry: names, dates of birth, documents as rows that come and go; what is wrong is said above and in place.
import { Button, Checkbox, MultiSelect, Select, TagsInput, Textarea, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useBlocker, useNavigate } from "@tanstack/react-router";
import { useId, useRef, useState, type FormEvent } from "react";
import type { EntryContent } from "../contract.ts";
import {
  ErrorSummary,
  problemAt,
  problemText,
  RefusalNotice,
  say,
  useDesignTexts,
  useMay,
  useSubmitKeys,
  useTexts,
  type FieldProblem,
} from "#design/ui";
import { useCountryOptions } from "./country-options.ts";
import { BirthRows, DocumentRows, KeyRows, NameRows } from "./EntryFormRows.tsx";
import { draftOf, personField, readDraft, sexes, type EntryDraft } from "./entry-draft.ts";
import { personTexts } from "./person-texts.ts";
import { personCategories, useCategoryOptions } from "./PersonsPart.tsx";
import { addInEmergency, propose } from "./queries.ts";
import { watchlistTexts } from "./watchlist-texts.ts";
import styles from "./watchlists.module.css";

const categories = ["wanted", "entry-ban", "sanctions", "missing", "lost-document", "alert"] as const;

/** `content` is what the entry says now; null for a new one. Ends on the page of the proposal. */
export function EntryForm({
  listId,
  entryId,
  content,
}: {
  listId: string;
  entryId: string | null;
  content: EntryContent | null;
}) {
  const t = useTexts(watchlistTexts);
  const who = useTexts(personTexts);
  const common = useDesignTexts();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const form = useRef<HTMLFormElement>(null);
  useSubmitKeys(form);
  const reasonField = useId();
  const [draft, setDraft] = useState<EntryDraft>(() => draftOf(content));
  const [reason, setReason] = useState("");
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);
  const [attempt, setAttempt] = useState(0);
  const [touched, setTouched] = useState(false);
  const mayHurry = useMay("emergency-entry") && entryId === null;
  const [emergency, setEmergency] = useState(false);
  const set = (change: Partial<EntryDraft>) => {
    setTouched(true);
    setDraft((before) => ({ ...before, ...change }));
  };
  const sent = useRef(false);
  useBlocker({
    enableBeforeUnload: () => touched && !sent.current,
    shouldBlockFn: () => touched && !sent.current && !globalThis.confirm(t("propose.leave")),
  });

  const sending = useMutation({
    mutationFn: (whole: EntryContent) =>
      emergency
        ? addInEmergency(listId, { content: whole, reason: reason.trim() })
        : propose(listId, {
            act: entryId === null ? "add" : "change",
            ...(entryId === null ? {} : { entryId }),
            content: whole,
            reason: reason.trim(),
          }),
    onSuccess: async (proposal) => {
      sent.current = true;
      say(t(emergency ? "emergency.done" : "propose.done"));
      await queries.invalidateQueries({ queryKey: ["proposals"] });
      await queries.invalidateQueries({ queryKey: ["watchlist", listId] });
      await navigate({ to: "/watchlists/proposal/$proposalId", params: { proposalId: proposal.id } });
    },
  });

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (sending.isPending) return;
    const read = readDraft(draft);
    const unchanged =
      "content" in read && content !== null && JSON.stringify(read.content) === sameAs(content);
    const found = [
      ...("problems" in read
        ? read.problems.map(({ field, fault }) => ({
            field,
            text: fault === "category-missing" ? who("category.missing") : t(`entry.problem.${fault}`),
          }))
        : []),
      ...(unchanged ? [{ field: "", text: t("propose.unchanged") }] : []),
      ...(reason.trim().length < 3 ? [{ field: reasonField, text: t("propose.reason.lacking") }] : []),
    ];
    setProblems(found);
    if (found.length > 0) setAttempt((before) => before + 1);
    else if ("content" in read) sending.mutate(read.content);
  };
  const errorAt = (field: string) => problemAt(problems, field);

  return (
    <form ref={form} className={styles["entryForm"]} noValidate onSubmit={submit}>
      <ErrorSummary problems={problems} attempt={attempt} />
      {sending.error === null ? null : (
        <RefusalNotice problem={sending.error} say={(problem) => problemText(problem, t, common)} />
      )}
      <NameRows names={draft.names} set={(names) => set({ names })} errorAt={errorAt} />
      <BirthRows births={draft.births} set={(births) => set({ births })} errorAt={errorAt} />
      <PersonFields draft={draft} set={set} />
      <DocumentRows documents={draft.documents} set={(documents) => set({ documents })} errorAt={errorAt} />
      <KeyRows keys={draft.keys} set={(keys) => set({ keys })} errorAt={errorAt} />
      <ListingFields draft={draft} set={set} error={errorAt(personField)} />
      <Textarea
        id={reasonField}
        label={t("propose.reason")}
        description={t("propose.reason.hint")}
        rows={4}
        maxLength={2000}
        value={reason}
        error={errorAt(reasonField)}
        onChange={(event) => {
          setTouched(true);
          setReason(event.currentTarget.value);
        }}
      />
      {mayHurry ? (
        <Checkbox
          label={t("emergency.label")}
          description={t("emergency.hint")}
          checked={emergency}
          onChange={(event) => setEmergency(event.currentTarget.checked)}
        />
      ) : null}
      <div className={styles["buttons"]}>
        <Button type="submit" loading={sending.isPending}>
          {t(emergency ? "emergency.submit" : "propose.submit")}
        </Button>
      </div>
    </form>
  );
}

/** The present entry as the form would give it back untouched, to see whether anything was changed. */
function sameAs(content: EntryContent): string {
  const read = readDraft(draftOf(content));
  return "content" in read ? JSON.stringify(read.content) : "";
}

type FieldsProps = { readonly draft: EntryDraft; readonly set: (change: Partial<EntryDraft>) => void };

function PersonFields({ draft, set }: FieldsProps) {
  const t = useTexts(watchlistTexts);
  const countries = useCountryOptions();
  return (
    <fieldset className={styles["group"]}>
      <legend>{t("propose.person")}</legend>
      <Select
        label={t("field.sex")}
        w={220}
        allowDeselect={false}
        value={draft.sex}
        data={[
          { value: "", label: t("sex.none") },
          ...sexes.map((sex) => ({ value: sex, label: t(`sex.${sex}`) })),
        ]}
        onChange={(value) => set({ sex: sexes.find((sex) => sex === value) ?? "" })}
      />
      {(["nationalities", "birthCountries"] as const).map((field) => (
        <MultiSelect
          key={field}
          className={styles["words"] ?? ""}
          label={t(`field.${field}`)}
          description={t("propose.countries.hint")}
          data={countries}
          value={[...draft[field]]}
          searchable
          hidePickedOptions
          maxValues={10}
          limit={30}
          onChange={(value) => set({ [field]: value })}
        />
      ))}
      {(["birthPlaces", "titles"] as const).map((field) => (
        <TagsInput
          key={field}
          className={styles["words"] ?? ""}
          label={t(`field.${field}`)}
          description={t(`propose.${field}.hint`)}
          value={[...draft[field]]}
          // A place has commas within.
          splitChars={[";"]}
          maxTags={20}
          onChange={(value) => set({ [field]: value.map((text) => text.slice(0, 200)) })}
        />
      ))}
    </fieldset>
  );
}

function ListingFields({ draft, set, error }: FieldsProps & { error: string | undefined }) {
  const t = useTexts(watchlistTexts);
  const who = useTexts(personTexts);
  const options = useCategoryOptions();
  const common = useDesignTexts();
  const optional = common("form.optional");
  const known = categories.some((category) => category === draft.category);
  return (
    <fieldset className={styles["group"]}>
      <legend>{t("propose.what")}</legend>
      <Select
        id={personField}
        label={who("category")}
        w={320}
        withAsterisk
        error={error}
        value={draft.personCategory === "" ? null : draft.personCategory}
        data={options}
        onChange={(value) => set({ personCategory: personCategories.find((one) => one === value) ?? "" })}
      />
      <TextInput
        label={`${who("role")} (${optional})`}
        description={who("role.hint")}
        maxLength={60}
        value={draft.role}
        onChange={(event) => set({ role: event.currentTarget.value })}
      />
      <Select
        label={t("field.category")}
        w={320}
        clearable
        value={draft.category === "" ? null : draft.category}
        data={[
          ...categories.map((category) => ({ value: category, label: t(`category.${category}`) })),
          ...(known || draft.category === "" ? [] : [{ value: draft.category, label: draft.category }]),
        ]}
        onChange={(value) => set({ category: value ?? "" })}
      />
      <TextInput
        label={`${t("field.programme")} (${optional})`}
        description={t("propose.programme.hint")}
        maxLength={200}
        value={draft.programme}
        onChange={(event) => set({ programme: event.currentTarget.value })}
      />
      <Textarea
        label={`${t("field.instructions")} (${optional})`}
        description={t("propose.instructions.hint")}
        rows={2}
        maxLength={2000}
        value={draft.instructions}
        onChange={(event) => set({ instructions: event.currentTarget.value })}
      />
      <TextInput
        type="date"
        inputContainer={(input) => <div className={styles["narrow"]}>{input}</div>}
        label={`${t("field.expires")} (${optional})`}
        description={t("propose.expires.hint")}
        value={draft.expires}
        onChange={(event) => set({ expires: event.currentTarget.value })}
      />
    </fieldset>
  );
}
