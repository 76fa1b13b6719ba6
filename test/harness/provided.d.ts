// What the run's set-up hands to the test files.
declare module "vitest" {
  export interface ProvidedContext {
    /** The socket at which a test file asks for the throw-away database server. */
    databaseDoor: string;
  }
}
export {};
