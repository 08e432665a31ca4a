// @vitest-environment node
import * as Sentry from '@sentry/nextjs';
import { beforeAll, describe, expect, it } from 'vitest';

import {
  lineWithoutKnownValues,
  watchForms,
  withoutKnownValues,
} from '@/observability/known-values';
import { printsBy } from '@/observability/printed';
import { loadPolicy } from '@/phi/policy';

const policy = loadPolicy();
const { append, set } = FormData.prototype;

function submit(fields: Record<string, string>): FormData {
  const form = new FormData();
  Object.entries(fields).forEach(([name, value]) => form.append(name, value));
  return form;
}

const event = (text: string) => ({
  message: text,
  logentry: { message: text, formatted: text },
  exception: { values: [{ type: 'Error', value: text, stacktrace: { frames: [{ lineno: 1 }] } }] },
  breadcrumbs: [{ category: 'console', message: text, data: { note: text, count: 3 } }],
  tags: { operation: text },
  extra: { operation: text },
});

describe('known values', () => {
  beforeAll(() => {
    // Only an SDK that was started tells requests apart.
    // eslint-disable-next-line no-restricted-syntax -- sends nothing
    Sentry.init({});
    watchForms(policy);
    watchForms(policy);
  });

  it('of a form are removed from every text of an event of its request', () => {
    Sentry.withIsolationScope(() => {
      const form = submit({ first_name: 'Grace', '1_last_name': 'Field', page: 'status' });
      expect(form.get('first_name')).toBe('Grace');
      const given = event('no Grace FIELD, but status');
      const left = withoutKnownValues(given, policy);
      expect(left).toStrictEqual(event('no [filtered] [filtered], but status'));
      expect(given).toStrictEqual(event('no Grace FIELD, but status'));
    });
  });

  it('of a form, and under a name beside it, leave logs and spans', () => {
    const said = 'no Grace Field, but status';
    const left = 'no [filtered] [filtered], but status';
    const log = { level: 'info', message: said, attributes: { 'sentry.message.template': said } };
    const span = {
      name: said,
      attributes: { 'url.full': '/a/Grace', 'sentry.segment.name': '/a' },
    };
    Sentry.withIsolationScope(() => {
      submit({ first_name: 'Grace', last_name: 'Field' });
      expect(lineWithoutKnownValues(log, 'message', policy)).toStrictEqual({
        level: 'info',
        message: left,
        attributes: { 'sentry.message.template': left },
      });
      expect(lineWithoutKnownValues(span, 'name', policy)).toMatchObject({ name: left });
      expect(JSON.stringify(lineWithoutKnownValues(span, 'name', policy))).not.toContain('Grace');
    });
    expect(lineWithoutKnownValues(log, 'message', policy)).toBe(log);
    const beside = { message: said, attributes: { first_name: 'Grace', last_name: 'Field' } };
    expect(lineWithoutKnownValues(beside, 'message', policy).message).toBe(left);
    const broken = new Proxy(beside.attributes, {
      ownKeys: () => {
        throw new Error('no keys');
      },
    });
    expect(
      lineWithoutKnownValues({ message: said, attributes: broken }, 'message', policy),
    ).toStrictEqual({ message: '[text]', attributes: {} });
  });

  it('of a form are not printed either, while its request lasts', () => {
    const prints = printsBy(policy);
    Sentry.withIsolationScope(() => {
      submit({ first_name: 'Grace', last_name: 'Field' });
      expect(prints('no Grace Field, but status')).toBe('no [filtered] [filtered], but status');
    });
    expect(prints('no field, but status')).toBe('no field, but status');
  });

  it('of arguments that are no form are removed too', () => {
    Sentry.withIsolationScope(() => {
      submit({
        '0': '["save",{"first_name":"Grace","visit":[{"last_name":"Field"}]}]',
        '1': '[bro',
      });
      const left = withoutKnownValues(event('no Grace Field to save'), policy);
      expect(left.message).toBe('no [filtered] [filtered] to save');
    });
  });

  it('are those of one request alone', () => {
    Sentry.withIsolationScope(() => void submit({ first_name: 'Grace' }));
    submit({ first_name: 'Grace' });
    Sentry.withIsolationScope(() => {
      const given = event('Grace');
      expect(withoutKnownValues(given, policy)).toBe(given);
    });
  });

  it('are also those in contexts, extra and tags', () => {
    const given = {
      ...event('of Grace and Mark'),
      contexts: { trace: { name: 'of' }, visit: { patient: { name: [{ given: 'Grace' }] } } },
      extra: { last_name: 'Mark' },
    };
    expect(withoutKnownValues(given, policy).message).toBe('of [filtered] and [filtered]');
  });

  it('that cannot be looked up take all texts along', () => {
    const broken = { ...policy, rules: undefined } as never;
    expect(
      withoutKnownValues({ ...event('of Grace'), contexts: { a: { name: 'x' } } }, broken),
    ).toMatchObject(event('[text]'));
  });

  it('take all texts along if there are too many of them', () => {
    Sentry.withIsolationScope(() => {
      const form = new FormData();
      for (let n = 0; n <= 400; n++) {
        form.append('first_name', `Grace${n}`);
      }
      expect(withoutKnownValues(event('no Grace400'), policy)).toMatchObject(event('[text]'));
    });
  });

  it('are removed when they are long', () => {
    const notes = Array.from({ length: 150 }, (_, n) => `home${n}`).join(' ');
    Sentry.withIsolationScope(() => {
      submit({ notes });
      const { message } = withoutKnownValues(event(`no ${notes}`), policy);
      expect(message).not.toContain('home');
    });
  });

  it('leave forms as they are', () => {
    expect(() => new FormData().append('a', Symbol('b') as never)).toThrow(TypeError);
    const form = new FormData();
    form.set('ssn', new Blob(['x']), 'x.txt');
    expect(form.get('ssn')).toBeInstanceOf(File);
    FormData.prototype.append = append;
    FormData.prototype.set = set;
  });
});
