import { shown } from './shown.mjs';

/** What a snippet of the documents for agents exports. */
export async function importShown<Exports>(name: string): Promise<Exports> {
  const found = shown().find((one) => one.name === name);
  if (found === undefined) {
    throw new Error(`The documents show no ${name}.`);
  }
  return (await import(/* @vite-ignore */ found.path)) as Exports;
}
