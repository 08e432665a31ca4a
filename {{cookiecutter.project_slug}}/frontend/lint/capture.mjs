// What would let an error get lost, or telemetry pass the gate by: lists for no-restricted-syntax and no-restricted-imports.

const each = (selectors, message) => selectors.map((selector) => ({ selector, message }));

const edge = each(
  [
    "ExportNamedDeclaration VariableDeclarator[id.name='runtime'] Literal[value=/^(experimental-)?edge$/]",
    "ExportNamedDeclaration VariableDeclarator[id.name='runtime'] TemplateElement[value.raw=/edge/]",
  ],
  'The gate runs on Node only: no edge runtime.',
);

const NOTHING =
  ":matches(ArrowFunctionExpression, FunctionExpression)[body.type='BlockStatement'][body.body.length=0]";
const UNDEFINED =
  "ArrowFunctionExpression:matches([body.type='Identifier'][body.name='undefined'], [body.type='UnaryExpression'][body.operator='void'])";
const swallowed = each(
  [NOTHING, UNDEFINED].map(
    (handler) => `CallExpression[callee.property.name='catch'] > ${handler}.arguments:first-child`,
  ),
  'A failure that nobody hears of: capture it, or give the value that stands for it.',
);

const SWITCHES = [
  ['anrIntegration', 'Its worker has a transport of its own, which passes the gate by.'],
  ['beforeSendTransaction', 'Spans are streamed: it is never called. The gate decides.'],
  ['sendDefaultPii', 'There is no such switch any more. observability/data-collection.ts has all.'],
  ['tunnelRoute', 'It sends the cookies of the session on. The tunnel is src/app/monitoring.'],
];
const switches = SWITCHES.flatMap(([name, message]) =>
  each([`Identifier[name='${name}']`, `Property > Literal.key[value='${name}']`], message),
);

const LEVELS = '/^(trace|debug|info|warn|error|fatal)$/';
const LOGS = [
  `[callee.property.name=${LEVELS}]:matches([callee.object.name=/^log(ger)?$/], [callee.object.property.name='logger'])`,
  "[callee.property.name='captureMessage']",
  "[callee.name='captureMessage']",
];
const messages = each(
  LOGS.flatMap((call) => [
    `CallExpression${call} > TemplateLiteral.arguments:first-child[expressions.length>0]`,
    `CallExpression${call} > BinaryExpression.arguments:first-child`,
  ]),
  'A message is a constant, so that it may leave and like ones are one. Values are attributes.',
);

const config = each(
  [
    "ImportDeclaration[source.value='@sentry/nextjs'] ImportSpecifier[imported.name='withSentryConfig']",
    "ExportNamedDeclaration[source.value='@sentry/nextjs'] ExportSpecifier[local.name='withSentryConfig']",
    "MemberExpression[object.name='Sentry'][property.name='withSentryConfig']",
  ],
  "It is in '@sentry/nextjs/config'.",
);

/** In every file. */
const everywhere = [...edge, ...swallowed, ...switches, ...messages, ...config];

/** Everywhere but in the door. `import * as Sentry` is Sentry's own idiom, so the name must be the one looked for. */
const init = each(
  [
    "MemberExpression[object.name='Sentry'][property.name='init']",
    "MemberExpression[object.name='Sentry'][property.value='init']",
    "VariableDeclarator[init.name='Sentry'] Property[key.name='init']",
    "ImportDeclaration[source.value=/^@sentry\\//] ImportSpecifier[imported.name='init']",
    "ImportDeclaration[source.value=/^@sentry\\//] ImportNamespaceSpecifier[local.name!='Sentry']",
    'ExportAllDeclaration[source.value=/^@sentry\\//]',
    "ExportNamedDeclaration[source.value=/^@sentry\\//] ExportSpecifier[local.name='init']",
  ],
  'Sentry is started in src/observability/setup*.ts only, behind the gate.',
);

/** In proxy.ts: Next tells nobody of what fails there. */
const proxy = each(
  [
    "ExportNamedDeclaration > FunctionDeclaration[id.name='proxy']",
    "VariableDeclarator[id.name='proxy']:not([init.callee.property.name='wrapMiddlewareWithSentry'])",
    'ExportDefaultDeclaration',
  ],
  'What fails in the proxy is captured by Sentry.wrapMiddlewareWithSentry only: export const proxy = that.',
);

const otherSdks = ['browser', 'node', 'react', 'vercel-edge'].map((name) => ({
  name: `@sentry/${name}`,
  message: `Import from '@sentry/nextjs': a second SDK would be a second way out.`,
}));

const after = [
  {
    name: 'next/server',
    importNames: ['after'],
    message: 'Next tells nobody of what fails in it. @/observability/after captures that.',
  },
];

export { after, everywhere, init, otherSdks, proxy };
