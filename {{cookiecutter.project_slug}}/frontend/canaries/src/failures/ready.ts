import { useSyncExternalStore } from 'react';

const never = () => () => undefined;

/** Whether React has taken over the page. */
export function useReady(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
