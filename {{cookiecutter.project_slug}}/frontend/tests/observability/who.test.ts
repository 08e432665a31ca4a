// @vitest-environment node
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';

import { expect, it } from 'vitest';

import * as rebuild from '@/observability/rebuild';
import { currentRequest, giveRequestsIds, type OwnRequest } from '@/observability/request-id';
import { noteWho, ROLE_HEADER, USER_HEADER, withWho } from '@/observability/who';

import { EVENT_ID } from './hostile';
import { known, serverProcess } from './known-here';

const HASH = '[id:0a1b2c3d]';

/** Asks a server that runs `tell` in the request. */
async function inRequest(tell: () => unknown): Promise<unknown> {
  giveRequestsIds();
  const server = createServer((_, response) => {
    response.end(JSON.stringify(tell() ?? null));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  const answer = await fetch(`http://127.0.0.1:${port}/`);
  server.close();
  return answer.json();
}

const event = (more: object = {}) => ({ type: undefined, event_id: EVENT_ID, ...more });

it('is on what leaves of the request’s events, as the API has said it, and nothing else is', async () => {
  const left = await inRequest(() => {
    noteWho(new Headers({ [USER_HEADER]: HASH, [ROLE_HEADER]: 'nurse' }));
    const given = { user: { id: '4711', email: 'mary@clinic.example' }, message: 'It failed.' };
    return rebuild.event(withWho(event(given)), known, serverProcess);
  });
  expect(left).toStrictEqual({
    event_id: EVENT_ID,
    environment: 'staging',
    release: '1.2.3',
    tags: { role: 'nurse', runtime: 'next-server' },
    sdk: { name: 'sentry.javascript.nextjs', version: '11.5.0' },
    user: { id: HASH },
    contexts: { runtime: { name: 'node', version: '24.0.0' } },
    message: '[text]',
  });
});

it.each(['4711', 'Mary Johnson', '[id:nothing!]', undefined])(
  'is not what is no hash: %s',
  async (given) => {
    const told = await inRequest(() => {
      noteWho(new Headers({ [ROLE_HEADER]: 'nurse', ...(given && { [USER_HEADER]: given }) }));
      return withWho(event());
    });
    expect(told).toStrictEqual({ event_id: EVENT_ID });
  },
);

it('has no role that the policy does not list', async () => {
  const left = await inRequest(() => {
    noteWho(new Headers({ [USER_HEADER]: HASH, [ROLE_HEADER]: 'Mary' }));
    return rebuild.event(withWho(event()), known, serverProcess);
  });
  expect(left).toMatchObject({ user: { id: HASH }, tags: { runtime: 'next-server' } });
  expect(JSON.stringify(left)).not.toContain('Mary');
});

it('is of one request only', async () => {
  await inRequest(() => {
    noteWho(new Headers({ [USER_HEADER]: HASH }));
  });
  const next = (await inRequest(() => currentRequest())) as OwnRequest;
  expect(Object.keys(next)).toStrictEqual(['id']);
  noteWho(new Headers({ [USER_HEADER]: HASH }));
  expect(withWho(event())).toStrictEqual(event());
});

it('is hashed here, if code of ours has set an id', () => {
  const left = rebuild.event(event({ user: { id: '4711' } }), known, serverProcess);
  expect(left?.user).toStrictEqual({ id: known.id('4711') });
});
