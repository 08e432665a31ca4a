import { beforeEach, expect, it, vi } from 'vitest';

import { watchResources } from '@/observability/resources';

const sendBeacon = vi.fn<(address: string, body: string) => boolean>();

function fail(tag: string, address: string) {
  const element = document.createElement(tag);
  document.body.append(element);
  element.setAttribute(tag === 'link' ? 'href' : 'src', address);
  element.dispatchEvent(new Event('error'));
}

beforeEach(() => {
  sendBeacon.mockClear();
  vi.stubGlobal('navigator', { sendBeacon });
});

it('reports the kind of a resource of ours that did not load, twenty times at most', () => {
  watchResources();
  fail('img', '/patients/Mary-Johnson.png');
  fail('link', '/style.css');
  expect(sendBeacon.mock.calls).toEqual([
    ['/violations', '{"resource":"image"}'],
    ['/violations', '{"resource":"stylesheet"}'],
  ]);

  // The policy keeps these out, and the browser reports them itself.
  fail('img', 'https://elsewhere.example/image.png');
  fail('video', '/film.mp4');
  window.dispatchEvent(new ErrorEvent('error', { message: 'an error of a script' }));
  expect(sendBeacon).toHaveBeenCalledTimes(2);

  for (let n = 0; n < 40; n += 1) {
    fail('script', '/script.js');
  }
  expect(sendBeacon).toHaveBeenCalledTimes(20);
});
