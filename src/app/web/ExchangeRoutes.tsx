// The exchange with units of other States, with the forms and packages of the disclosures: the slices meet here.
import { ActForm, PackageContentShown } from "#disclosures/ui";
import { ExchangeScreen, PartsProvider, ReceivedScreen, type Parts } from "#exchange/ui";

const parts: Parts = { Form: ActForm, Content: PackageContentShown };

export function ExchangeRoute() {
  return (
    <PartsProvider value={parts}>
      <ExchangeScreen />
    </PartsProvider>
  );
}

export function ReceivedRoute() {
  return (
    <PartsProvider value={parts}>
      <ReceivedScreen />
    </PartsProvider>
  );
}
