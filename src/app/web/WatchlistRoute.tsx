// A list's page with what two offices said of its source: the slices meet here.
import { JointDecisionsOf } from "#approvals/ui";
import { WatchlistScreen } from "#watchlists/ui";

export function WatchlistRoute() {
  return <WatchlistScreen decisions={(part) => <JointDecisionsOf {...part} />} />;
}
