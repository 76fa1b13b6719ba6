// Whether something has a closed shape, compiled once for each shape.
import type { Static, TSchema } from "typebox";
import { Compile } from "typebox/compile";

const compiled = new WeakMap<object, { Check(value: unknown): boolean }>();

/** True when the value has exactly this shape; unknown fields are none of it. */
export function fits<Shape extends TSchema>(shape: Shape, value: unknown): value is Static<Shape> {
  let check = compiled.get(shape);
  if (check === undefined) {
    check = Compile(shape);
    compiled.set(shape, check);
  }
  return check.Check(value);
}
