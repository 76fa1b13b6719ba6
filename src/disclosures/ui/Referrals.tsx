// What was referred on a case, and referring a confirmed match to an authority: one person drafts, another releases.
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Dialog, Panel, PurposeGate, useMay, usePurpose, useTexts, useOffenceNames } from "#design/ui";
import { useQueryClient } from "@tanstack/react-query";
import { disclosurePurposes, offences } from "../contract.ts";
import { ActForm, textOf } from "./ActForm.tsx";
import { disclosureTexts } from "./disclosure-texts.ts";
import styles from "./disclosures.module.css";
import { choiceOf, gradingFields, gradingOf, packageFields } from "./package-fields.ts";
import { PackageList } from "./PackageList.tsx";
import { act, authoritiesQuery, packagesQuery } from "./queries.ts";

/** A confirmed match of the case, as its page names it. */
export type ReferableAlert = {
  readonly id: string;
  readonly kind: "listed" | "rule";
  readonly label: string;
};

export function Referrals({ caseId, alerts }: { caseId: string; alerts: readonly ReferableAlert[] }) {
  const t = useTexts(disclosureTexts);
  const maySee = useMay("view-requests");
  const mayRefer = useMay("draft-package");
  const [referring, setReferring] = useState(false);
  const query = useQuery({ ...packagesQuery(caseId), enabled: maySee });
  if (!maySee) return null;
  return (
    <Panel title={t("refer.title")} aside={query.data?.packages.length ?? 0}>
      <div className={styles["columns"]}>
        <PackageList packages={query.data?.packages ?? []} />
        {mayRefer && alerts.length > 0 ? (
          <p>
            <Button size="xs" onClick={() => setReferring(true)}>
              {t("refer.start")}
            </Button>
          </p>
        ) : null}
        <Dialog title={t("refer.start")} opened={referring} onClose={() => setReferring(false)}>
          <PurposeGate>{() => <ReferForm alerts={alerts} onDone={() => setReferring(false)} />}</PurposeGate>
        </Dialog>
      </div>
    </Panel>
  );
}

function ReferForm({ alerts, onDone }: { alerts: readonly ReferableAlert[]; onDone: () => void }) {
  const names = useOffenceNames();
  const t = useTexts(disclosureTexts);
  const { purpose } = usePurpose();
  const queries = useQueryClient();
  const register = useQuery(authoritiesQuery).data?.authorities.filter((each) => each.usable) ?? [];
  if (register.length === 0) return <p>{t("authorities.empty")}</p>;
  return (
    <ActForm
      submit={t("refer.submit")}
      fields={[
        {
          name: "alertId",
          label: t("refer.alert"),
          kind: "choice",
          options: alerts.map(({ id, label }) => ({ value: id, label })),
        },
        {
          name: "authorityId",
          label: t("refer.to"),
          kind: "choice",
          options: register.map(({ id, name }) => ({ value: id, label: name })),
        },
        {
          name: "purpose",
          label: t("refer.purpose"),
          kind: "choice",
          options: disclosurePurposes.map((value) => ({ value, label: t(`purpose.${value}`) })),
          first: "SERIOUS",
        },
        {
          name: "offence",
          label: t("refer.offence"),
          kind: "choice",
          options: ["", ...offences].map((value) => ({ value, label: names.get(value) ?? value })),
        },
        ...gradingFields(t),
        ...packageFields(t, { offence: null, asked: null, measure: "SECOND-LINE", abroad: true }),
        { name: "interpol", label: t("refer.interpol"), kind: "line", optional: true },
      ]}
      onSubmit={async (values) => {
        const alert = alerts.find(({ id }) => id === textOf(values, "alertId"));
        const [offence, interpol] = [textOf(values, "offence"), textOf(values, "interpol")];
        await act(
          "/api/packages",
          {
            alertKind: alert?.kind ?? "listed",
            alertId: alert?.id ?? "",
            authorityId: textOf(values, "authorityId"),
            purpose: textOf(values, "purpose"),
            offence: offence === "" ? null : offence,
            ...gradingOf(values),
            ...choiceOf(values),
            ...(interpol === "" ? {} : { interpolCheckedAt: interpol }),
          },
          purpose,
        );
        await queries.invalidateQueries({ queryKey: ["packages"] });
        onDone();
      }}
    />
  );
}
