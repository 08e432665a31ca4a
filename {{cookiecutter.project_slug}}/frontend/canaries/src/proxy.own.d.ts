/** The service's own proxy, which the harness's copy keeps under this name. */
export { proxy } from '@/proxy';
