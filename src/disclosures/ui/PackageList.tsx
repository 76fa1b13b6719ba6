// Packages with their gates and what may be done about each: on a request, and on a case.
import { Button } from "@mantine/core";
import { useState } from "react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import {
  At,
  Code,
  Countdown,
  Loading,
  ProblemNotice,
  TextForm,
  useMay,
  usePurpose,
  useTexts,
} from "#design/ui";
import type { PackageView } from "../contract.ts";
import { disclosureTexts } from "./disclosure-texts.ts";
import styles from "./disclosures.module.css";
import { Content } from "./package-parts.tsx";
import { act, previewOf } from "./queries.ts";

export function PackageList({ packages }: { packages: readonly PackageView[] }) {
  const t = useTexts(disclosureTexts);
  if (packages.length === 0) return <p>{t("package.none")}</p>;
  return (
    <ul className={styles["list"]}>
      {packages.map((each) => (
        <Package key={each.id} row={each} />
      ))}
    </ul>
  );
}

function Package({ row }: { row: PackageView }) {
  const t = useTexts(disclosureTexts);
  const flags = (["child", "claimant", "victim", "freeMovement", "afterTravel", "bookings"] as const).filter(
    (flag) => row.flags[flag],
  );
  return (
    <li className={styles["item"]} data-package={row.reference}>
      <p className={styles["line"]}>
        <strong>
          <Code>{row.reference}</Code>
        </strong>
        <span>{t("package.to", { recipient: row.recipient.name })}</span>
        <bdi>{row.maskedName}</bdi>
        <span>{t.code("measure", row.measure)}</span>
        <span>{t(`state.${row.state === "draft" ? "draft" : row.state}`)}</span>
        <Code dim>{row.handling.join(" ")}</Code>
      </p>
      <p className={styles["line"]}>
        <span>{row.elements.map((element) => t(`element.${element}`)).join(", ")}</span>
        {flags.length === 0 ? null : <strong>{flags.map((flag) => t(`flag.${flag}`)).join(", ")}</strong>}
      </p>
      <p className={styles["line"]}>
        <span>
          {t("package.drafted", { name: row.drafted.by.name })} <At instant={row.drafted.at} />
        </span>
        {row.released === null ? null : (
          <span>
            {t("package.released", { name: row.released.by.name })} <At instant={row.released.at} />{" "}
            <Code dim>{row.released.hash.slice(0, 16)}</Code>
          </span>
        )}
        {row.acknowledgedAt !== null ? (
          <span>
            {t("package.acknowledged")} <At instant={row.acknowledgedAt} />
          </span>
        ) : row.acknowledgementDueAt === null ? null : (
          <span>
            {t("package.ackDue")} <Countdown to={row.acknowledgementDueAt} />
          </span>
        )}
        {row.outcome === null ? null : (
          <span>
            {t("package.outcome")}: {t.code("outcome", row.outcome.code)} <bdi>{row.outcome.text}</bdi>
          </span>
        )}
        {row.recalls.map((recall) => (
          <strong key={`${recall.cause} ${recall.madeAt}`}>
            {t("package.recalled", { cause: t.code("cause", recall.cause) })} <At instant={recall.madeAt} />
          </strong>
        ))}
      </p>
      {row.state === "release-check" ? <Waiting row={row} /> : null}
    </li>
  );
}

/** Before its release: the gates, what would leave, and the acts of others. */
function Waiting({ row }: { row: PackageView }) {
  const t = useTexts(disclosureTexts);
  const [shown, setShown] = useState(false);
  const closed = row.gates.filter(({ passed }) => !passed);
  const mayRelease = useMay("release-package");
  const mayAgree = useMay("agree-protection") && closed.some(({ gate }) => gate === "protection-contact");
  const mayOverride =
    useMay("override-block") && closed.some(({ gate }) => gate === "refoulement" || gate === "assurance");
  return (
    <>
      {closed.length === 0 ? (
        <p>{t("package.gates.open")}</p>
      ) : (
        <ul>
          {closed.map(({ gate }) => (
            <li key={gate} className={styles["closed"]}>
              {t(`gate.${gate}`)}
            </li>
          ))}
        </ul>
      )}
      <p>
        <Button size="xs" variant="default" aria-expanded={shown} onClick={() => setShown(!shown)}>
          {t("package.preview")}
        </Button>
      </p>
      {shown ? <Preview id={row.id} /> : null}
      {mayRelease && row.requestId === null ? (
        <Act row={row} path="release" submit={t("package.release")} />
      ) : null}
      {mayRelease ? <Act row={row} path="refusal" submit={t("package.refuse")} danger /> : null}
      {mayAgree ? <Act row={row} path="protection-consent" submit={t("package.agree")} /> : null}
      {mayOverride ? <Act row={row} path="override" submit={t("package.override")} danger /> : null}
    </>
  );
}

function Preview({ id }: { id: string }) {
  const { purpose } = usePurpose();
  const query = useQuery({
    queryKey: ["package-preview", id],
    queryFn: () => previewOf(id, purpose),
    enabled: purpose !== null,
  });
  if (query.data !== undefined) return <Content content={query.data.content} />;
  return query.error === null ? <Loading rows={3} /> : <ProblemNotice problem={query.error} />;
}

function Act({
  row,
  path,
  submit,
  danger = false,
}: {
  row: PackageView;
  path: string;
  submit: string;
  danger?: boolean;
}) {
  const t = useTexts(disclosureTexts);
  const { purpose } = usePurpose();
  const queries = useQueryClient();
  return (
    <TextForm
      label={t("act.reason")}
      submit={submit}
      lacking={t("act.short")}
      maxLength={2000}
      rows={2}
      danger={danger}
      onSubmit={async (reason) => {
        await act(`/api/packages/${row.id}/${path}`, { reason }, purpose);
        await queries.invalidateQueries();
      }}
    />
  );
}
