// The watch screens with what cannot wait, wherever it is known: the slices meet here.
import { AlertQueueScreen, WatchNotices } from "#cases/ui";
import { OutageNotice, PlannedStopNotice } from "#intake/ui";
import { FlightBoardScreen } from "#records/ui";

export function BoardRoute() {
  return (
    <FlightBoardScreen
      notices={
        <>
          <OutageNotice />
          <PlannedStopNotice />
          <WatchNotices />
        </>
      }
    />
  );
}

export function AlertsRoute() {
  return (
    <AlertQueueScreen
      notices={
        <>
          <OutageNotice />
          <PlannedStopNotice />
        </>
      }
    />
  );
}
