/**
 * Node's other scrubber behind the engine's own protocol: JSON lines in, the same scrubbed out.
 *
 *     node benchmarks/phi.mjs redact-pii [--time]
 *     node benchmarks/phi.mjs engine FRONTEND POLICY FREE-TEXT --time
 *
 * With `--time` each answer is `{"id": …, "seconds": …}`: the process's CPU time for that event.
 */
import { createInterface } from "node:readline";
import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";
import path from "node:path";
import { compileFunction } from "node:vm";

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

/** The service's engine, by its public names only, compiled by the service's own vite. */
async function engine(frontend, policy, freeText) {
  const { build } = await import(pathToFileURL(path.join(frontend, "node_modules/vite/dist/node/index.js")).href);
  const entry = "\0benchmark";
  const { output } = await build({
    configFile: false,
    logLevel: "error",
    root: frontend,
    publicDir: false,
    plugins: [
      {
        name: "entry",
        resolveId: (id) => (id.endsWith("benchmark") ? entry : null),
        load: (id) =>
          id === entry
            ? ["policy", "walk"].map((file) => `export * from "${path.join(frontend, "src/phi", file)}.ts";`).join("\n")
            : null,
      },
    ],
    build: {
      ssr: true,
      write: false,
      minify: false,
      target: "es2022",
      rollupOptions: { input: "benchmark", output: { format: "cjs" } },
    },
  });
  const module = {};
  compileFunction(output[0].code, ["require", "exports"])(createRequire(path.join(frontend, "package.json")), module);
  const loaded = module.loadPolicy({ folder: path.join(frontend, "../phi"), path: policy, freeText });
  return (event) => module.scrubEvent(event, loaded);
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
