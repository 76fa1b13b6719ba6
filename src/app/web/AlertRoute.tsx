// An alert's page with what the person's own requests say of the record, what INTERPOL is asked, how long they are kept, and its dossier: the slices meet here.
import { AlertReviewScreen } from "#cases/ui";
import { useMay } from "#design/ui";
import { DossierPart } from "#evidence/ui";
import { EnquiryPanel } from "#exchange/ui";
import { PersonKeeping } from "#retention/ui";
import { RecordBeside } from "#rights/ui";

export function AlertRoute() {
  const mayAsk = useMay("view-exchange");
  return (
    <AlertReviewScreen
      beside={(personKey) => <RecordBeside personKey={personKey} />}
      asked={(alertId, personKey) => (
        <>
          {mayAsk ? <EnquiryPanel alert={{ alertKind: "listed", alertId }} /> : null}
          <PersonKeeping personKey={personKey} />
          <DossierPart kind="listed" alertId={alertId} />
        </>
      )}
    />
  );
}
