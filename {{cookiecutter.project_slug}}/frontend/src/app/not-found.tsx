import type { Metadata } from 'next';

import { ButtonLink } from '@/components/button';
import { Card } from '@/components/card';
import { Page } from '@/components/page';
import { ReferenceNumber } from '@/observability/reference-number';

export const metadata: Metadata = { title: 'Not found' };

/** Shown when an address leads nowhere, or to something that this person may not see. */
export default function NotFoundPage() {
  return (
    <Page
      title="Nothing here"
      lead="This page does not exist, or you may not see it."
      width="narrow"
    >
      <Card>
        <p>The address may be mistyped, or what it led to was removed.</p>
        <ReferenceNumber />
        <div>
          <ButtonLink href="/" prefetch={false}>
            Go to the start page
          </ButtonLink>
        </div>
      </Card>
    </Page>
  );
}
