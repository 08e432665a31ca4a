import { withSentryConfig } from '@sentry/nextjs/config';
import type { NextConfig } from 'next';

// Next has no configuration key for this. Our scripts set it earlier (scripts/next.mjs); this is for a bare `npx next`.
process.env.NEXT_TELEMETRY_DISABLED = '1';

// Next's own inline scripts need 'unsafe-inline'; what this keeps out is any other host, to load from or to send to.
const contentSecurityPolicy = [
  "default-src 'self'",
  `script-src 'self' 'unsafe-inline'${process.env.NODE_ENV === 'development' ? " 'unsafe-eval'" : ''}`,
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "worker-src 'self' blob:",
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  // At once, and by every browser of today; report-to waits up to a minute, and Chromium alone has it.
  'report-uri /violations',
].join('; ');

const securityHeaders = [
  { key: 'Content-Security-Policy', value: contentSecurityPolicy },
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'X-Frame-Options', value: 'DENY' },
  // Other origins never learn which page somebody came from.
  { key: 'Referrer-Policy', value: 'same-origin' },
  { key: 'Permissions-Policy', value: 'camera=(), microphone=(), geolocation=()' },
];

const config: NextConfig = {
  poweredByHeader: false,
  // One copy on the server: what is bundled is there five times, and the seal reaches the first only.
  serverExternalPackages: ['@sentry/nextjs', '@sentry/node', '@sentry/core'],
  reactStrictMode: true,
  // @sentry/nextjs 11.5 has no switch for this under Turbopack: its debug messages stay out of the bundle.
  compiler: {
    define: { __SENTRY_DEBUG__: false },
    runAfterProductionCompile: async (build) => {
      const { setMapsAside } = await import('./scripts/source-maps.mjs'); // `next start` has no use for it
      setMapsAside(build);
    },
  },
  // They do not stay in the build: see scripts/source-maps.mjs.
  productionBrowserSourceMaps: true,
  // What `next dev` prints by itself holds arguments of server actions, addresses with queries, and the browser's console.
  logging: { serverFunctions: false, incomingRequests: false, browserToTerminal: false },
  // `next dev` would write an AGENTS.md into the repository by itself.
  agentRules: false,
  headers: async () => [{ source: '/:path*', headers: securityHeaders }],
};

// The SDK's own `tunnelRoute` would pass the browser's cookies on to the ingest; ours is src/app/monitoring.
export default withSentryConfig(config, {
  telemetry: false,
  sourcemaps: { disable: true },
  // It would send commits, with messages and authors, as soon as a token is there. `make release` uploads.
  useRunAfterProductionCompileHook: false,
  release: { create: false, finalize: false, setCommits: false },
  // The route table of the app is no business of the browser's.
  routeManifestInjection: false,
  silent: true,
});
