// What would let an error get lost, or telemetry pass the gate by: lists for no-restricted-syntax and no-restricted-imports.

const each = (selectors, message) => selectors.map((selector) => ({ selector, message }));

const EDGE = [
  'Literal[value=/^(experimental-)?edge$/]',
  'TemplateElement[value.raw=/^(experimental-)?edge$/]',
];
const edge = each(
  EDGE.flatMap((value) => [
    `VariableDeclarator[id.name='runtime'] ${value}`,
    `Property[key.name='runtime'] ${value}`,
  ]),
  'The gate runs on Node only: no edge runtime.',
);

const NOTHING =
  ":matches(ArrowFunctionExpression, FunctionExpression)[body.type='BlockStatement'][body.body.length=0]";
const UNDEFINED =
  "ArrowFunctionExpression:matches([body.type='Identifier'][body.name='undefined'], [body.type='UnaryExpression'][body.operator='void'])";
const swallowed = each(
  [NOTHING, UNDEFINED].flatMap((handler) => [
    `CallExpression[callee.property.name='catch'] > ${handler}.arguments:first-child`,
    `CallExpression[callee.property.name='then'] > ${handler}.arguments:nth-child(2)`,
  ]),
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
    `CallExpression${call} > CallExpression.arguments:first-child[callee.property.name=/^(concat|join)$/]`,
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

/** What no-console does not see. */
const hiddenConsole = each(
  [
    "VariableDeclarator[init.name='console']",
    "MemberExpression[object.name=/^(globalThis|window|self|global)$/][property.name='console']",
    'ImportDeclaration[source.value=/^(node:)?console$/]',
  ],
  'What is printed has left the process. src/observability/server.ts has say().',
);

/** In every file. */
const everywhere = [...edge, ...swallowed, ...switches, ...messages, ...config];

/** Selectors of what `@sentry/…` exports by one of these names; `import * as Sentry` is Sentry's own idiom. */
const exported = (names) => [
  `MemberExpression[object.name='Sentry']:matches([property.name=${names}], [property.value=${names}])`,
  `VariableDeclarator[init.name='Sentry'] Property[key.name=${names}]`,
  `ImportDeclaration[source.value=/^@sentry\\//] ImportSpecifier[imported.name=${names}]`,
  `ExportNamedDeclaration[source.value=/^@sentry\\//] ExportSpecifier[local.name=${names}]`,
];

/** Everywhere but in the door. The name of the namespace must be the one looked for. */
const init = each(
  [
    ...exported('/^init/'),
    "ImportDeclaration[source.value=/^@sentry\\//] ImportNamespaceSpecifier[local.name!='Sentry']",
    'ExportAllDeclaration[source.value=/^@sentry\\//]',
  ],
  'Sentry is started in src/observability/setup*.ts only, behind the gate.',
);

/** In what production runs: tests make clients, load what is needed later, and look at the console. */
const inProduction = [
  ...hiddenConsole,
  ...each(
    exported('/^(Browser|Node|ServerRuntime)Client$/'),
    'A second client passes the gate by.',
  ),
  ...each(
    ['ImportExpression[source.value=/^@sentry\\//]'],
    'Import it at the top of the file, where one sees whether Sentry is started by it.',
  ),
];

/** In proxy.ts: Next tells nobody of what fails there. */
const proxy = each(
  [
    "ExportNamedDeclaration > FunctionDeclaration[id.name='proxy']",
    "VariableDeclarator[id.name='proxy']:not([init.callee.property.name='wrapMiddlewareWithSentry'])",
    'ExportDefaultDeclaration',
  ],
  'What fails in the proxy is captured by Sentry.wrapMiddlewareWithSentry only: export const proxy = that.',
);

const otherSdks = ['browser', 'node', 'node-core', 'react', 'vercel-edge'].map((name) => ({
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

export { after, everywhere, init, inProduction, otherSdks, proxy };
