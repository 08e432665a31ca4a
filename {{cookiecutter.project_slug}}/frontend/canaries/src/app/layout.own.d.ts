/** The service's own layout, which the harness's copy keeps under this name. */
export { default, generateMetadata, viewport } from '@/app/layout';
