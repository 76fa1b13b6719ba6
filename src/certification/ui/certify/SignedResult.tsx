// The signed result of a run: got when a group has passed, saved as a file, checked by anybody.
import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import type { ConformanceRun, IssuedCertificate } from "../../contract.ts";
import { Code, CopyButton, Icon, ProblemNotice, useTexts } from "#design/ui";
import { certificationTexts } from "../certification-texts.ts";
import { certify, checkCertificate } from "./certify-queries.ts";
import styles from "./certify.module.css";

export function SignedResult({ token, run }: { token: string; run: ConformanceRun }) {
  const t = useTexts(certificationTexts);
  const signing = useMutation({ mutationFn: () => certify(token, run.id) });
  return (
    <section className={styles["result"]} aria-label={t("certify.result")}>
      <div className={styles["bar"]}>
        <Button
          disabled={run.passed.length === 0}
          loading={signing.isPending}
          onClick={() => signing.mutate()}
        >
          {t("certify.sign")}
        </Button>
        <span>
          {run.passed.length === 0
            ? t("certify.sign.not")
            : t("certify.result.for", { groups: run.passed.map((group) => t(`group.${group}`)).join(", ") })}
        </span>
      </div>
      {signing.error === null ? null : <ProblemNotice problem={signing.error} />}
      {signing.data === undefined ? null : <Issued key={signing.data.id} issued={signing.data} />}
    </section>
  );
}

const fileName = "openpiu-certificate.json";

function Issued({ issued }: { issued: IssuedCertificate }) {
  const t = useTexts(certificationTexts);
  const checking = useMutation({ mutationFn: () => checkCertificate(issued.signed) });
  const command = `curl -sS ${location.origin}/v1/test/certificates/check -H "Content-Type: application/json" -d @${fileName}`;
  return (
    <div className={styles["issued"]}>
      <p>
        <Icon name="check" /> <strong>{t("certify.result")}</strong>{" "}
        {t("certify.result.for", { groups: issued.groups.map((group) => t(`group.${group}`)).join(", ") })}
      </p>
      <div className={styles["acts"]}>
        <Button variant="default" onClick={() => save(issued.signed)}>
          {t("certify.keep")}
        </Button>
        <Button variant="default" loading={checking.isPending} onClick={() => checking.mutate()}>
          {t("certify.check.now")}
        </Button>
        {checking.data === undefined ? null : (
          <output data-valid={checking.data.valid}>
            <Icon name={checking.data.valid ? "check" : "close"} size={14} />{" "}
            {checking.data.valid
              ? t("certify.check.valid", {
                  unit: checking.data.unit ?? "",
                  carrier: checking.data.carrier ?? "",
                })
              : t("certify.check.invalid")}
          </output>
        )}
      </div>
      {checking.error === null ? null : <ProblemNotice problem={checking.error} />}
      <p className={styles["dim"]}>{t("certify.check.text")}</p>
      <p className={styles["command"]}>
        <Code>{command}</Code> <CopyButton text={command} what="curl" />
      </p>
    </div>
  );
}

/** As the body that the check takes. */
function save(signed: string): void {
  const address = URL.createObjectURL(new Blob([JSON.stringify({ signed })], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(address);
}
