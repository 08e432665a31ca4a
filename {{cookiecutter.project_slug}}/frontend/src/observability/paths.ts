/** Paths of this service that telemetry itself uses. */

/** The tunnel: where browsers send their telemetry. Its folder in `src/app` has the same name. */
export const TUNNEL_PATH = '/monitoring';

/** Where browsers report what they refused or could not load; next.config.ts says it too. */
export const VIOLATIONS_PATH = '/violations';

/** Requests that are never traced, by their exact path. */
export const UNTRACED_PATHS = /^\/(?:monitoring|healthz|violations)$/;
