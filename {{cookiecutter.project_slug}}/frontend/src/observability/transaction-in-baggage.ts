/** What baggage says of the transaction's name: a member of the route table, or nothing. */
import type { Known } from './known';
import { transactionName } from './parts';

/** Gives a sampling context the name that the gate lets out, in trace headers and `<meta>` tags too. */
export function checkNameInBaggage(given: unknown, known: Known): void {
  const context = given as { transaction?: string };
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
}
