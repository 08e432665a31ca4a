/** Error classes that leave by name; any other is `[exception]`. A test holds OWN complete. */

const BUILT_IN = [
  'Error',
  'AggregateError',
  'EvalError',
  'RangeError',
  'ReferenceError',
  'SyntaxError',
  'TypeError',
  'URIError',
  'SuppressedError',
  'InternalError',
];

const DOM = [
  'DOMException',
  'AbortError',
  'ConstraintError',
  'DataCloneError',
  'DataError',
  'EncodingError',
  'HierarchyRequestError',
  'InUseAttributeError',
  'InvalidAccessError',
  'InvalidCharacterError',
  'InvalidModificationError',
  'InvalidNodeTypeError',
  'InvalidStateError',
  'NamespaceError',
  'NetworkError',
  'NoModificationAllowedError',
  'NotAllowedError',
  'NotFoundError',
  'NotReadableError',
  'NotSupportedError',
  'OperationError',
  'OptOutError',
  'QuotaExceededError',
  'ReadOnlyError',
  'SecurityError',
  'TimeoutError',
  'TransactionInactiveError',
  'UnknownError',
  'URLMismatchError',
  'VersionError',
  'WrongDocumentError',
];

/** What Next's bundler calls a chunk that did not come. */
const BUNDLER = ['ChunkLoadError'];

/** What the SDK itself calls errors that have no class. */
const SDK = ['UnhandledRejection', 'ErrorEvent', 'Event', 'CustomEvent', 'PromiseRejectionEvent'];

/** Names that our own source gives its errors (`this.name = '…'`; minifying takes class names away). */
export const OWN: readonly string[] = ['ApiError', 'ConfigError', 'PolicyError', 'WordsError'];

const NAMES: ReadonlySet<string> = new Set([...BUILT_IN, ...DOM, ...BUNDLER, ...SDK, ...OWN]);

/** Whether an error may leave under this name. */
export function isErrorName(name: string): boolean {
  return NAMES.has(name);
}
