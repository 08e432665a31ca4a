// Run the statements of node.txt; print what they raise, as JSON lines {"library": "node", "text": …}.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const AsyncFunction = (async () => undefined).constructor;
const lines = readFileSync(new URL("node.txt", import.meta.url), "utf8").split("\n");
const say = (error) =>
  process.stdout.write(JSON.stringify({ library: "node", text: `${error.name}: ${error.message}` }) + "\n");

process.on("uncaughtException", say);
process.on("unhandledRejection", (reason) => reason instanceof Error && say(reason));
for (const line of lines.filter((text) => text && !text.startsWith("#"))) {
  try {
    await new AsyncFunction("require", line)(require);
  } catch (error) {
    if (error instanceof Error) {
      say(error);
      if (error.cause instanceof Error) say(error.cause);
    }
  }
}
setTimeout(() => process.exit(0), 500);
