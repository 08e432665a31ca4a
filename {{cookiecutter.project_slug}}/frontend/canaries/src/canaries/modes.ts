/**
 * What a run of the harness changes in how Sentry is started; the Python twin is
 * backend/canaries/modes.py. None of this is in a normal build: these files lie where none looks.
 */
import { filtered } from './hook';

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

/** Whether the run compares: with what the SDK's wizard writes, or with that and a hook. */
export const isStock = (mode: Mode) => mode.has('stock') || mode.has('hooked');

/** Whether nothing is in the way of what the SDK sends. */
export const isOpen = (mode: Mode) => mode.has('leaky') || isStock(mode);

/** The options that Sentry's wizard writes, and the hook if the mode has one. */
export function stockOptions(mode: Mode): Record<string, unknown> {
  return {
    tracesSampleRate: 1,
    enableLogs: true,
    dataCollection: {},
    ...(mode.has('hooked') && { beforeSend: filtered }),
  };
}

/** The options that the mode asks for, on top of the door's own. */
export function changes(mode: Mode): Record<string, unknown> {
  return {
    ...(!mode.has('stream') &&
      !mode.has('production') && { traceLifecycle: 'static', ignoreSpans: undefined }),
    ...((mode.has('collect') || mode.has('leaky')) && {
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
