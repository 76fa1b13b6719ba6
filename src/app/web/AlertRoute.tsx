// An alert's page with what the person's own requests say of the record: the two slices meet here.
import { AlertReviewScreen } from "#cases/ui";
import { RecordBeside } from "#rights/ui";

export function AlertRoute() {
  return <AlertReviewScreen beside={(personKey) => <RecordBeside personKey={personKey} />} />;
}
