// How far a carrier has come with the conformance cases, and what it holds of signed results.
import { queryOptions, useQuery } from "@tanstack/react-query";
import type { CarrierConformance } from "../contract.ts";
import {
  Answer,
  At,
  CopyButton,
  DataTable,
  get,
  NoneShown,
  Notice,
  Panel,
  useTexts,
  type Column,
} from "#design/ui";
import { certificationTexts } from "./certification-texts.ts";
import { ParallelRunPart, ParallelRunSaid } from "./ParallelRun.tsx";
import styles from "./parallel-run.module.css";

function conformanceQuery(carrierId: string) {
  return queryOptions({
    queryKey: ["conformance", carrierId],
    queryFn: ({ signal }) => get<CarrierConformance>(`/api/carriers/${carrierId}/conformance`, { signal }),
  });
}

export function ConformancePart({ carrierId }: { carrierId: string }) {
  const t = useTexts(certificationTexts);
  const query = useQuery(conformanceQuery(carrierId));
  return (
    <Answer query={query}>
      {({ runs, certificates }) => (
        <div className={styles["panels"]}>
          <ParallelRunPart carrierId={carrierId} />
          <Panel title={t("certificates.title")}>
            <Certificates certificates={certificates} />
          </Panel>
          <Panel title={t("runs.title")}>
            <Runs runs={runs} />
          </Panel>
        </div>
      )}
    </Answer>
  );
}

/** How far a carrier has come, in two sentences: for a report. */
export function CertificationState({ carrierId }: { carrierId: string }) {
  const t = useTexts(certificationTexts);
  const query = useQuery(conformanceQuery(carrierId));
  return (
    <Answer query={query} rows={2}>
      {({ runs: [last], certificates }) => {
        const groups = [...new Set(certificates.flatMap((certificate) => certificate.groups))];
        return (
          <>
            <p>
              {groups.length === 0
                ? t("certified.none")
                : t("certified.for", { groups: groups.map((group) => t(`group.${group}`)).join(", ") })}{" "}
              {certificates[0] === undefined ? null : (
                <>
                  {t("column.issued")}: <At instant={certificates[0].issuedAt} day="always" />
                </>
              )}
            </p>
            <p>
              {last === undefined
                ? t("certified.noRun")
                : t("certified.run", { passed: last.passed, failed: last.failed, waiting: last.waiting })}
            </p>
            <ParallelRunSaid carrierId={carrierId} />
          </>
        );
      }}
    </Answer>
  );
}

type Certificate = CarrierConformance["certificates"][number];

function Certificates({ certificates }: { certificates: readonly Certificate[] }) {
  const t = useTexts(certificationTexts);
  const columns: readonly Column<Certificate>[] = [
    {
      id: "issued",
      header: t("column.issued"),
      width: 200,
      names: true,
      sortBy: ({ issuedAt }) => issuedAt,
      cell: ({ issuedAt }) => <At instant={issuedAt} day="always" />,
    },
    {
      id: "groups",
      header: t("column.groups"),
      cell: ({ groups }) => groups.map((group) => t(`group.${group}`)).join(", "),
    },
    {
      id: "signed",
      header: t("column.signed"),
      width: 160,
      cell: ({ signed }) => <CopyButton text={signed} what={t("column.signed")} />,
    },
  ];
  return (
    <DataTable
      caption={t("certificates.title")}
      columns={columns}
      rows={certificates}
      rowKey={({ id }) => id}
      empty={<Notice title={t("certificates.empty.title")}>{t("certificates.empty.text")}</Notice>}
    />
  );
}

type Run = CarrierConformance["runs"][number];

function Runs({ runs }: { runs: readonly Run[] }) {
  const t = useTexts(certificationTexts);
  const columns: readonly Column<Run>[] = [
    {
      id: "started",
      header: t("column.started"),
      width: 200,
      names: true,
      sortBy: ({ startedAt }) => startedAt,
      cell: ({ startedAt }) => <At instant={startedAt} day="always" />,
    },
    ...(["passed", "failed", "waiting"] as const).map((state): Column<Run> => ({
      id: state,
      header: t(`state.${state}`),
      width: 120,
      align: "end",
      sortBy: (run) => run[state],
      cell: (run) => run[state],
    })),
    {
      id: "groups",
      header: t("column.groups"),
      cell: ({ groups }) =>
        groups.length === 0 ? <NoneShown /> : groups.map((group) => t(`group.${group}`)).join(", "),
    },
  ];
  return (
    <DataTable
      caption={t("runs.title")}
      columns={columns}
      rows={runs}
      rowKey={({ id }) => id}
      empty={<Notice title={t("runs.empty.title")}>{t("runs.empty.text")}</Notice>}
    />
  );
}
