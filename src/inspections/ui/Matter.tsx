// A demand, finding or order with all that was said in it, and what may be done with it now.
import { Button, Checkbox, Textarea } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { At, Fact, Facts, Panel, problemText, RefusalNotice, useMay, useTexts } from "#design/ui";
import type { MatterShown } from "../contract.ts";
import { inspectionsTexts } from "./inspections-texts.ts";
import styles from "./inspections.module.css";
import { answer, decide, receive, unitDocumentsQuery } from "./queries.ts";
import { useActing } from "./use-acting.ts";

export function Matter({ matter, inspection }: { matter: MatterShown; inspection: string }) {
  const t = useTexts(inspectionsTexts);
  const mayWork = useMay("work-inspection");
  const mayAnswer = useMay("answer-inspection");
  const kind = t(`matter.${matter.kind}`);
  return (
    <Panel title={`${kind} · ${matter.article}`} aside={t(`matter.state.${matter.state}`)}>
      <p className={styles["words"]} dir="auto">
        {matter.text}
      </p>
      <Facts>
        {matter.measure === null ? null : (
          <Fact label={t("raise.measure")}>{t(`measure.${matter.measure}`)}</Fact>
        )}
        <Fact label={t("matter.raised")}>
          <bdi>{matter.raisedBy}</bdi>, <At instant={matter.raisedAt} day="always" />
        </Fact>
        {matter.state === "closed" ? null : (
          <Fact label={t("column.due")}>
            <span className={matter.overdue ? styles["overdue"] : undefined}>
              <At instant={matter.due} day="always" />
              {matter.overdue ? ` · ${t("overdue")}` : ""}
            </span>
          </Fact>
        )}
        {matter.kind === "order" ? (
          <>
            <Fact label={t("matter.officerTook")}>
              {matter.officerTook === null ? (
                t("matter.notYet")
              ) : (
                <At instant={matter.officerTook} day="always" />
              )}
            </Fact>
            <Fact label={t("matter.headTook")}>
              {matter.headTook === null ? t("matter.notYet") : <At instant={matter.headTook} day="always" />}
            </Fact>
          </>
        ) : null}
      </Facts>
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
  const [ids, setIds] = useState<readonly string[]>([]);
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
          <DocumentChoice chosen={ids} onChange={setIds} />
          <div>
            <Button
              disabled={text.trim().length < 3}
              loading={acting.isPending}
              onClick={() =>
                acting.mutate(() => answer(matter.id, { text: text.trim(), documents: [...ids] }))
              }
            >
              {t("answer.send")}
            </Button>
          </div>
        </>
      )}
    </div>
  );
}

/** What the unit has made of itself, the newest first: what is chosen goes with the answer. Nothing where nothing was made. */
function DocumentChoice({
  chosen,
  onChange,
}: {
  chosen: readonly string[];
  onChange: (ids: readonly string[]) => void;
}) {
  const t = useTexts(inspectionsTexts);
  const may = useMay("view-evidence");
  const made = useQuery({ ...unitDocumentsQuery, enabled: may }).data?.documents ?? [];
  if (made.length === 0) return null;
  return (
    <Checkbox.Group
      label={t("answer.documents")}
      description={t("answer.documents.hint")}
      value={[...chosen]}
      onChange={onChange}
    >
      {made.slice(0, documentsOffered).map(({ id, kind, about, madeAt }) => (
        <Checkbox
          key={id}
          value={id}
          mt={6}
          label={
            <>
              {t.code("document", kind)} {about} · <At instant={madeAt} day="always" />
            </>
          }
        />
      ))}
    </Checkbox.Group>
  );
}
const documentsOffered = 12;

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
