// On an alert's page: its dossier for a court, taken away as a file that is checked and repeated without this unit.
import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { Panel, problemText, RefusalNotice, useMay, usePurpose, useTexts } from "#design/ui";
import { evidenceTexts } from "./evidence-texts.ts";
import { takeDossier } from "./queries.ts";
import { saveBlob } from "./save-text.ts";

/** Nothing for whoever may make none. */
export function DossierPart({ kind, alertId }: { kind: "listed" | "rule"; alertId: string }) {
  const t = useTexts(evidenceTexts);
  const may = useMay("make-dossier");
  const { purpose } = usePurpose();
  const making = useMutation({
    mutationFn: () => takeDossier({ kind, alertId }, purpose),
    onSuccess: (file) => saveBlob(`dossier-${alertId.slice(0, 8)}.json`, file),
  });
  if (!may) return null;
  return (
    <Panel title={t("dossier.title")}>
      <p>{t(`dossier.about.${kind}`)}</p>
      {making.error === null ? null : (
        <RefusalNotice problem={making.error} say={(problem) => problemText(problem, t)} />
      )}
      <Button size="xs" variant="default" loading={making.isPending} onClick={() => making.mutate()}>
        {t("dossier.take")}
      </Button>
      {making.isSuccess ? <output>{t("dossier.taken")}</output> : null}
    </Panel>
  );
}
