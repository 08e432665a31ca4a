import { Card } from '@/components/card';
import { Page } from '@/components/page';
import { Skeleton } from '@/components/skeleton';

/** Shown while the list is fetched. */
export default function Loading() {
  return (
    <Page title="Patients">
      <Card>
        <Skeleton label="Loading patients…" lines={8} />
      </Card>
    </Page>
  );
}
