// A demand, finding or order with all that was said in it, and what may be done with it now.
import { Button, Textarea, TextInput } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { At, Fact, Facts, Panel, problemText, RefusalNotice, useMay, useTexts } from "#design/ui";
import type { MatterShown } from "../contract.ts";
import { inspectionsTexts } from "./inspections-texts.ts";
import styles from "./inspections.module.css";
import { answer, decide, receive } from "./queries.ts";
import { useActing } from "./use-acting.ts";

export function Matter({ matter, inspection }: { matter: MatterShown; inspection: string }) {
  const t = useTexts(inspectionsTexts);
  const mayWork = useMay("work-inspection");
  const mayAnswer = useMay("answer-inspection");
  const kind = t(`matter.${matter.kind}`);
  return (
    <Panel title={`${kind} · ${matter.article}`} aside={t(`matter.state.${matter.state}`)}>
      <Facts>
        <Fact label={t("raise.measure")}>
          {matter.measure === null ? null : t(`measure.${matter.measure}`)}
        </Fact>
        <Fact label={t("matter.raised")}>
          <bdi>{matter.raisedBy}</bdi>, <At instant={matter.raisedAt} day="always" />
        </Fact>
        <Fact label={t("column.due")}>
          <span className={matter.overdue ? styles["overdue"] : undefined}>
            <At instant={matter.due} day="always" />
            {matter.overdue ? ` · ${t("overdue")}` : ""}
          </span>
        </Fact>
        <Fact label={t("matter.officerTook")}>
          {matter.kind !== "order" ? null : matter.officerTook === null ? (
            t("matter.notYet")
          ) : (
            <At instant={matter.officerTook} day="always" />
          )}
        </Fact>
        <Fact label={t("matter.headTook")}>
          {matter.kind !== "order" ? null : matter.headTook === null ? (
            t("matter.notYet")
          ) : (
            <At instant={matter.headTook} day="always" />
          )}
        </Fact>
      </Facts>
      <p className={styles["said"]} dir="auto">
        {matter.text}
      </p>
      <ol className={styles["steps"]}>
        {matter.steps.map((step) => (
          <li key={`${step.at} ${step.step}`}>
            <strong>{t(`step.${step.step}`)}</strong> · <bdi>{step.by}</bdi> ·{" "}
            <At instant={step.at} day="always" />
            <div className={styles["said"]} dir="auto">
              {step.text}
            </div>
            {step.documents.map((id) => (
              <div key={id}>
                <Link to="/evidence/$documentId" params={{ documentId: id }}>
                  {t("file.document.open")}
                </Link>
              </div>
            ))}
          </li>
        ))}
      </ol>
      {mayAnswer && matter.state === "open" ? <Answering matter={matter} inspection={inspection} /> : null}
      {mayWork && matter.state !== "closed" ? <Deciding matter={matter} inspection={inspection} /> : null}
    </Panel>
  );
}

function Answering({ matter, inspection }: { matter: MatterShown; inspection: string }) {
  const t = useTexts(inspectionsTexts);
  const acting = useActing(inspection);
  const [text, setText] = useState("");
  const [documents, setDocuments] = useState("");
  const ids = documents.match(/[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/g) ?? [];
  const waits = matter.kind === "order" && (matter.officerTook === null || matter.headTook === null);
  return (
    <div className={styles["form"]}>
      {acting.error === null ? null : (
        <RefusalNotice problem={acting.error} say={(problem) => problemText(problem, t)} />
      )}
      {waits ? (
        <div>
          <p>{t("order.take.text")}</p>
          <Button loading={acting.isPending} onClick={() => acting.mutate(() => receive(matter.id))}>
            {t("order.take")}
          </Button>
        </div>
      ) : (
        <>
          <Textarea
            label={t("answer.text")}
            autosize
            minRows={2}
            maxLength={8_000}
            value={text}
            onChange={({ currentTarget: { value } }) => setText(value)}
          />
          <TextInput
            label={t("answer.documents")}
            description={t("answer.documents.hint")}
            value={documents}
            onChange={({ currentTarget: { value } }) => setDocuments(value)}
          />
          <div>
            <Button
              disabled={text.trim().length < 3}
              loading={acting.isPending}
              onClick={() => acting.mutate(() => answer(matter.id, { text: text.trim(), documents: ids }))}
            >
              {t("answer.send")}
            </Button>
          </div>
        </>
      )}
    </div>
  );
}

function Deciding({ matter, inspection }: { matter: MatterShown; inspection: string }) {
  const t = useTexts(inspectionsTexts);
  const acting = useActing(inspection);
  const [text, setText] = useState("");
  const said = text.trim();
  const kind = t(`matter.${matter.kind}`);
  return (
    <div className={styles["form"]}>
      {acting.error === null ? null : (
        <RefusalNotice problem={acting.error} say={(problem) => problemText(problem, t)} />
      )}
      <Textarea
        label={t("decide.text", { kind })}
        autosize
        minRows={2}
        maxLength={8_000}
        value={text}
        onChange={({ currentTarget: { value } }) => setText(value)}
      />
      <div className={styles["row"]}>
        <Button
          disabled={said.length < 3}
          loading={acting.isPending}
          onClick={() => acting.mutate(() => decide(matter.id, { close: true, text: said, hours: null }))}
        >
          {t("decide.close", { kind })}
        </Button>
        {matter.state === "answered" ? (
          <Button
            variant="default"
            disabled={said.length < 3}
            onClick={() => acting.mutate(() => decide(matter.id, { close: false, text: said, hours: 48 }))}
          >
            {t("decide.return")}
          </Button>
        ) : null}
      </div>
    </div>
  );
}
