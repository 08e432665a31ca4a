import { cookies } from 'next/headers';
import type { ReactNode } from 'react';

import { fail } from '../failures/failure';

import OwnLayout from './layout.own';

export { generateMetadata, viewport } from './layout.own';
export const dynamic = 'force-dynamic';

/** The service's own layout, which fails when this cookie asks for it. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  if ((await cookies()).get('failure')?.value === 'root-layout') {
    fail();
  }
  return <OwnLayout>{children}</OwnLayout>;
}
