/** What baggage says of the transaction's name: a member of the route table, or nothing. */
import type * as Sentry from '@sentry/nextjs';

import type { Known } from './known';
import { transactionName } from './parts';

type Client = NonNullable<ReturnType<typeof Sentry.getClient>>;

/** The same name that the gate lets out, also in trace headers and in `<meta name="baggage">`. */
export function checkTransactionInBaggage(client: Client, known: Known): void {
  client.on('createDsc', (context) => {
    const name = context.transaction;
    delete context.transaction;
    try {
      const routed = name === undefined ? undefined : transactionName(name, known);
      if (routed !== undefined) {
        context.transaction = routed;
      }
    } catch {
      // The context goes without a name.
    }
  });
}
