import { withSentryConfig } from '@sentry/nextjs/config';
import type { NextConfig } from 'next';

// Next has no configuration key for this. Our scripts set it earlier (scripts/next.mjs); this is for a bare `npx next`.
process.env.NEXT_TELEMETRY_DISABLED = '1';

const securityHeaders = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'X-Frame-Options', value: 'DENY' },
  // Other origins never learn which page somebody came from.
  { key: 'Referrer-Policy', value: 'same-origin' },
  { key: 'Permissions-Policy', value: 'camera=(), microphone=(), geolocation=()' },
];

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // @sentry/nextjs 11.5 has no switch for this under Turbopack: its debug messages stay out of the bundle.
  compiler: { define: { __SENTRY_DEBUG__: false } },
  headers: async () => [{ source: '/:path*', headers: securityHeaders }],
};

// No tunnelRoute: it would pass the browser's cookies on to the ingest. The tunnel is src/app/monitoring.
export default withSentryConfig(config, {
  telemetry: false,
  sourcemaps: { disable: true },
  // The route table of the app is no business of the browser's.
  routeManifestInjection: false,
  silent: true,
});
