// One request of a data subject as the officer works on it: who asks, what is held, and the answer.
import { Button, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useState, type FormEvent } from "react";
import {
  Answer,
  At,
  Columns,
  Fact,
  Facts,
  Page,
  Panel,
  problemText,
  PurposeGate,
  RefusalNotice,
  useMay,
  usePurpose,
  useTexts,
} from "#design/ui";
import type { OwnRecord, RequestFile } from "../contract.ts";
import { AnswerForm } from "./AnswerForm.tsx";
import { ExecutionList } from "./Executions.tsx";
import { LimitationPanel } from "./Limitation.tsx";
import { GrantForm, grantsOf } from "./GrantForm.tsx";
import { fileQuery, recordsOf, sendIdentity } from "./queries.ts";
import { rightsTexts } from "./rights-texts.ts";
import styles from "./rights.module.css";

const here = getRouteApi("/signed-in/rights/$requestId");

export function RightsRequestScreen() {
  const t = useTexts(rightsTexts);
  const { requestId } = here.useParams();
  const { purpose } = usePurpose();
  const query = useQuery(fileQuery(requestId, purpose));
  return (
    <Page
      title={t("file.title")}
      trail={[{ label: t("desk.title"), link: (label) => <Link to="/rights">{label}</Link> }]}
    >
      <PurposeGate>
        {() => <Answer query={query}>{(file) => <File id={requestId} file={file} />}</Answer>}
      </PurposeGate>
    </Page>
  );
}

function File({ id, file }: { id: string; file: RequestFile }) {
  const t = useTexts(rightsTexts);
  const mayAnswer = useMay("answer-rights-request");
  const { purpose } = usePurpose();
  const searching = useMutation({ mutationFn: () => recordsOf(id, purpose) });
  const { request } = file;
  const open = request.state !== "answered";
  const again = request.again;
  const ofNobody = request.kind === "processing";
  const found = searching.data?.records ?? [];
  const sure = request.state === "examining" || request.state === "answered";
  return (
    <Columns
      main={
        <>
          {again ? <output>{t("limitation.again")}</output> : null}
          <Asked file={file} />
          {mayAnswer && !ofNobody && ((open && !sure) || again) ? (
            <Identity id={id} version={file.version} />
          ) : null}
          {sure && !ofNobody ? (
            <Panel title={t("file.records")}>
              {searching.error === null ? null : (
                <RefusalNotice problem={searching.error} say={(problem) => problemText(problem, t)} />
              )}
              {searching.data === undefined ? (
                <Button variant="default" loading={searching.isPending} onClick={() => searching.mutate()}>
                  {t("file.search")}
                </Button>
              ) : (
                <Records records={searching.data.records} />
              )}
              <p>
                <Link to="/ledger/subject" search={{ request: id }}>
                  {t("file.history")}
                </Link>
              </p>
            </Panel>
          ) : null}
        </>
      }
      side={
        <>
          {file.limitation === null ? null : <LimitationPanel id={id} of={file.limitation} />}
          {file.answer === null ? null : <Given answer={file.answer} outcome={request.outcome} />}
          {mayAnswer && request.state === "examining" && grantsOf(file).length > 0 && found.length > 0 ? (
            <GrantForm id={id} file={file} records={found} />
          ) : null}
          {grantsOf(file).length > 0 && sure ? <ExecutionList of={id} /> : null}
          {mayAnswer && open ? <AnswerForm id={id} file={file} records={found} /> : null}
        </>
      }
    />
  );
}

function Asked({ file: { request, asked, identityConfirmedBy } }: { file: RequestFile }) {
  const t = useTexts(rightsTexts);
  return (
    <Panel title={`${t(`kind.${request.kind}`)} · ${request.reference}`}>
      <Facts>
        <Fact label={t("status.state")}>{t(`state.${request.state}`)}</Fact>
        <Fact label={t("column.due")}>
          <At instant={request.due} />
        </Fact>
        {asked.topic === null ? (
          <Fact label={t("ask.name")}>
            <bdi>{asked.name}</bdi>
          </Fact>
        ) : (
          <Fact label={t("complain.topic")}>{t(`topic.${asked.topic}`)}</Fact>
        )}
        {asked.topic === null ? <Fact label={t("ask.birthDate")}>{asked.birthDate}</Fact> : null}
        {asked.topic === null ? (
          <Fact label={t("ask.number")}>
            {asked.document === null ? null : `${asked.document.number} ${asked.document.issuer}`}
          </Fact>
        ) : null}
        <Fact label={t("ask.contact")}>{asked.contact === null ? null : <bdi>{asked.contact}</bdi>}</Fact>
        {asked.topic === null ? <Fact label={t("ask.representative")}>{asked.representative}</Fact> : null}
        {asked.topic === null ? <Fact label={t("file.identity")}>{identityConfirmedBy}</Fact> : null}
      </Facts>
      <p className={styles["said"]} dir="auto">
        {asked.text}
      </p>
    </Panel>
  );
}

function Identity({ id, version }: { id: string; version: number }) {
  const t = useTexts(rightsTexts);
  const queries = useQueryClient();
  const [how, setHow] = useState("");
  const stepping = useMutation({
    mutationFn: (confirmed: boolean) => sendIdentity(id, { version, confirmed, how: how.trim() }),
    onSettled: () => queries.invalidateQueries({ queryKey: ["rights-request", id] }),
  });
  const lacks = how.trim() === "";
  return (
    <Panel title={t("identity.title")}>
      <form
        className={styles["form"]}
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          if (!lacks) stepping.mutate(true);
        }}
      >
        {stepping.error === null ? null : (
          <RefusalNotice problem={stepping.error} say={(problem) => problemText(problem, t)} />
        )}
        <TextInput
          label={t("identity.how")}
          description={t("identity.how.hint")}
          value={how}
          maxLength={500}
          onChange={({ currentTarget: { value } }) => setHow(value)}
        />
        <div>
          <Button type="submit" disabled={lacks} loading={stepping.isPending}>
            {t("identity.sure")}
          </Button>{" "}
          <Button variant="default" disabled={lacks} onClick={() => stepping.mutate(false)}>
            {t("identity.more")}
          </Button>
        </div>
      </form>
    </Panel>
  );
}

function Records({ records }: { records: readonly OwnRecord[] }) {
  const t = useTexts(rightsTexts);
  if (records.length === 0) return <p>{t("file.none")}</p>;
  return records.map((record) => (
    <section key={record.key} className={styles["record"]}>
      <h3>
        <bdi translate="no">{`${record.flight} ${record.date} ${record.route}`}</bdi>
      </h3>
      <p className={styles["dim"]}>{t("file.due", { due: record.due, source: record.source })}</p>
      {record.marks.map((mark) => (
        <p key={`${mark.kind} ${mark.at}`}>
          <strong>{t.code("mark", mark.kind)}</strong> <bdi>{mark.text}</bdi>
        </p>
      ))}
      <details>
        <summary>{t("file.fields", { number: record.told.length })}</summary>
        <Facts>
          {record.told.map(({ field, value }) => (
            <Fact key={field} label={field}>
              <bdi translate="no">{value}</bdi>
            </Fact>
          ))}
        </Facts>
      </details>
    </section>
  ));
}

function Given({
  answer,
  outcome,
}: {
  answer: NonNullable<RequestFile["answer"]>;
  outcome: RequestFile["request"]["outcome"];
}) {
  const t = useTexts(rightsTexts);
  return (
    <Panel title={t("status.answer")}>
      <Facts>
        <Fact label={t("column.outcome")}>{outcome === null ? null : t(`outcome.${outcome}`)}</Fact>
        <Fact label={t("answer.on")}>
          <At instant={answer.at} />
        </Fact>
        <Fact label={t("answer.limitedBy")}>
          {answer.limitedBy === null ? null : t(`limit.${answer.limitedBy}`)}
        </Fact>
        <Fact label={t("answer.reasons")}>{answer.reasons}</Fact>
      </Facts>
      <p className={styles["said"]} dir="auto">
        {answer.text}
      </p>
    </Panel>
  );
}
