import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Call = { method: string; url: string; headers: IncomingHttpHeaders; body: unknown };

type Answer = { status: number; body?: unknown; headers?: Record<string, string | string[]> };

/** A server on this machine that stands for Django: records each call and answers what the test says. */
export class RecordingApi {
  readonly calls: Call[] = [];
  answer: (call: Call) => Answer = () => ({ status: 200, body: {} });
  #server: Server | undefined;

  /** Starts it and returns its address. */
  async start(): Promise<string> {
    this.#server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        const call: Call = {
          method: request.method ?? '',
          url: request.url ?? '',
          headers: request.headers,
          body: text === '' ? undefined : JSON.parse(text),
        };
        this.calls.push(call);
        const { status, body, headers } = this.answer(call);
        response.writeHead(status, { 'Content-Type': 'application/json', ...headers });
        response.end(body === undefined ? undefined : JSON.stringify(body));
      });
    });
    await new Promise<void>((resolve) => this.#server?.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Stops it; from then on calls are refused. */
  async stop(): Promise<void> {
    this.#server?.closeAllConnections();
    await new Promise((resolve) => this.#server?.close(resolve));
  }

  /** The only call so far. */
  get only(): Call {
    const [call, ...more] = this.calls;
    if (call === undefined || more.length > 0) {
      throw new Error(`Expected one call, got ${this.calls.length}.`);
    }
    return call;
  }
}
