import { connection } from 'next/server';

import type { Person } from '@/intake/person';

interface Chart {
  person: Pick<Person, 'last_name'>;
  insurer?: { plan: { name: string } };
}

const CHARTS: Record<string, Chart> = {};

function open(name: string): Chart {
  return (CHARTS[name] ??= { person: { last_name: name } });
}

/** A patient's chart. */
export default async function ChartPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string>>;
}) {
  await connection();
  const { name = '' } = await searchParams;
  const chart = open(name) as Required<Chart>;
  return (
    <p>
      {chart.person.last_name}: {chart.insurer.plan.name}
    </p>
  );
}
