// An alert's page with what the person's own requests say of the record, and what INTERPOL is asked: the slices meet here.
import { AlertReviewScreen } from "#cases/ui";
import { useMay } from "#design/ui";
import { EnquiryPanel } from "#exchange/ui";
import { RecordBeside } from "#rights/ui";

export function AlertRoute() {
  const mayAsk = useMay("view-exchange");
  return (
    <AlertReviewScreen
      beside={(personKey) => <RecordBeside personKey={personKey} />}
      asked={(alertId) => (mayAsk ? <EnquiryPanel alert={{ alertKind: "listed", alertId }} /> : null)}
    />
  );
}
