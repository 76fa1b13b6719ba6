// What the officer granted on requests: the list of what waits for a second person, and the sheet by which it is carried out.
import { Button, Textarea } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useState } from "react";
import {
  Answer,
  At,
  Code,
  DataTable,
  Fact,
  Facts,
  Page,
  Panel,
  problemText,
  PurposeGate,
  RefusalNotice,
  useGroundOf,
  useMay,
  usePurpose,
  useTexts,
  type Column,
  type TranslateOf,
} from "#design/ui";
import type { ExecutionDetails, ExecutionRow } from "../contract.ts";
import { detailsQuery, executionsQuery, sendDecision } from "./queries.ts";
import { rightsTexts } from "./rights-texts.ts";
import styles from "./rights.module.css";

/** Everything granted, what waits first, or what was granted on one request; nobody is named. */
export function ExecutionList({ of }: { of?: string }) {
  const t = useTexts(rightsTexts);
  return (
    <Panel title={t("execution.list")}>
      <Answer query={useQuery(executionsQuery)} rows={3}>
        {({ executions }) => (
          <DataTable
            caption={t("execution.list")}
            columns={columnsOf(t)}
            rows={executions.filter((row) => of === undefined || row.requestId === of)}
            rowKey={(row) => row.id}
            empty={<p className={styles["dim"]}>{t("execution.none.text")}</p>}
          />
        )}
      </Answer>
    </Panel>
  );
}

function columnsOf(t: TranslateOf<typeof rightsTexts>): readonly Column<ExecutionRow>[] {
  return [
    {
      id: "reference",
      header: t("ask.reference"),
      names: true,
      width: 140,
      cell: (row) => (
        <Link to="/rights/$requestId/executions" params={{ requestId: row.requestId }} data-opens>
          <strong>
            <Code>{row.reference}</Code>
          </strong>
        </Link>
      ),
    },
    { id: "kind", header: t("execution.kind"), width: 130, cell: (row) => t(`execution.kind.${row.kind}`) },
    { id: "state", header: t("status.state"), width: 200, cell: (row) => t(`execution.state.${row.state}`) },
    { id: "flight", header: t("execution.flight"), width: 170, cell: (row) => <Code>{row.flight}</Code> },
    { id: "basis", header: t("execution.basis"), cell: (row) => t(`basis.${row.basis}`) },
    {
      id: "granted",
      header: t("execution.granted"),
      width: 160,
      sortBy: (row) => Date.parse(row.proposedAt),
      cell: (row) => <At instant={row.proposedAt} />,
    },
  ];
}

const here = getRouteApi("/signed-in/rights/$requestId/executions");

/** One request's grants in clear, to be carried out by a second person. */
export function ExecutionsScreen() {
  const t = useTexts(rightsTexts);
  const { requestId } = here.useParams();
  const { purpose } = usePurpose();
  const query = useQuery(detailsQuery(requestId, purpose));
  useGroundOf(`request:${requestId}`, query.data?.executions.map(({ personKey }) => personKey) ?? []);
  return (
    <Page
      title={t("execution.title")}
      trail={[{ label: t("desk.title"), link: (label) => <Link to="/rights">{label}</Link> }]}
    >
      <PurposeGate>
        {() => (
          <Answer query={query}>
            {({ executions }) =>
              executions.map((one) => <Sheet key={one.row.id} requestId={requestId} one={one} />)
            }
          </Answer>
        )}
      </PurposeGate>
    </Page>
  );
}

type Detail = ExecutionDetails["executions"][number];

function Sheet({ requestId, one }: { requestId: string; one: Detail }) {
  const t = useTexts(rightsTexts);
  const { row } = one;
  const mayDecide = useMay("execute-rights");
  return (
    <Panel title={`${t(`execution.kind.${row.kind}`)} · ${t(`execution.state.${row.state}`)}`}>
      <Facts>
        <Fact label={t("execution.flight")}>
          <Code>{row.flight}</Code>
        </Fact>
        <Fact label={t("execution.basis")}>{t(`basis.${row.basis}`)}</Fact>
        <Fact label={t("execution.by")}>
          <bdi>{row.proposedBy}</bdi>
        </Fact>
        <Fact label={t("execution.granted")}>
          <At instant={row.proposedAt} />
        </Fact>
        <Fact label={t("execution.decidedBy")}>{row.decidedBy}</Fact>
        <Fact label={t("execution.decided")}>
          {row.decidedAt === null ? null : <At instant={row.decidedAt} />}
        </Fact>
        <Fact label={t("execution.told")}>{one.told.length === 0 ? null : one.told.join(", ")}</Fact>
        <Fact label={t("execution.run")}>{row.runId === null ? null : <Code>{row.runId}</Code>}</Fact>
      </Facts>
      <p className={styles["said"]} dir="auto">
        {one.reason}
      </p>
      {one.corrections.map((each) => (
        <p key={each.field}>
          <strong>{t(`field.${each.field}`)}</strong> <bdi translate="no">{each.before ?? "–"}</bdi> →{" "}
          <bdi translate="no">{each.after}</bdi>
        </p>
      ))}
      {one.refusal === null ? null : (
        <p className={styles["said"]} dir="auto">
          <strong>{t("execution.refusal")}</strong> {one.refusal}
        </p>
      )}
      {row.state === "proposed" && mayDecide ? <Deciding requestId={requestId} row={row} /> : null}
    </Panel>
  );
}

function Deciding({ requestId, row }: { requestId: string; row: ExecutionRow }) {
  const t = useTexts(rightsTexts);
  const queries = useQueryClient();
  const [why, setWhy] = useState("");
  const deciding = useMutation({
    mutationFn: (carriedOut: boolean) =>
      sendDecision(requestId, row.id, { carriedOut, why: carriedOut ? null : why.trim() }),
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ["rights-executions"] }),
        queries.invalidateQueries({ queryKey: ["rights-execution", requestId] }),
      ]),
  });
  return (
    <div className={styles["form"]}>
      {deciding.error === null ? null : (
        <RefusalNotice problem={deciding.error} say={(problem) => problemText(problem, t)} />
      )}
      <p>{t(row.kind === "erasure" ? "execution.about.erasure" : "execution.about.correction")}</p>
      <Textarea
        label={t("execution.why")}
        description={t("execution.why.hint")}
        autosize
        minRows={2}
        maxLength={2_000}
        value={why}
        onChange={({ currentTarget: { value } }) => setWhy(value)}
      />
      <div>
        <Button loading={deciding.isPending} onClick={() => deciding.mutate(true)}>
          {t(`execution.do.${row.kind}`)}
        </Button>{" "}
        <Button
          variant="default"
          disabled={why.trim().length < 10}
          loading={deciding.isPending}
          onClick={() => deciding.mutate(false)}
        >
          {t("execution.refuse")}
        </Button>
      </div>
    </div>
  );
}
