import * as Sentry from '@sentry/nextjs';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { ErrorNotice } from '@/observability/error-notice';
import { clearServerErrorMark, readServerErrorMark } from '@/observability/server-error';

import { CANARY, TRACE_ID } from './hostile';

vi.mock('@sentry/nextjs', () => ({ captureException: vi.fn(), getTraceData: vi.fn() }));

const captured = vi.mocked(Sentry.captureException);

beforeEach(() => {
  captured.mockClear();
  vi.mocked(Sentry.getTraceData).mockReturnValue({
    'sentry-trace': `${TRACE_ID}-0123456789abcdef-1`,
  });
});
afterEach(() => {
  document.documentElement.id = '';
  clearServerErrorMark();
});

function failOnServer() {
  document.documentElement.id = '__next_error__';
  readServerErrorMark(document);
  document.documentElement.id = '';
}

function show(error: Error & { digest?: string }, retry = () => undefined) {
  return render(<ErrorNotice error={error} retry={retry} />);
}

describe('the error notice', () => {
  it('shows the trace id and never the error’s text', () => {
    const { container } = show(new Error(CANARY));
    expect(screen.getByText(TRACE_ID)).toBeInTheDocument();
    expect(container.innerHTML).not.toMatch(/Mary|Johnson/);
  });

  it('has a way back to the app', () => {
    show(new Error(CANARY));
    const way = screen.getByRole('link', { name: 'Back to the start page' });
    expect(way).toHaveAttribute('href', '/');
  });

  it('captures the browser’s own error, once', () => {
    const error = new Error(CANARY);
    const { rerender } = show(error);
    rerender(<ErrorNotice error={error} retry={() => undefined} />);
    expect(captured).toHaveBeenCalledOnce();
    expect(captured.mock.calls[0]?.[0]).toBe(error);
  });

  it('leaves an error with a digest to the server, which has captured it', () => {
    show(Object.assign(new Error(CANARY), { digest: '123' }));
    expect(captured).not.toHaveBeenCalled();
  });

  it('captures an error whose digest is not one of Next’s', () => {
    show(Object.assign(new Error(CANARY), { digest: 'sha256:abc' }));
    expect(captured).toHaveBeenCalledOnce();
  });

  it('leaves the error of a page that failed on the server, however often it is shown', () => {
    failOnServer();
    const error = new Error(CANARY);
    show(error);
    show(error);
    expect(captured).not.toHaveBeenCalled();
  });

  const failPart = (digest: string) => {
    document.body.insertAdjacentHTML('beforeend', `<template data-dgst="${digest}"></template>`);
    readServerErrorMark(document);
    return document.querySelector('template')!;
  };

  it('leaves the error of a part that failed on the server, and is gone', () => {
    failPart('1234567890').remove();
    const error = new Error(CANARY);
    show(error);
    show(error);
    expect(captured).not.toHaveBeenCalled();
    show(new Error('another'));
    expect(captured).toHaveBeenCalledOnce();
  });

  it('captures what comes after one error page that took two such parts along', async () => {
    const parts = [failPart('1234567890'), failPart('987654321')];
    document.querySelectorAll('template').forEach((part) => part.remove());
    expect(parts[0]?.isConnected).toBe(false);
    show(new Error('of both'));
    expect(captured).not.toHaveBeenCalled();
    await Promise.resolve();
    show(new Error(CANARY));
    expect(captured).toHaveBeenCalledOnce();
  });

  it.each([
    ['is still there', () => undefined],
    ['was left, not failed', (part: Element) => part.remove(), 'NEXT_REDIRECT;replace;/;307;'],
    ['is of a page that was left', (part: Element) => (part.remove(), clearServerErrorMark())],
    [
      'succeeded, as React says',
      (part: Element) => {
        part.remove();
        const error = Object.assign(new Error('React error code 419'), { digest: '1234567890' });
        window.dispatchEvent(new ErrorEvent('error', { error }));
      },
    ],
  ])('captures an error beside a part that %s', (_, then, digest = '1234567890') => {
    const part = failPart(digest);
    then(part);
    show(new Error(CANARY));
    expect(captured).toHaveBeenCalledOnce();
    part.remove();
  });

  it.each([
    ['another error', () => show(new Error('the twin'))],
    ['an error after a navigation', () => clearServerErrorMark()],
    ['an error after a click', () => document.body.dispatchEvent(new Event('pointerdown'))],
    ['an error after a key', () => document.body.dispatchEvent(new Event('keydown'))],
  ])('captures %s of a page that failed on the server', (_, before) => {
    failOnServer();
    before();
    show(new Error(CANARY));
    expect(captured).toHaveBeenCalledOnce();
  });

  it('offers another try', async () => {
    const retry = vi.fn();
    show(new Error(CANARY), retry);
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(retry).toHaveBeenCalledOnce();
  });

  it('shows the trace of a page that failed on the server, though React has taken it away', () => {
    vi.mocked(Sentry.getTraceData).mockReturnValue({});
    document.documentElement.id = '__next_error__';
    document.head.innerHTML = `<meta name="sentry-trace" content="${TRACE_ID}-0123456789abcdef-1">`;
    readServerErrorMark(document);
    document.head.innerHTML = '';
    show(new Error(CANARY));
    expect(screen.getByText(TRACE_ID)).toBeInTheDocument();
  });

  it('falls back on the page’s own trace, and shows nothing that is no trace id', () => {
    vi.mocked(Sentry.getTraceData).mockReturnValue({});
    document.head.innerHTML = `<meta name="sentry-trace" content="${TRACE_ID}-0123456789abcdef-1">`;
    const first = show(new Error(CANARY));
    expect(screen.getByText(TRACE_ID)).toBeInTheDocument();
    first.unmount();
    document.head.innerHTML = `<meta name="sentry-trace" content="${CANARY.padEnd(60, 'x')}">`;
    show(new Error(CANARY));
    expect(screen.queryByText('Reference number')).not.toBeInTheDocument();
  });
});
