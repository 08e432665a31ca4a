/**
 * Every data-collection switch of the SDK, off. An omitted one would mean "collect".
 *
 * `satisfies` makes a switch that a new SDK adds a type error; a test compares the nested ones with
 * what the installed SDK resolves.
 */
import type { NodeOptions } from '@sentry/nextjs';

type Switches = Required<NonNullable<NodeOptions['dataCollection']>>;

export const NOTHING_COLLECTED = {
  userInfo: false,
  cookies: false,
  httpHeaders: { request: false, response: false },
  httpBodies: [],
  urlQueryParams: false,
  graphQL: { document: false, variables: false },
  genAI: { inputs: false, outputs: false },
  databaseQueryData: false,
  queues: false,
  stackFrameVariables: false,
  frameContextLines: 0,
} satisfies Switches;
