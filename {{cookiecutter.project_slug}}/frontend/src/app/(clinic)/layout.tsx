import type { ReactNode } from 'react';

import { requireUser } from '@/api/session';
import { Header } from '@/components/header';
import { readService } from '@/service';

import { signOut } from '../sign-in/actions';

/** Everything behind sign-in. */
export default async function ClinicLayout({ children }: { children: ReactNode }) {
  const user = await requireUser();
  return (
    <>
      <Header service={readService().name} user={user} signOut={signOut} />
      {children}
    </>
  );
}
