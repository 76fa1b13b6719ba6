// The screens of this slice.
export { FlightBoardScreen } from "./FlightBoard.tsx";
