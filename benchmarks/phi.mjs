/**
 * Node's other scrubber behind the engine's own protocol: JSON lines in, the same scrubbed out.
 *
 *     node benchmarks/phi.mjs redact-pii [--time]
 *     node benchmarks/phi.mjs engine MODULE POLICY FREE-TEXT --time
 *
 * With `--time` each answer is `{"id": …, "seconds": …}`: the process's CPU time for that event.
 */
import { createInterface } from "node:readline";
import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";
import path from "node:path";

const here = path.dirname(fileURLToPath(import.meta.url));

/** Every text of a value through a function; keys stay. */
function walk(value, scrub) {
  if (typeof value === "string") return scrub(value);
  if (Array.isArray(value)) return value.map((held) => walk(held, scrub));
  if (value && typeof value === "object")
    return Object.fromEntries(Object.entries(value).map(([key, held]) => [key, walk(held, scrub)]));
  return value;
}

/** redact-pii, as it comes. */
function redactPii() {
  const { SyncRedactor } = createRequire(path.join(here, "../build/benchmark-node/package.json"))("redact-pii");
  const redactor = new SyncRedactor();
  return (event) => walk(event, (text) => redactor.redact(text));
}

/** The service's engine, by its public names only. */
async function engine(module, policy, freeText) {
  const { loadPolicy, scrubEvent } = await import(pathToFileURL(path.resolve(module)).href);
  const loaded = loadPolicy(policy, { freeText });
  return (event) => scrubEvent(event, loaded);
}

const [name, ...given] = process.argv.slice(2).filter((word) => word !== "--time");
const timed = process.argv.includes("--time");
const scrub = name === "engine" ? await engine(...given) : redactPii();

for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  const asked = JSON.parse(line);
  const event = asked.event ?? { message: asked.text };
  const start = process.cpuUsage();
  const answer = scrub(event);
  const { user, system } = process.cpuUsage(start);
  const told = timed ? { seconds: (user + system) / 1e6 } : asked.event ? { event: answer } : { text: answer.message };
  process.stdout.write(`${JSON.stringify({ id: asked.id, ...told })}\n`);
}
