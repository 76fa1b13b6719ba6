// A draft of the legal profile: changes key by key, checked against the hard limits before anything is kept.
import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import {
  Code,
  Dialog,
  Notice,
  problemText,
  say,
  serverNow,
  TextForm,
  useDesignTexts,
  useTexts,
} from "#design/ui";
import type { DraftCheck, LawInForce, ProfileDraft } from "../contract.ts";
import { lawTexts } from "./law-texts.ts";
import styles from "./law.module.css";
import { checkDraft, draftProfile, lawQuery } from "./queries.ts";
import { valueText, valueTyped } from "./value-text.ts";
import { Differences } from "./Versions.tsx";

export function DraftButton({ law }: { law: LawInForce }) {
  const t = useTexts(lawTexts);
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button size="xs" variant="default" onClick={() => setAsking(true)}>
        {t("draft.begin")}
      </Button>
      <Dialog title={t("draft.begin")} opened={asking} onClose={() => setAsking(false)}>
        <Draft law={law} onDone={() => setAsking(false)} />
      </Dialog>
    </>
  );
}

type Changes = ProfileDraft["changes"];

function Draft({ law, onDone }: { law: LawInForce; onDone: () => void }) {
  const t = useTexts(lawTexts);
  const common = useDesignTexts();
  const queries = useQueryClient();
  const [from, setFrom] = useState("");
  const [name, setName] = useState("");
  const [validFrom, setValidFrom] = useState("");
  const [changes, setChanges] = useState<Changes>({});
  const [check, setCheck] = useState<DraftCheck | null>(null);
  const [failed, setFailed] = useState<Error | null>(null);

  const draft = (reason: string, with_: Changes = changes, base = from): ProfileDraft => ({
    ...(base === "" ? {} : { from: base }),
    ...(name === "" ? {} : { name }),
    changes: with_,
    validFrom:
      validFrom === ""
        ? new Date(serverNow()).toISOString()
        : new Date(`${validFrom}T00:00:00Z`).toISOString(),
    reason,
  });
  const look = (next: Changes, base: string): void => {
    setChanges(next);
    setFrom(base);
    setFailed(null);
    checkDraft(draft("check", next, base)).then(setCheck, setFailed);
  };
  return (
    <div className={styles["fields"]}>
      <NativeSelect
        label={t("draft.from")}
        value={from}
        onChange={(event) => look(changes, event.currentTarget.value)}
        data={[{ value: "", label: law.label }, ...law.shipped.map((one) => ({ value: one, label: one }))]}
      />
      <TextInput
        label={t("draft.name")}
        description={t("draft.name.hint")}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <TextInput
        type="date"
        label={t("draft.validFrom")}
        description={t("draft.validFrom.hint")}
        value={validFrom}
        onChange={(event) => setValidFrom(event.currentTarget.value)}
      />
      <Change
        law={law}
        onAdd={(key, value, source) => look({ ...changes, [key]: { value, source } }, from)}
      />
      {failed === null ? null : <Notice title={problemText(failed, t, common)} tone="problem" />}
      {check === null || check.faults.length === 0 ? null : (
        <Notice title={t("draft.faults")} tone="problem">
          <ul className={styles["steps"]}>
            {check.faults.map((fault) => (
              <li key={`${fault.key} ${fault.code}`}>
                <Code>{fault.key}</Code>: {t.code("fault", fault.code, fault.text)}
                {fault.limit === null ? null : (
                  <>
                    {" "}
                    <Code>{fault.limit}</Code> ({fault.source})
                  </>
                )}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {check === null || check.differences.length === 0 ? null : <Differences of={check.differences} />}
      <TextForm
        label={t("law.reason")}
        submit={t("draft.send")}
        lacking={t("law.reason.lacking")}
        maxLength={4000}
        say={(problem) => problemText(problem, t, common)}
        onSubmit={async (reason) => {
          await draftProfile(draft(reason));
          onDone();
          await queries.invalidateQueries({ queryKey: lawQuery.queryKey });
          say(t("law.done"));
        }}
      />
    </div>
  );
}

function Change({
  law,
  onAdd,
}: {
  law: LawInForce;
  onAdd: (key: string, value: unknown, source: string) => void;
}) {
  const t = useTexts(lawTexts);
  const keys = law.rows.filter(({ kind }) => kind !== "fixed");
  const [key, setKey] = useState(keys[0]?.key ?? "");
  const [value, setValue] = useState("");
  const [source, setSource] = useState("");
  const standing = keys.find((row) => row.key === key);
  return (
    <fieldset className={styles["fields"]}>
      <legend>{t("draft.change")}</legend>
      <NativeSelect
        label={t("column.key")}
        value={key}
        onChange={(event) => setKey(event.currentTarget.value)}
        data={keys.map((row) => row.key)}
      />
      <TextInput
        label={t("column.value")}
        description={`${t("draft.now")} ${valueText(standing?.value)}`}
        value={value}
        onChange={(event) => setValue(event.currentTarget.value)}
      />
      <TextInput
        label={t("column.source")}
        value={source}
        onChange={(event) => setSource(event.currentTarget.value)}
      />
      <Button
        size="xs"
        variant="default"
        disabled={value.trim() === "" || source.trim() === ""}
        onClick={() => {
          onAdd(key, valueTyped(value), source.trim());
          setValue("");
        }}
      >
        {t("draft.add")}
      </Button>
    </fieldset>
  );
}
