// The authority demands documents, writes a finding down or orders, each with the time in which the unit answers.
import { Button, NativeSelect, Textarea, TextInput } from "@mantine/core";
import { useState, type FormEvent } from "react";
import { Panel, problemText, RefusalNotice, useTexts } from "#design/ui";
import { matterKinds, measures, type NewMatter } from "../contract.ts";
import { inspectionsTexts } from "./inspections-texts.ts";
import styles from "./inspections.module.css";
import { raise } from "./queries.ts";
import { useActing } from "./use-acting.ts";

/** Hours in which each kind is answered unless another time is set. */
const usual = { demand: 120, finding: 720, order: 24 } as const;

export function Raising({ inspection }: { inspection: string }) {
  const t = useTexts(inspectionsTexts);
  const acting = useActing(inspection);
  const [kind, setKind] = useState<NewMatter["kind"]>("demand");
  const [measure, setMeasure] = useState<(typeof measures)[number]>("stop-processing");
  const [text, setText] = useState("");
  const [article, setArticle] = useState("");
  const [hours, setHours] = useState<number>(usual.demand);
  const lacks = text.trim().length < 10 || article.trim().length < 2 || !(hours >= 1);
  return (
    <Panel title={t("raise.title")}>
      <form
        className={styles["form"]}
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          if (lacks) return;
          const said = { kind, measure: kind === "order" ? measure : null, text, article, hours };
          acting.mutate(() => raise(inspection, said), {
            onSuccess: () => {
              setText("");
              setArticle("");
            },
          });
        }}
      >
        {acting.error === null ? null : (
          <RefusalNotice problem={acting.error} say={(problem) => problemText(problem, t)} />
        )}
        <div className={styles["row"]}>
          <NativeSelect
            label={t("column.kind")}
            value={kind}
            data={matterKinds.map((value) => ({ value, label: t(`matter.${value}`) }))}
            onChange={({ currentTarget: { value } }) => {
              const next = matterKinds.find((one) => one === value) ?? "demand";
              setKind(next);
              setHours(usual[next]);
            }}
          />
          {kind === "order" ? (
            <NativeSelect
              label={t("raise.measure")}
              value={measure}
              data={measures.map((value) => ({ value, label: t(`measure.${value}`) }))}
              onChange={({ currentTarget: { value } }) =>
                setMeasure(measures.find((one) => one === value) ?? "other")
              }
            />
          ) : null}
          <TextInput
            type="number"
            label={t("raise.hours")}
            value={hours}
            min={1}
            onChange={({ currentTarget: { value } }) => setHours(Number(value))}
          />
        </div>
        <TextInput
          label={t("raise.article")}
          value={article}
          maxLength={200}
          onChange={({ currentTarget: { value } }) => setArticle(value)}
        />
        <Textarea
          label={t("raise.text")}
          autosize
          minRows={3}
          maxLength={8_000}
          value={text}
          onChange={({ currentTarget: { value } }) => setText(value)}
        />
        <div>
          <Button type="submit" disabled={lacks} loading={acting.isPending}>
            {t(`raise.send.${kind}`)}
          </Button>
        </div>
      </form>
    </Panel>
  );
}
