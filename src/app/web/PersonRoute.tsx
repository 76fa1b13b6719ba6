// The traveller's page with what the cases know of the traveller: the two slices meet here.
import { Directives, PersonAlerts } from "#cases/ui";
import { PersonScreen } from "#records/ui";

export function PersonRoute() {
  return (
    <PersonScreen
      alerts={(personKey) => (
        <>
          <PersonAlerts personKey={personKey} />
          <Directives of={{ person: personKey }} person={personKey} />
        </>
      )}
    />
  );
}
