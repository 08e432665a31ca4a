// A page that fails takes its layout along unless an error page stands between the two, or beside the layout.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

const ENDINGS = ['tsx', 'ts', 'jsx', 'js'];

const holds = (folder, name) =>
  ENDINGS.some((ending) => existsSync(join(folder, `${name}.${ending}`)));

/** Whether an error of the page in this folder is shown within the layout that is nearest to it. */
function isCaught(folder) {
  if (holds(folder, 'error')) {
    return true;
  }
  const parent = dirname(folder);
  return !holds(folder, 'layout') && parent !== folder && isCaught(parent);
}

const rule = {
  meta: {
    type: 'problem',
    messages: {
      missing:
        "No error.tsx up to the nearest layout: what fails here would take the layout along. Add one that shows observability/error-notice's ErrorPart.",
      global: 'No global-error.tsx beside the root layout: what fails in there would be lost.',
    },
    schema: [],
  },
  create: (context) => ({
    Program(node) {
      const [folder, name] = [dirname(context.filename), context.filename.split(/[/\\]/).at(-1)];
      if (/^page\./.test(name) && !isCaught(folder)) {
        context.report({ node, messageId: 'missing' });
      }
      if (/^layout\./.test(name) && /[/\\]app$/.test(folder) && !holds(folder, 'global-error')) {
        context.report({ node, messageId: 'global' });
      }
    },
  }),
};

export default rule;
