// What is known of a list's source, and the form that changes it.
import { Button, MultiSelect, Select, Textarea, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef, useState, type FormEvent } from "react";
import {
  alertBases,
  classifications,
  grades,
  listPurposes,
  type ListRegister,
  type Watchlist,
} from "../contract.ts";
import {
  Dialog,
  ErrorSummary,
  Fact,
  Facts,
  Icon,
  NoneShown,
  problemAt,
  problemText,
  RefusalNotice,
  say,
  serverNow,
  useDesignTexts,
  useMay,
  useSubmitKeys,
  useTexts,
  type FieldProblem,
} from "#design/ui";
import { DayText } from "./entry-parts.tsx";
import { writeRegister } from "./queries.ts";
import { watchlistTexts } from "./watchlist-texts.ts";
import styles from "./watchlists.module.css";

/** The facts of the register; days that have come are marked. */
export function RegisterPart({ list }: { list: Watchlist }) {
  const t = useTexts(watchlistTexts);
  const common = useDesignTexts();
  const mayChange = useMay("import-list");
  const [changing, setChanging] = useState(false);
  return (
    <>
      <Facts>
        <Fact label={t("list.owner")}>
          <bdi>{list.authority}</bdi>
        </Fact>
        <Fact label={t("list.basis")}>
          <bdi>{list.legalBasis}</bdi>
        </Fact>
        <Fact label={t("new.alertBasis")}>{t(`alertBasis.${list.alertBasis}`)}</Fact>
        <Fact label={t("register.owner")}>
          {list.owner === null ? <NoneShown /> : <bdi>{list.owner}</bdi>}
        </Fact>
        <Fact label={t("register.purposes")}>
          {list.purposes.length === 0 ? (
            <NoneShown />
          ) : (
            list.purposes.map((purpose) => common(`purpose.${purpose}`)).join(", ")
          )}
        </Fact>
        <Fact label={t("register.grade")}>
          {list.grade === null ? <NoneShown /> : t(`grade.${list.grade}`)}
        </Fact>
        <Fact label={t("register.classification")}>
          {list.classification === null ? <NoneShown /> : t(`classification.${list.classification}`)}
        </Fact>
        <Fact label={t("register.retentionDays")}>
          {list.retentionDays === null ? <NoneShown /> : t("register.days", { count: list.retentionDays })}
        </Fact>
        <Fact label={t("register.expiresOn")}>
          <DayDue day={list.expiresOn} due={t("register.expired")} />
        </Fact>
        <Fact label={t("register.reviewOn")}>
          <DayDue day={list.reviewOn} due={t("register.reviewDue")} />
        </Fact>
      </Facts>
      {mayChange ? (
        <div className={styles["after"]}>
          <Button size="xs" variant="default" onClick={() => setChanging(true)}>
            {t("register.change")}
          </Button>
          <Dialog title={t("register.title")} opened={changing} onClose={() => setChanging(false)}>
            <RegisterForm list={list} onClose={() => setChanging(false)} />
          </Dialog>
        </div>
      ) : null}
    </>
  );
}

function DayDue({ day, due }: { day: string | null; due: string }) {
  if (day === null) return <NoneShown />;
  const come = day <= new Date(serverNow()).toISOString().slice(0, 10);
  return (
    <>
      <DayText day={day} />{" "}
      {come ? (
        <span className={styles["lacking"]}>
          <Icon name="info" size={13} /> {due}
        </span>
      ) : null}
    </>
  );
}

type Draft = Record<
  "title" | "authority" | "legalBasis" | "owner" | "retentionDays" | "expiresOn" | "reviewOn",
  string
> &
  Pick<ListRegister, "alertBasis" | "purposes" | "grade" | "classification">;

const draftOf = (list: Watchlist): Draft => ({
  title: list.title,
  authority: list.authority,
  legalBasis: list.legalBasis,
  alertBasis: list.alertBasis,
  owner: list.owner ?? "",
  purposes: list.purposes,
  grade: list.grade,
  classification: list.classification,
  retentionDays: list.retentionDays === null ? "" : String(list.retentionDays),
  expiresOn: list.expiresOn ?? "",
  reviewOn: list.reviewOn ?? "",
});

/** What is wrong with what is typed, by field. */
function faultsOf(draft: Draft): readonly { field: keyof Draft; fault: "short" | "daysWrong" | "day" }[] {
  const days = draft.retentionDays.trim();
  return [
    ...(["title", "legalBasis"] as const)
      .filter((field) => draft[field].trim().length < 3)
      .map((field) => ({ field, fault: "short" as const })),
    ...(draft.authority.trim().length < 2 ? [{ field: "authority", fault: "short" } as const] : []),
    ...(days !== "" && !(/^\d{1,4}$/.test(days) && Number(days) >= 1 && Number(days) <= 3650)
      ? [{ field: "retentionDays", fault: "daysWrong" } as const]
      : []),
    ...(["expiresOn", "reviewOn"] as const)
      .filter((field) => draft[field].trim() !== "" && !/^\d{4}-\d{2}-\d{2}$/.test(draft[field].trim()))
      .map((field) => ({ field, fault: "day" as const })),
  ];
}

const orNull = (text: string): string | null => (text.trim() === "" ? null : text.trim());

const registerOf = (draft: Draft): ListRegister => ({
  title: draft.title.trim(),
  authority: draft.authority.trim(),
  legalBasis: draft.legalBasis.trim(),
  alertBasis: draft.alertBasis,
  owner: orNull(draft.owner),
  purposes: draft.purposes,
  grade: draft.grade,
  classification: draft.classification,
  retentionDays: draft.retentionDays.trim() === "" ? null : Number(draft.retentionDays),
  expiresOn: orNull(draft.expiresOn),
  reviewOn: orNull(draft.reviewOn),
});

function RegisterForm({ list, onClose }: { list: Watchlist; onClose: () => void }) {
  const t = useTexts(watchlistTexts);
  const common = useDesignTexts();
  const queries = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  useSubmitKeys(form);
  const [draft, setDraft] = useState(() => draftOf(list));
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);
  const [attempt, setAttempt] = useState(0);
  const set = (change: Partial<Draft>) => setDraft((before) => ({ ...before, ...change }));
  const writing = useMutation({
    mutationFn: () => writeRegister(list.id, registerOf(draft)),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["watchlist", list.id] });
      say(t("register.done"));
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (writing.isPending) return;
    const found = faultsOf(draft).map(({ field, fault }) => ({
      field: `register-${field}`,
      text: t(`register.${fault}`),
    }));
    setProblems(found);
    if (found.length > 0) setAttempt((before) => before + 1);
    else writing.mutate();
  };
  const field = (name: Exclude<keyof Draft, "alertBasis" | "purposes" | "grade" | "classification">) => ({
    id: `register-${name}`,
    value: draft[name],
    error: problemAt(problems, `register-${name}`),
    onChange: (event: { currentTarget: { value: string } }) => set({ [name]: event.currentTarget.value }),
  });
  return (
    <form ref={form} className={styles["form"]} noValidate onSubmit={submit}>
      <ErrorSummary problems={problems} attempt={attempt} />
      {writing.error === null ? null : (
        <RefusalNotice problem={writing.error} say={(problem) => problemText(problem, t, common)} />
      )}
      <TextInput label={t("new.name")} maxLength={200} {...field("title")} />
      <TextInput label={t("new.authority")} maxLength={200} {...field("authority")} />
      <Textarea label={t("new.basis")} rows={2} maxLength={500} {...field("legalBasis")} />
      <Select
        label={t("new.alertBasis")}
        description={t("new.alertBasis.hint")}
        allowDeselect={false}
        value={draft.alertBasis}
        data={alertBases.map((value) => ({ value, label: t(`alertBasis.${value}`) }))}
        onChange={(value) => set({ alertBasis: alertBases.find((one) => one === value) ?? draft.alertBasis })}
      />
      <TextInput
        label={t("register.owner")}
        description={t("register.owner.hint")}
        maxLength={200}
        {...field("owner")}
      />
      <MultiSelect
        label={t("register.purposes")}
        value={[...draft.purposes]}
        data={listPurposes.map((value) => ({ value, label: common(`purpose.${value}`) }))}
        onChange={(value) => set({ purposes: listPurposes.filter((purpose) => value.includes(purpose)) })}
      />
      <Select
        label={t("register.grade")}
        clearable
        value={draft.grade}
        data={grades.map((value) => ({ value, label: t(`grade.${value}`) }))}
        onChange={(value) => set({ grade: grades.find((grade) => grade === value) ?? null })}
      />
      <Select
        label={t("register.classification")}
        clearable
        value={draft.classification}
        data={classifications.map((value) => ({ value, label: t(`classification.${value}`) }))}
        onChange={(value) => set({ classification: classifications.find((one) => one === value) ?? null })}
      />
      <TextInput
        label={t("register.retentionDays")}
        description={t("register.retentionDays.hint")}
        inputMode="numeric"
        maxLength={4}
        {...field("retentionDays")}
      />
      <TextInput
        type="date"
        label={t("register.expiresOn")}
        description={t("register.expiresOn.hint")}
        {...field("expiresOn")}
      />
      <TextInput type="date" label={t("register.reviewOn")} {...field("reviewOn")} />
      <div className={styles["buttons"]}>
        <Button type="submit" loading={writing.isPending}>
          {t("register.submit")}
        </Button>
      </div>
    </form>
  );
}
