import { RenderCheck } from './render-check';

/** The slot below the panel, where pages of these checks fail. */
export default function SentryCheckPage() {
  return <RenderCheck />;
}
