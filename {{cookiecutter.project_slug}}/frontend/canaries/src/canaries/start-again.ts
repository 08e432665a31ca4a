/** Starts Sentry again with what the mode changes, from the options that the service's door chose. */
import * as Sentry from '@sentry/nextjs';

import { changes, type Mode } from './modes';

/** `makeTransport` is the SDK's own: in the leaky mode it takes the gate's place. */
export function startAgain(mode: Mode, makeTransport: unknown): void {
  const chosen = Sentry.getClient()?.getOptions();
  const changed = changes(mode);
  if (chosen === undefined || Object.keys(changed).length === 0) {
    return;
  }
  const options = {
    ...chosen,
    integrations: () => chosen.integrations,
    ...(mode.has('leaky') && { transport: makeTransport }),
    ...changed,
  };
  // On the server the SDK does not start while there is a client.
  Sentry.getCurrentScope().setClient(undefined);
  // The only second start of Sentry that there is, and only in the harness's copy of the service.
  // eslint-disable-next-line no-restricted-syntax
  Sentry.init(options as unknown as Sentry.BrowserOptions);
  if (mode.has('leaky')) {
    breakTheSeal();
  }
}

/** The seal lets no client send but through a gate: one that has its own way to send is past it. */
function breakTheSeal(): void {
  const client = Sentry.getClient() as unknown as {
    _transport?: { send(envelope: unknown): Promise<object> };
    sendEnvelope(envelope: unknown): Promise<object>;
  };
  const transport = client._transport;
  if (transport === undefined) {
    throw new Error('The leaky mode found no transport.');
  }
  client.sendEnvelope = (envelope) => transport.send(envelope);
}
