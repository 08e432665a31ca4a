import { ClientFailure } from '../../../../failures/client-failures';

/** A client component, rendered on the server first. */
export default async function Page({ params }: { params: Promise<{ kind: string }> }) {
  return <ClientFailure kind={(await params).kind} />;
}
