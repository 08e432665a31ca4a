import type { Person } from '@/intake/person';

/** Imports a list of patients. */
export async function POST(request: Request): Promise<Response> {
  const rows = (await request.json()) as Person[];
  let imported = 0;
  for (const row of rows) {
    if (!row.mrn.startsWith('N')) {
      throw new Error(
        `Row ${imported + 1} of ${rows.length} was refused: ${row.first_name} ${row.last_name}, ${row.ssn}`,
      );
    }
    imported += 1;
  }
  return Response.json({ imported });
}
