// Documents that the unit made of itself: made anew, read, taken away to be checked elsewhere.
import { Button, NativeSelect } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { Answer, At, Code, Panel, problemText, RefusalNotice, serverNow, useMay, useTexts } from "#design/ui";
import type { NewDocument } from "../document-contract.ts";
import { evidenceTexts } from "./evidence-texts.ts";
import styles from "./evidence.module.css";
import { Scrolled } from "./FigureTable.tsx";
import { documentsQuery, makeDocument } from "./queries.ts";

const kinds = ["annex9-pack", "directive-pack", "processing-records", "yearly-report"] as const;

export function DocumentsPart() {
  const t = useTexts(evidenceTexts);
  const query = useQuery(documentsQuery);
  const mayMake = useMay("make-document");
  return (
    <div className={styles["page"]}>
      <p className={styles["lead"]}>{t("documents.text")}</p>
      {mayMake ? <Making /> : null}
      <Panel title={t("documents.made")}>
        <Answer query={query} rows={6}>
          {({ documents }) =>
            documents.length === 0 ? (
              <p>{t("documents.none")}</p>
            ) : (
              <Scrolled name={t("documents.made")}>
                <table className={styles["table"]}>
                  <caption className="spoken">{t("documents.made")}</caption>
                  <thead>
                    <tr>
                      <th scope="col">{t("documents.kind")}</th>
                      <th scope="col">{t("documents.at")}</th>
                      <th scope="col">{t("documents.by")}</th>
                      <th scope="col">SHA-256</th>
                    </tr>
                  </thead>
                  <tbody>
                    {documents.map((one) => (
                      <tr key={one.id}>
                        <td>
                          <Link to="/evidence/$documentId" params={{ documentId: one.id }}>
                            {t(`document.${one.kind}`)}
                          </Link>{" "}
                          {one.kind === "referral" ? null : one.about}
                        </td>
                        <td>
                          <At instant={one.madeAt} day="always" />
                        </td>
                        <td>
                          <bdi>{one.madeBy}</bdi>
                        </td>
                        <td>
                          <Code>{one.sha256.slice(0, 16)}</Code>
                        </td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </Scrolled>
            )
          }
        </Answer>
      </Panel>
    </div>
  );
}

function Making() {
  const t = useTexts(evidenceTexts);
  const queries = useQueryClient();
  const navigate = useNavigate();
  const thisYear = new Date(serverNow()).getUTCFullYear();
  const [kind, setKind] = useState<NewDocument["kind"]>("annex9-pack");
  const [year, setYear] = useState(thisYear);
  const making = useMutation({
    mutationFn: () => makeDocument({ kind, year: kind === "yearly-report" ? year : null }),
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: documentsQuery.queryKey });
      await navigate({ to: "/evidence/$documentId", params: { documentId: id } });
    },
  });
  return (
    <>
      {making.error === null ? null : (
        <RefusalNotice problem={making.error} say={(problem) => problemText(problem, t)} />
      )}
      <div className={styles["bar"]}>
        <NativeSelect
          label={t("documents.kind")}
          value={kind}
          data={kinds.map((value) => ({ value, label: t(`document.${value}`) }))}
          onChange={({ currentTarget: { value } }) =>
            setKind(kinds.find((one) => one === value) ?? "annex9-pack")
          }
        />
        {kind === "yearly-report" ? (
          <NativeSelect
            label={t("statistics.year")}
            value={String(year)}
            data={Array.from({ length: 5 }, (_, at) => String(thisYear - at))}
            onChange={({ currentTarget: { value } }) => setYear(Number(value))}
          />
        ) : null}
        <Button loading={making.isPending} onClick={() => making.mutate()}>
          {t("documents.make")}
        </Button>
      </div>
    </>
  );
}
