import { SERVER_FAILURES } from '../../../../failures/server-failures';

/** Does what its address names. */
export default async function Page({ params }: { params: Promise<{ kind: string }> }) {
  const { kind } = await params;
  return SERVER_FAILURES[kind]?.();
}
