import { afterEach, beforeEach, vi } from 'vitest';

import { RecordingApi } from './api';
import { CookieJar } from './next';

export const USER = {
  id: '87f18a71-829f-4e63-a58f-c62463d39734',
  username: 'demo',
  display_name: 'Dana Okafor',
  role: 'doctor',
  clinic: { id: '58454154-9d7b-4bd0-ab15-9db0944d06fa', name: 'Riverside Clinic' },
};

/** For each test: an API and a browser that is signed in. `next/headers` must be mocked with `jar`. */
export function signedIn() {
  const here = { api: new RecordingApi(), jar: new CookieJar() };
  beforeEach(async () => {
    here.api = new RecordingApi();
    here.jar = new CookieJar();
    here.jar.set('sessionid', 'abc123');
    vi.stubEnv('API_URL', await here.api.start());
  });
  afterEach(() => here.api.stop());
  return here;
}
