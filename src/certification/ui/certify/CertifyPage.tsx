// The carriers' certification: each numbered case is sent to until it passes, then the result is signed.
import { Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { ConformanceRun } from "../../contract.ts";
import {
  Answer,
  At,
  Icon,
  Lead,
  OutsidePage,
  ProblemNotice,
  useTexts,
  type IconName,
  type Outside,
} from "#design/ui";
import { certificationTexts } from "../certification-texts.ts";
import { CaseWork } from "./CaseWork.tsx";
import { CaseTitle } from "./case-texts.tsx";
import { SignedResult } from "./SignedResult.tsx";
import { beginRun, ownRunQuery, ownRunsQuery } from "./certify-queries.ts";
import type { CertifyPieces } from "./pieces.ts";
import styles from "./certify.module.css";

export type CertifyPageProps = Outside & { readonly pieces: CertifyPieces };

/** Open to whoever has a carrier's token, which stays in this page's memory and is gone with it. */
export function CertifyPage({ logo, settings, pieces }: CertifyPageProps) {
  const t = useTexts(certificationTexts);
  const [token, setToken] = useState<string | null>(null);
  return (
    <OutsidePage logo={logo} settings={settings} title={t("certify.title")} lead={t("certify.lead")}>
      {token === null ? (
        <pieces.Entry lead={t("certify.entry")} onToken={setToken} />
      ) : (
        <Desk token={token} pieces={pieces} onLeave={() => setToken(null)} />
      )}
    </OutsidePage>
  );
}

function Desk({ token, pieces, onLeave }: { token: string; pieces: CertifyPieces; onLeave: () => void }) {
  const t = useTexts(certificationTexts);
  const queries = useQueryClient();
  const query = useQuery(ownRunsQuery(token));
  const beginning = useMutation({
    mutationFn: () => beginRun(token),
    onSuccess: (run) => {
      queries.setQueryData(ownRunQuery(token, run.id).queryKey, run);
      return queries.invalidateQueries({ queryKey: ownRunsQuery(token).queryKey, exact: true });
    },
  });
  const leave = () => {
    queries.removeQueries({ queryKey: ownRunsQuery(token).queryKey });
    onLeave();
  };
  return (
    <Answer query={query} rows={10}>
      {({ carrier, runs: [newest] }) => (
        <>
          <div className={styles["bar"]}>
            <span>{t("certify.as", { code: carrier.code })}</span>
            {newest === undefined ? null : (
              <span>
                {t("certify.run")}: <At instant={newest.startedAt} day="always" />
              </span>
            )}
            <Button
              variant={newest === undefined ? "filled" : "default"}
              size="compact-sm"
              loading={beginning.isPending}
              onClick={() => beginning.mutate()}
            >
              {t(newest === undefined ? "certify.begin" : "certify.again")}
            </Button>
            <Button variant="default" size="compact-sm" onClick={leave}>
              {t("certify.leave")}
            </Button>
          </div>
          {beginning.error === null ? null : <ProblemNotice problem={beginning.error} />}
          {newest === undefined ? (
            <Lead>{t("certify.none")}</Lead>
          ) : (
            <Run key={newest.id} token={token} id={newest.id} pieces={pieces} />
          )}
        </>
      )}
    </Answer>
  );
}

type Case = ConformanceRun["cases"][number];

function Run({ token, id, pieces }: { token: string; id: string; pieces: CertifyPieces }) {
  const query = useQuery(ownRunQuery(token, id));
  const [chosen, setChosen] = useState<number | null>(null);
  return (
    <Answer query={query} rows={10}>
      {(run) => {
        // Who comes back goes on where something is still to do.
        const shown =
          run.cases.find(({ number }) => number === chosen) ??
          run.cases.find(({ state }) => state !== "passed") ??
          run.cases[0];
        if (shown === undefined) return null;
        const next = run.cases[run.cases.indexOf(shown) + 1];
        return (
          <>
            <SignedResult token={token} run={run} />
            <div className={styles["columns"]}>
              <CaseList run={run} shown={shown} onChoose={setChosen} />
              <CaseWork
                key={`${run.id} ${shown.number}`}
                wasChosen={chosen === shown.number}
                token={token}
                pieces={pieces}
                run={run}
                one={shown}
                onNext={next === undefined ? null : () => setChosen(next.number)}
                onTried={() => setChosen(shown.number)}
              />
            </div>
          </>
        );
      }}
    </Answer>
  );
}

const icons: Readonly<Record<Case["state"], IconName | null>> = {
  open: null,
  waiting: "clock",
  passed: "check",
  failed: "close",
};

function CaseList({
  run,
  shown,
  onChoose,
}: {
  run: ConformanceRun;
  shown: Case;
  onChoose: (number: number) => void;
}) {
  const t = useTexts(certificationTexts);
  return (
    <nav className={styles["cases"]} aria-label={t("certify.cases")}>
      {[...Map.groupBy(run.cases, ({ group }) => group)].map(([group, cases]) => {
        const needed = cases.filter((one) => one.needed);
        const passed = needed.filter(({ state }) => state === "passed").length;
        return (
          <section key={group}>
            <h2>
              <b>{t(`group.${group}`)}</b>
              <span data-whole={passed === needed.length || undefined}>
                {passed === needed.length ? (
                  <>
                    <Icon name="check" size={13} /> {t("certify.whole")}
                  </>
                ) : (
                  t("certify.progress", { passed, needed: needed.length })
                )}
              </span>
            </h2>
            <ol>
              {cases.map((one) => (
                <li key={one.number}>
                  <button
                    type="button"
                    aria-current={one === shown ? "true" : undefined}
                    onClick={() => onChoose(one.number)}
                  >
                    <span className={styles["number"]}>{one.number}</span>
                    <CaseTitle one={one} />
                    <span className={styles["state"]} data-state={one.state}>
                      {one.state === "open" && !one.needed ? (
                        t("certify.optional")
                      ) : (
                        <>
                          <StateIcon state={one.state} /> {t(`state.${one.state}`)}
                        </>
                      )}
                    </span>
                  </button>
                </li>
              ))}
            </ol>
          </section>
        );
      })}
    </nav>
  );
}

function StateIcon({ state }: { state: Case["state"] }) {
  const name = icons[state];
  return name === null ? null : <Icon name={name} size={13} />;
}
