/** The SDK that this build holds, as its items name it. */
import { SDK_VERSION } from '@sentry/nextjs';

export const ownSdk = { sdk: { name: 'sentry.javascript.nextjs', version: SDK_VERSION } };
