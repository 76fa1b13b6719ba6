// A carrier's parallel run: begun for some weeks, counted, and signed off by a second person where it was good enough.
import { Button, Select, TextInput } from "@mantine/core";
import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useId, useState, type FormEvent, type ReactNode } from "react";
import type { ParallelRun, ParallelRuns } from "../parallel-run-contract.ts";
import {
  Answer,
  At,
  Dialog,
  Fact,
  Facts,
  formatNumber,
  formatShare,
  get,
  NoneShown,
  Panel,
  problemText,
  RefusalNotice,
  request,
  say,
  useDesignTexts,
  useMay,
  useSurroundings,
  useTexts,
  type LiveTopics,
} from "#design/ui";
import { certificationTexts } from "./certification-texts.ts";
import styles from "./parallel-run.module.css";

const weeksOffered = ["2", "3", "4"];

function parallelRunsQuery(carrierId: string) {
  return queryOptions({
    queryKey: ["parallel-runs", carrierId],
    queryFn: ({ signal }) => get<ParallelRuns>(`/api/carriers/${carrierId}/parallel-runs`, { signal }),
    meta: { live: [{ topic: "carrier" }] satisfies LiveTopics },
  });
}

/** What the desk does about it. */
export function ParallelRunPart({ carrierId }: { carrierId: string }) {
  const t = useTexts(certificationTexts);
  const { language } = useSurroundings();
  const query = useQuery(parallelRunsQuery(carrierId));
  const mayManage = useMay("manage-carriers");
  return (
    <Panel title={t("parallel.title")}>
      <Answer query={query} rows={3}>
        {({ runs, needed }) => (
          <div className={styles["part"]}>
            <p className={styles["dim"]}>
              {t("parallel.lead", {
                complete: formatShare(needed.complete, language),
                inTime: formatShare(needed.inTime, language),
              })}
            </p>
            {runs.length === 0 ? <p>{t("parallel.none")}</p> : null}
            {mayManage && !runs.some(({ state }) => state === "running") ? (
              <Beginning carrierId={carrierId} />
            ) : null}
            <ul className={styles["runs"]}>
              {runs.map((run) => (
                <li key={run.id}>
                  <RunShown run={run} acts={<Acts run={run} carrierId={carrierId} />} />
                </li>
              ))}
            </ul>
          </div>
        )}
      </Answer>
    </Panel>
  );
}

/** The latest run in a report. */
export function ParallelRunSaid({ carrierId }: { carrierId: string }) {
  const t = useTexts(certificationTexts);
  const query = useQuery(parallelRunsQuery(carrierId));
  return (
    <Answer query={query} rows={1}>
      {({ runs: [last] }) =>
        last === undefined ? (
          <p>{t("parallel.none")}</p>
        ) : (
          <div>
            <p>{t("parallel.title")}:</p>
            <RunShown run={last} acts={null} />
          </div>
        )
      }
    </Answer>
  );
}

function RunShown({ run, acts }: { run: ParallelRun; acts: ReactNode }) {
  const t = useTexts(certificationTexts);
  const { language } = useSurroundings();
  const share = (value: number | null) => (value === null ? <NoneShown /> : formatShare(value, language));
  return (
    <>
      <p className={styles["head"]}>
        <span>
          <bdi>
            {run.from} – {run.until}
          </bdi>
          : <strong data-state={run.state}>{t(`parallel.state.${run.state}`)}</strong>
        </span>
        {acts}
      </p>
      <Facts>
        <Fact label={t("parallel.messages")}>{formatNumber(run.messages, language)}</Fact>
        <Fact label={t("parallel.complete")}>{share(run.complete)}</Fact>
        <Fact label={t("parallel.owed")}>{formatNumber(run.owed, language)}</Fact>
        <Fact label={t("parallel.inTime")}>{share(run.inTime)}</Fact>
      </Facts>
      <p className={styles["dim"]}>
        {run.signedBy === null || run.signedAt === null ? (
          <>
            {t("parallel.by", { name: run.startedBy.name })}, <At instant={run.startedAt} day="always" />
          </>
        ) : (
          <>
            {t("parallel.signedBy", { name: run.signedBy.name, remark: run.remark ?? "" })}{" "}
            <At instant={run.signedAt} day="always" />
          </>
        )}
      </p>
    </>
  );
}

/** Sends something about a run, and shows the runs as they are then. */
function useActing(carrierId: string, done: string, onDone: () => void = () => undefined) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ path, body }: { readonly path: string; readonly body?: object }) =>
      request<ParallelRuns>("POST", path, body === undefined ? {} : { body }),
    onSuccess: (runs) => {
      queries.setQueryData(parallelRunsQuery(carrierId).queryKey, runs);
      say(done);
      onDone();
    },
  });
}

function Refused({ problem }: { problem: Error | null }) {
  const t = useTexts(certificationTexts);
  const common = useDesignTexts();
  if (problem === null) return null;
  return <RefusalNotice problem={problem} say={(one) => problemText(one, t, common)} />;
}

function Beginning({ carrierId }: { carrierId: string }) {
  const t = useTexts(certificationTexts);
  const [weeks, setWeeks] = useState("2");
  const acting = useActing(carrierId, t("parallel.begun"));
  return (
    <>
      <Refused problem={acting.error} />
      <div className={styles["begin"]}>
        <Select
          label={t("parallel.weeks")}
          allowDeselect={false}
          value={weeks}
          data={weeksOffered}
          onChange={(value) => value !== null && setWeeks(value)}
        />
        <Button
          variant="default"
          loading={acting.isPending}
          onClick={() =>
            acting.mutate({
              path: `/api/carriers/${carrierId}/parallel-runs`,
              body: { weeks: Number(weeks) },
            })
          }
        >
          {t("parallel.begin")}
        </Button>
      </div>
    </>
  );
}

/** What may be done with a run by who looks at it. */
function Acts({ run, carrierId }: { run: ParallelRun; carrierId: string }) {
  const t = useTexts(certificationTexts);
  const { me } = useSurroundings();
  const mayManage = useMay("manage-carriers");
  const maySign = useMay("decide-agreement") && me !== run.startedBy.id;
  const [asked, setAsked] = useState<"sign" | "end" | null>(null);
  const close = () => setAsked(null);
  return (
    <span className={styles["acts"]}>
      {run.state === "met" && maySign ? (
        <Button size="compact-sm" onClick={() => setAsked("sign")}>
          {t("parallel.sign")}
        </Button>
      ) : null}
      {run.state === "running" && mayManage ? (
        <Button size="compact-sm" variant="default" onClick={() => setAsked("end")}>
          {t("parallel.end")}
        </Button>
      ) : null}
      <Dialog title={t("parallel.sign")} opened={asked === "sign"} onClose={close}>
        <SignForm run={run} carrierId={carrierId} onDone={close} />
      </Dialog>
      <Dialog title={t("parallel.end")} opened={asked === "end"} onClose={close}>
        <Ending run={run} carrierId={carrierId} onDone={close} />
      </Dialog>
    </span>
  );
}

type Of = { readonly run: ParallelRun; readonly carrierId: string; readonly onDone: () => void };

function Ending({ run, carrierId, onDone }: Of) {
  const t = useTexts(certificationTexts);
  const acting = useActing(carrierId, t("parallel.ended"), onDone);
  return (
    <div className={styles["part"]}>
      <Refused problem={acting.error} />
      <p>
        <bdi>
          {run.from} – {run.until}
        </bdi>
      </p>
      <div>
        <Button
          color="red"
          loading={acting.isPending}
          onClick={() => acting.mutate({ path: `/api/parallel-runs/${run.id}/end` })}
        >
          {t("parallel.end")}
        </Button>
      </div>
    </div>
  );
}

function SignForm({ run, carrierId, onDone }: Of) {
  const t = useTexts(certificationTexts);
  const id = useId();
  const [remark, setRemark] = useState("");
  const [isTried, setTried] = useState(false);
  const acting = useActing(carrierId, t("parallel.signed"), onDone);
  const isLacking = remark.trim().length < 3;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (isLacking || acting.isPending) return;
    acting.mutate({ path: `/api/parallel-runs/${run.id}/sign-off`, body: { remark: remark.trim() } });
  };
  return (
    <form className={styles["part"]} noValidate onSubmit={submit}>
      <Refused problem={acting.error} />
      <TextInput
        id={id}
        label={t("parallel.remark")}
        description={t("parallel.remark.hint")}
        withAsterisk
        maxLength={500}
        value={remark}
        error={isTried && isLacking ? t("parallel.remark.missing") : undefined}
        onChange={(event) => setRemark(event.currentTarget.value)}
      />
      <div>
        <Button type="submit" loading={acting.isPending}>
          {t("parallel.sign")}
        </Button>
      </div>
    </form>
  );
}
