/**
 * What a run of the harness changes in how Sentry is started; the Python twin is
 * backend/canaries/modes.py. None of this is in a normal build: these files lie where none looks.
 */
export type Mode = ReadonlySet<string>;

/** Reads `stream,collect,leaky`. */
export function readMode(text: string | undefined): Mode {
  return new Set((text ?? '').split(',').filter(Boolean));
}

const EVERYTHING = {
  userInfo: true,
  cookies: true,
  httpHeaders: { request: true, response: true },
  httpBodies: ['incomingRequest', 'outgoingRequest', 'incomingResponse', 'outgoingResponse'],
  urlQueryParams: true,
  graphQL: { document: true, variables: true },
  genAI: { inputs: true, outputs: true },
  databaseQueryData: true,
  queues: true,
  stackFrameVariables: true,
  frameContextLines: 5,
} as const;

/** Whether nothing is in the way of what the SDK sends. */
export const isLeaky = (mode: Mode) => mode.has('leaky');

/** The options that the mode asks for, on top of the door's own. */
export function changes(mode: Mode): Record<string, unknown> {
  return {
    ...(!mode.has('stream') && { traceLifecycle: 'static', ignoreSpans: undefined }),
    ...((mode.has('collect') || isLeaky(mode)) && {
      dataCollection: EVERYTHING,
      // The SDK's own list of integrations: none is left out.
      integrations: undefined,
      maxBreadcrumbs: 100,
      includeServerName: true,
      enhanceFetchErrorMessages: 'always',
      tracePropagationTargets: undefined,
    }),
  };
}
