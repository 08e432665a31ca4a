/** A service worker that fails with the given text as soon as it runs. */
export function GET(request: Request): Response {
  const text = new URL(request.url).searchParams.get('text') ?? '';
  return new Response(`throw new Error(${JSON.stringify(text)});`, {
    headers: { 'Content-Type': 'text/javascript' },
  });
}
