// @vitest-environment node
import { createServer, request as ask, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { knownByPolicy } from '@/observability/known-policy';
import {
  acceptedId,
  currentRequestId,
  giveRequestsIds,
  withRequestId,
} from '@/observability/request-id';

import { ids, policy } from './known-here';

const ID = '0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d';
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe('an id that comes in', () => {
  it('is taken over if it is a random UUID', () => {
    expect(acceptedId(ID)).toBe(ID);
    expect(acceptedId(ID.replaceAll('-', ''))).toBe(ID);
  });

  it.each([
    'Mary Johnson',
    '',
    '123-45-6789',
    'd41d8cd98f00b204e9800998ecf8427e',
    `${ID}0`,
    undefined,
    [ID],
  ])('is not taken over: %s', (given) => {
    expect(acceptedId(given)).toBeUndefined();
  });
});

it('leaves as a tag in its shape, and in no other', () => {
  const { tag } = knownByPolicy(policy, ids);
  expect(tag('request_id', ID)).toBe(ID);
  expect(tag('request_id', ID.replaceAll('-', ''))).toBeUndefined();
  expect(tag('request_id', 'Mary')).toBeUndefined();
});

describe('a server', () => {
  let server: Server;
  beforeAll(async () => {
    giveRequestsIds();
    giveRequestsIds();
    server = createServer((_, response) => {
      void wait(20).then(() => {
        const event = withRequestId({ type: undefined, tags: { role: 'nurse' } });
        response.end(JSON.stringify([currentRequestId(), event.tags]));
      });
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  });
  afterAll(() => server.close());

  const call = (headers: Record<string, string>) =>
    new Promise<[string, unknown]>((done) => {
      const { port } = server.address() as AddressInfo;
      const options = {
        host: '127.0.0.1',
        port,
        headers: { ...headers, Connection: 'keep-alive' },
      };
      ask(options, (answer) => {
        answer.setEncoding('utf8').on('data', (body: string) => {
          done([String(answer.headers['x-request-id']), JSON.parse(body)]);
        });
      }).end();
    });

  it('has the id at hand in all that the request does, and answers it', async () => {
    const given = { 'X-Request-ID': ID };
    expect(await call(given)).toEqual([ID, [ID, { role: 'nurse', request_id: ID }]]);
  });

  it('makes one of its own for each of many at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => call({ 'X-Request-ID': 'Mary' })),
    );
    for (const [id, body] of answers) {
      expect(id).toMatch(UUID);
      expect(body).toEqual([id, { role: 'nurse', request_id: id }]);
    }
    expect(new Set(answers.map(([id]) => id)).size).toBe(8);
  });
});

it('is nothing outside of a request', () => {
  const event = { type: undefined };
  expect(currentRequestId()).toBeUndefined();
  expect(withRequestId(event)).toBe(event);
});
