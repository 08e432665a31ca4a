import { BrowserFailures } from '../../../failures/browser-failures';

/** Where the harness clicks. */
export default function Page() {
  return <BrowserFailures />;
}
