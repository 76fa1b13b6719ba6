// The driver's own conversion of values to what goes over the wire; its published types leave it out.
declare module "pg/lib/utils.js" {
  const values: {
    /** Text or bytes of a parameter, null for null: dates with their offset, arrays as array literals, objects as JSON. */
    readonly prepareValue: (value: unknown) => string | Buffer | null;
  };
  export default values;
}
