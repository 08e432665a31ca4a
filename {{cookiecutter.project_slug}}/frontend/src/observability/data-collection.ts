/**
 * Every data-collection switch of the SDK, off. An omitted one would mean "collect".
 *
 * A test compares these keys with those of the installed SDK, so that a new switch fails the build.
 */
export const NOTHING_COLLECTED = {
  userInfo: false,
  cookies: false,
  httpHeaders: { request: false, response: false },
  httpBodies: [] as never[],
  urlQueryParams: false,
  graphQL: { document: false, variables: false },
  genAI: { inputs: false, outputs: false },
  databaseQueryData: false,
  queues: false,
  stackFrameVariables: false,
  frameContextLines: 0,
};
