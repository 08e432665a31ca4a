import { Once } from '../../../failures/once';

/** Fails within a boundary of its own. */
export default function Page() {
  return <Once />;
}
