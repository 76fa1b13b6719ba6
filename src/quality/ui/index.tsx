// The screens of this slice.
export { CalibrationScreen } from "./Calibration.tsx";
export { QualityScreen } from "./Quality.tsx";
export { SecondLooksScreen } from "./SecondLooks.tsx";
