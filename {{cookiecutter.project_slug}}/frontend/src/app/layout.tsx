import './globals.css';

import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';

import { SkipLink } from '@/components/skip-link';
import { TelemetryConfig } from '@/observability/telemetry-config';
import { readService } from '@/service';

// Everything is rendered per request: sessions, patients and the browser's telemetry settings are known only then.
export const dynamic = 'force-dynamic';

/** Titles name pages, never people: titles travel. */
export function generateMetadata(): Metadata {
  const { name, description } = readService();
  return {
    title: { default: name, template: `%s · ${name}` },
    description,
    robots: { index: false, follow: false },
  };
}

export const viewport: Viewport = {
  colorScheme: 'light dark',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#ffffff' },
    { media: '(prefers-color-scheme: dark)', color: '#162125' },
  ],
};

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <head>
        <TelemetryConfig />
      </head>
      <body>
        <SkipLink />
        {children}
      </body>
    </html>
  );
}
