// The traveller's page with what the cases know of the traveller: the two slices meet here.
import { PersonUnmasking } from "#approvals/ui";
import { Directives, PersonAlerts } from "#cases/ui";
import { RecordBeside } from "#rights/ui";
import { PersonScreen } from "#records/ui";
import { PersonKeeping } from "#retention/ui";

export function PersonRoute() {
  return (
    <PersonScreen
      alerts={(personKey) => (
        <>
          <PersonUnmasking personKey={personKey} />
          <RecordBeside personKey={personKey} />
          <PersonKeeping personKey={personKey} />
          <PersonAlerts personKey={personKey} />
          <Directives of={{ person: personKey }} person={personKey} />
        </>
      )}
    />
  );
}
