/**
 * What the gate asks before it lets a name out.
 *
 * The browser answers by shape (`known-browser.ts`), the Next server by what its own build holds
 * (`known-server.ts`). All telemetry of the browser passes both.
 */
export interface Known {
  /** The route template that `path` names or is an instance of; undefined when it is none. */
  route(path: string): string | undefined;
  /** Whether `name` is an error class of the language, the platform or our own source. */
  exceptionType(name: string): boolean;
  /** The file as it may be called, and whether it spells `functionName`; undefined when unknown. */
  frame(filename: string, functionName: string | undefined): KnownFrame | undefined;
}

export interface KnownFrame {
  filename: string;
  functionKnown: boolean;
}
