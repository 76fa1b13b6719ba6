// The officer grants an erasure or a correction of one record, for a supervisor to carry out.
import { Button, NativeSelect, Textarea, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { Panel, problemText, RefusalNotice, usePurpose, useTexts } from "#design/ui";
import { correctableFields } from "#records/contract";
import {
  correctionBases,
  erasureBases,
  type Granting,
  type OwnRecord,
  type RequestFile,
} from "../contract.ts";
import { sendGrant } from "./queries.ts";
import { rightsTexts } from "./rights-texts.ts";
import styles from "./rights.module.css";

type Field = (typeof correctableFields)[number];

/** How the fields are called in what is held ("api.documents.1.number"). */
const toldAs: Readonly<Record<Field, RegExp>> = {
  surname: /\.surname$/,
  given: /\.given$/,
  birthDate: /\.birthDate$/,
  sex: /\.sex$/,
  nationality: /\.nationality$/,
  document: /\.documents\.\d+\.number$/,
};

/** What can be granted on a request of this kind. */
export function grantsOf(file: RequestFile): readonly Granting["kind"][] {
  return [
    ...(file.possible.includes("corrected") ? (["correction"] as const) : []),
    ...(file.possible.includes("erased") ? (["erasure"] as const) : []),
  ];
}

export function GrantForm({
  id,
  file,
  records,
}: {
  id: string;
  file: RequestFile;
  records: readonly OwnRecord[];
}) {
  const t = useTexts(rightsTexts);
  const queries = useQueryClient();
  const { purpose } = usePurpose();
  const kinds = grantsOf(file);
  const [kind, setKind] = useState(kinds[0] ?? "erasure");
  const bases = kind === "correction" ? correctionBases : erasureBases;
  const [basis, setBasis] = useState<string>(bases[0]);
  const [record, setRecord] = useState(records[0]?.key ?? "");
  const [field, setField] = useState<Field>("surname");
  const [after, setAfter] = useState("");
  const [reason, setReason] = useState("");
  const told = records.find(({ key }) => key === record)?.told ?? [];
  const values = [...new Set(told.filter((one) => toldAs[field].test(one.field)).map((one) => one.value))];
  const [chosen, setChosen] = useState("");
  const before = values.includes(chosen) ? chosen : (values[0] ?? null);
  const granting = useMutation({
    mutationFn: () =>
      sendGrant(
        id,
        {
          version: file.version,
          kind,
          basis: bases.find((one) => one === basis) ?? bases[0],
          record,
          reason: reason.trim(),
          corrections: kind === "correction" ? [{ field, before, after: after.trim() }] : [],
        },
        purpose,
      ),
    onSuccess: () => setAfter(""),
    onSettled: () => queries.invalidateQueries({ queryKey: ["rights-executions"] }),
  });
  const lacks = reason.trim().length < 10 || (kind === "correction" && after.trim() === "");
  return (
    <Panel title={t("grant.title")}>
      <form
        className={styles["form"]}
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          if (!lacks) granting.mutate();
        }}
      >
        <p className={styles["dim"]}>{t("grant.about")}</p>
        {granting.error === null ? null : (
          <RefusalNotice problem={granting.error} say={(problem) => problemText(problem, t)} />
        )}
        {granting.isSuccess ? <output>{t("grant.done")}</output> : null}
        {kinds.length < 2 ? null : (
          <NativeSelect
            label={t("execution.kind")}
            value={kind}
            data={kinds.map((value) => ({ value, label: t(`execution.kind.${value}`) }))}
            onChange={({ currentTarget: { value } }) => setKind(kinds.find((one) => one === value) ?? kind)}
          />
        )}
        <NativeSelect
          label={t("grant.record")}
          value={record}
          data={records.map((one) => ({ value: one.key, label: `${one.flight} ${one.date} ${one.route}` }))}
          onChange={({ currentTarget: { value } }) => setRecord(value)}
        />
        <NativeSelect
          label={t("execution.basis")}
          value={basis}
          data={bases.map((value) => ({ value, label: t(`basis.${value}`) }))}
          onChange={({ currentTarget: { value } }) => setBasis(value)}
        />
        {kind === "correction" ? (
          <div className={styles["fields"]}>
            <NativeSelect
              label={t("grant.field")}
              value={field}
              data={correctableFields.map((value) => ({ value, label: t(`field.${value}`) }))}
              onChange={({ currentTarget: { value } }) =>
                setField(correctableFields.find((one) => one === value) ?? "surname")
              }
            />
            <NativeSelect
              label={t("grant.before")}
              value={before ?? ""}
              data={values.length === 0 ? [{ value: "", label: "–" }] : values}
              onChange={({ currentTarget: { value } }) => setChosen(value)}
            />
            <TextInput
              label={t("grant.after")}
              value={after}
              maxLength={60}
              onChange={({ currentTarget: { value } }) => setAfter(value)}
            />
          </div>
        ) : null}
        <Textarea
          label={t("grant.reason")}
          description={t("grant.reason.hint")}
          autosize
          minRows={2}
          maxLength={2_000}
          value={reason}
          onChange={({ currentTarget: { value } }) => setReason(value)}
        />
        <div>
          <Button type="submit" variant="default" disabled={lacks} loading={granting.isPending}>
            {t("grant.send")}
          </Button>
        </div>
      </form>
    </Panel>
  );
}
