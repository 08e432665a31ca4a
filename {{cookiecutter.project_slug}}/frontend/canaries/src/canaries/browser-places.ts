/** Places in the browser. */
import * as Sentry from '@sentry/nextjs';

import { KINDS, PlantedError, type Kind } from './kinds';
import { shared, type Plant } from './shared-places';
import { written } from './written-places';

export interface BrowserPlace {
  name: string;
  kinds: readonly Kind[];
  plant: Plant;
}

export const BROWSER_PLACES: BrowserPlace[] = [];

function place(name: string, plant: Plant, kinds: readonly Kind[] = KINDS): void {
  BROWSER_PLACES.push({ name: `browser: ${name}`, kinds, plant });
}

for (const { name, kinds, plant } of [...shared, ...written]) {
  place(name, plant, kinds);
}

const NAMES: readonly Kind[] = ['name'];

/** Leaves the place's own call stack, so that the browser's own handlers see what happens. */
function uncaught(fail: () => void): Promise<void> {
  return new Promise((done) => {
    setTimeout(() => {
      setTimeout(done, 0);
      fail();
    }, 0);
  });
}

place('error: uncaught', (text) =>
  uncaught(() => {
    throw new PlantedError(text);
  }),
);

place('rejection: error', (text) =>
  uncaught(() => {
    void Promise.reject(new PlantedError(text));
  }),
);

place('rejection: text', (text) =>
  uncaught(() => {
    void Promise.reject(text);
  }),
);

place('rejection: object', (text) =>
  uncaught(() => {
    void Promise.reject({ ssn: text, [text]: 1 });
  }),
);

place('click: id, class, name, title, aria-label', (text) => {
  const button = document.createElement('button');
  Object.assign(button, { id: text, className: text, name: text, title: text, innerText: text });
  button.setAttribute('aria-label', text);
  button.setAttribute('data-testid', text);
  button.setAttribute('data-sentry-component', text);
  document.body.append(button);
  button.click();
  button.remove();
});

place('typing', (text) => {
  const input = Object.assign(document.createElement('input'), { name: text, value: text });
  document.body.append(input);
  input.dispatchEvent(new KeyboardEvent('keypress', { key: 'a', bubbles: true }));
  input.remove();
});

place('address: path', (text) => {
  history.pushState({}, '', `/patients/${encodeURIComponent(text)}`);
});

place('address: query', (text) => {
  history.pushState({}, '', `?q=${encodeURIComponent(text)}`);
});

place('address: hash', (text) => {
  location.hash = encodeURIComponent(text);
});

place('title of the page', (text) => {
  document.title = text;
});

place('fetch: address', async (text) => {
  await fetch(`/healthz?q=${encodeURIComponent(text)}`);
});

place('fetch: one that fails', async (text) => {
  await fetch(`/nowhere/${encodeURIComponent(text)}`, { method: 'POST', body: text });
});

place('XHR: address', (text) => {
  return new Promise((done) => {
    const request = new XMLHttpRequest();
    request.open('GET', `/healthz?q=${encodeURIComponent(text)}`);
    request.onloadend = done;
    request.send();
  });
});

place('image: address', (text) => {
  return new Promise((done) => {
    const image = new Image();
    image.onload = image.onerror = done;
    image.src = `/icon.svg?q=${encodeURIComponent(text)}`;
  });
});

place('image: one that is not there', (text) => {
  return new Promise((done) => {
    const image = new Image();
    image.onload = image.onerror = done;
    image.src = `/_next/static/${encodeURIComponent(text)}.png`;
  });
});

place('timing marks', (text) => {
  performance.mark(text);
  performance.measure(text, text);
});

place('storage and cookie', (text) => {
  localStorage.setItem('patient', text);
  document.cookie = `patient=${encodeURIComponent(text)}; max-age=5`;
});

place('name of the window', (text) => {
  window.name = text;
});

place('web worker: error', (text) => {
  return new Promise((done) => {
    const source = `throw new Error(${JSON.stringify(text)})`;
    const worker = new Worker(URL.createObjectURL(new Blob([source])));
    worker.onerror = (event) => {
      Sentry.captureException(event);
      done(undefined);
    };
  });
});

place('service worker: error', async (text) => {
  const source = `/canaries/service-worker?text=${encodeURIComponent(text)}`;
  await navigator.serviceWorker.register(source).catch((error: unknown) => {
    Sentry.captureException(error);
  });
});

place('error event by hand', (text) => {
  window.dispatchEvent(new ErrorEvent('error', { message: text, filename: text, lineno: 1 }));
});

place('DOM exception', (text) => {
  Sentry.captureException(new DOMException(text, text));
});

place(
  'timer with a computed name',
  (text) =>
    uncaught(
      {
        [text]() {
          throw new PlantedError();
        },
      }[text] ?? (() => undefined),
    ),
  NAMES,
);
