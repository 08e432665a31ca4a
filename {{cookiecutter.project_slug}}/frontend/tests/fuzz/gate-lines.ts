/**
 * The gates of the Next server: its own telemetry's, and the tunnel that a browser's goes through.
 *
 * Reads lines of JSON, each an envelope of one item `[headers, item's headers, payload]`; answers each
 * with a line of JSON: what was raised (null for nothing), what would have been sent, as text, and how
 * many items the tripwire stopped. Takes turns: the first line is the server's, the second a browser's.
 */
import { once } from 'node:events';
import { createInterface } from 'node:readline';

import { serializeEnvelope } from '@/observability/envelope-text';
import { gate, type Transport } from '@/observability/gate';
import { guard } from '@/observability/guard';
import { Ids } from '@/observability/ids';
import type { Known } from '@/observability/known';
import { knownByPolicy } from '@/observability/known-policy';
import { knownServer } from '@/observability/known-server';
import { ownSdk } from '@/observability/own-sdk';
import type { Process } from '@/observability/rebuild';
import { RouteTable } from '@/observability/route-table';
import { textsOf } from '@/observability/texts';
import { TokenBucket } from '@/observability/token-bucket';
import { handleTunnelRequest } from '@/observability/tunnel';
import { loadPolicy } from '@/phi/policy';

/** The items are of this minute. */
const NOW = 1_795_393_860;
const ROUTES = ['/', '/health', '/patients', '/patients/new', '/patients/[id]', '/sign-in'];
const ORIGIN = 'http://localhost:3000';

type Envelope = [headers: object, items: [object, object][]];
type Answer = [raised: string | null, sent: string, stopped: number];
type Ask = (envelope: Envelope) => Promise<[sent: string, stopped: number]>;

/** The gates of a server whose folders are `root`'s. */
function gates(root: string): { server: Ask; browser: Ask } {
  const own = loadPolicy({ folder: `${root}/../phi` });
  // Opened as far as a policy can be without naming what leaves.
  const policy = { ...own, textTags: new Set([...own.textTags, 'job']) };
  const ids = new Ids({ PHI_HASH_KEY: 'a key' }, policy.mrn, () => undefined);
  const places = {
    build: `${root}/.next`,
    packages: `${root}/node_modules`,
    sources: `${root}/src`,
  };
  const routes = new RouteTable(ROUTES);
  const known: Known = {
    ...knownServer(places),
    ...knownByPolicy(policy, ids),
    route: (path) => routes.find(path),
  };
  const says = () => textsOf(policy);
  let [sent, stopped] = ['', 0];
  const closed = guard(
    policy,
    () => false,
    () => void stopped++,
  );
  const settings = { environment: 'staging', release: '1.2.3' };
  const describe = (): Process => ({
    ...settings,
    runtime: 'next-server',
    languageRuntime: { name: 'node', version: '20.19.0' },
    publicKey: 'public',
    says: says(),
    ...ownSdk,
    sampleRate: () => 0.5,
    now: NOW,
  });
  const held: Transport = {
    send: (envelope) => {
      sent = serializeEnvelope(envelope as unknown as Envelope);
      return Promise.resolve({});
    },
    flush: () => Promise.resolve(true),
  };
  const transport = gate(() => held, known, describe, closed)({});
  const dsn = {
    text: 'https://public@ingest.example/1',
    publicKey: 'public',
    envelopeUrl: 'https://ingest.example/api/1/envelope/',
    origin: 'https://ingest.example',
  };
  const tunnel = {
    config: {
      ...settings,
      dsn,
      tracesSampleRate: 0.5,
      tracesSampleRates: {},
      webOrigin: ORIGIN,
      production: true,
    },
    known,
    guard: closed,
    says,
    bucket: new TokenBucket(Infinity, Infinity),
    fetch: (_address: unknown, init?: RequestInit) => {
      sent = String(init?.body);
      return Promise.resolve(new Response());
    },
  };
  return {
    async server(envelope) {
      [sent, stopped] = ['', 0];
      await transport.send(envelope as unknown as Parameters<Transport['send']>[0]);
      return [sent, stopped];
    },
    async browser(envelope) {
      [sent, stopped] = ['', 0];
      const headers = { 'content-type': 'text/plain', origin: ORIGIN };
      const body = serializeEnvelope(envelope);
      const request = new Request(`${ORIGIN}/monitoring`, { method: 'POST', headers, body });
      await handleTunnelRequest(request, tunnel);
      return [sent, stopped];
    },
  };
}

/** Answers the lines of standard input until there are none. */
export async function main(root: string): Promise<void> {
  const { server, browser } = gates(root);
  Date.now = () => NOW * 1000;
  let number = 0;
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
    const [headers, item, payload] = JSON.parse(line) as [object, object, object];
    const ask = number++ % 2 === 0 ? server : browser;
    let answer: Answer;
    try {
      answer = [null, ...(await ask([headers, [[item, payload]]]))];
    } catch (error) {
      answer = [error instanceof Error ? error.name : typeof error, '', 0];
    }
    if (!process.stdout.write(`${JSON.stringify(answer)}\n`)) {
      await once(process.stdout, 'drain');
    }
  }
}
