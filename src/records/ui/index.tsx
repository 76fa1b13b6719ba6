// The screens of this slice.
export { FlightBoardScreen } from "./FlightBoard.tsx";
export { FlightScreen } from "./FlightDetail.tsx";
export { PersonScreen } from "./PersonPage.tsx";
