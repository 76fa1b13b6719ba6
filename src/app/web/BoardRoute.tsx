// The flight board with what the cases have that cannot wait: the two slices meet here.
import { WatchNotices } from "#cases/ui";
import { FlightBoardScreen } from "#records/ui";

export function BoardRoute() {
  return <FlightBoardScreen notices={<WatchNotices />} />;
}
