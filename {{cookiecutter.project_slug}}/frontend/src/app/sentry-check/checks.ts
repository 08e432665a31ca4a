/** The eight checks, in the order in which a click travels. */
export const CHECKS = [
  { name: 'browser', title: 'Browser event handler', runtime: 'browser' },
  { name: 'render', title: 'Client render', runtime: 'browser' },
  { name: 'server-component', title: 'Server component', runtime: 'next-server' },
  { name: 'server-action', title: 'Server action', runtime: 'next-server' },
  { name: 'route-handler', title: 'Route handler', runtime: 'next-server' },
  { name: 'django', title: 'Django view', runtime: 'django' },
  { name: 'drf', title: 'Django REST framework', runtime: 'django' },
  { name: 'celery', title: 'Celery task', runtime: 'celery' },
] as const;

export type CheckName = (typeof CHECKS)[number]['name'];

/** What became of a check. */
export type Result =
  { state: 'running' } | { state: 'done'; eventId: string } | { state: 'nothing'; why: string };
