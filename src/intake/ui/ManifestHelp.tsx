// What goes with a manifest: the templates to fill in, and the table given back with its findings.
import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useId } from "react";
import { Icon, ProblemNotice, requestFile, useTexts } from "#design/ui";
import { intakeTexts } from "./intake-texts.ts";
import styles from "./check.module.css";

/** A template for each means of transport, as workbook and as text. */
export function ManifestTemplates() {
  const t = useTexts(intakeTexts);
  const id = useId();
  return (
    <>
      <h3 id={id} className={styles["templatesHead"]}>
        {t("manifest.templates")}
      </h3>
      <ul className={styles["templates"]} aria-labelledby={id}>
        {(["AIR", "SEA", "RAIL", "BUS", "CAR"] as const).map((mode) => (
          <li key={mode}>
            {t(`send.mode.${mode}`)}:{" "}
            <a href={`/v1/templates/manifest.xlsx?mode=${mode}`}>
              XLSX<span className="spoken"> {t(`send.mode.${mode}`)}</span>
            </a>{" "}
            <a href={`/v1/templates/manifest.csv?mode=${mode}`}>
              CSV<span className="spoken"> {t(`send.mode.${mode}`)}</span>
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}

/** The same table with what is wrong beside each row; asked for anew, as nothing of it was kept. */
export function ManifestReport({
  content,
  format,
  token,
}: {
  content: Blob;
  format: "csv" | "xlsx";
  token?: string;
}) {
  const t = useTexts(intakeTexts);
  const asking = useMutation({
    mutationFn: () =>
      requestFile("POST", token === undefined ? "/v1/explain/report" : "/v1/check/report", {
        body: content,
        ...(token === undefined ? {} : { token }),
      }),
    onSuccess: (report) => {
      const address = URL.createObjectURL(report);
      const link = document.createElement("a");
      link.href = address;
      link.download = `${content instanceof File ? content.name.replace(/\.[a-z]+$/i, "") : "manifest"}-checked.${format}`;
      link.click();
      URL.revokeObjectURL(address);
    },
  });
  return (
    <>
      <Button
        size="xs"
        variant="default"
        leftSection={<Icon name="down" size={12} />}
        loading={asking.isPending}
        onClick={() => asking.mutate()}
      >
        {t("manifest.report")}
      </Button>
      {asking.error === null ? null : <ProblemNotice problem={asking.error} />}
    </>
  );
}
