/** Connection errors in words people know, and whether they may be temporary. */
import type { DownloadAnswer } from '../model/host.ts';

/** A name led to an address that may not be connected to. */
export class PrivateAddressError extends Error {
  readonly address: string;

  constructor(address: string) {
    super(`private address ${address}`);
    this.address = address;
  }
}

/** The body grew beyond the limit. */
export class TooLargeError extends Error {}

export function describeNetworkError(
  error: unknown,
  request: { seconds: number; redirected: boolean },
): DownloadAnswer {
  if (error instanceof PrivateAddressError) return { kind: 'private', address: error.address };
  if (error instanceof TooLargeError) return { kind: 'too-large' };
  const { name, code, message } = readError(error);
  if (name === 'TimeoutError' || name === 'AbortError') {
    return { kind: 'failed', reason: `no response within ${Math.round(request.seconds)} s`, temporary: false };
  }
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    const reason = `host name cannot be resolved, ${code}`;
    // A redirect to a dead host says nothing against the host that was asked.
    return { kind: 'failed', reason, temporary: true, ...(request.redirected ? {} : { cause: 'name' as const }) };
  }
  if (code === 'ECONNREFUSED') {
    const reason = 'connection refused';
    return { kind: 'failed', reason, temporary: true, ...(request.redirected ? {} : { cause: 'closed' as const }) };
  }
  const known = code === null ? undefined : passing[code];
  if (known !== undefined) return { kind: 'failed', reason: `${known}, ${code}`, temporary: true };
  if (code !== null && /^Z_|^ERR__?(?:BROTLI|ZLIB)/.test(code)) {
    return { kind: 'failed', reason: 'the compressed response is corrupt', temporary: true };
  }
  if (code !== null && /^HPE_|^UND_ERR_(?:RES|HEADERS_OVERFLOW)/.test(code)) {
    return { kind: 'failed', reason: `invalid HTTP response, ${code}`, temporary: true };
  }
  if (code !== null && /CERT|TLS|SSL|ISSUER|SIGNED|SIGNATURE|^EPROTO$/.test(code)) {
    return { kind: 'failed', reason: `TLS connection failed, ${code}`, temporary: false };
  }
  return { kind: 'failed', reason: code ?? message, temporary: code !== null };
}

/** Failures that may be gone in a second. */
const passing: Record<string, string> = {
  ECONNRESET: 'connection lost',
  EPIPE: 'connection lost',
  UND_ERR_SOCKET: 'connection lost',
  UND_ERR_ABORTED: 'connection lost',
  ERR_STREAM_PREMATURE_CLOSE: 'connection lost',
  ERR_HTTP2_STREAM_ERROR: 'connection lost',
  ERR_HTTP2_SESSION_ERROR: 'connection lost',
  ETIMEDOUT: 'connection timed out',
  UND_ERR_CONNECT_TIMEOUT: 'connection timed out',
  UND_ERR_HEADERS_TIMEOUT: 'server stopped responding',
  UND_ERR_BODY_TIMEOUT: 'server stopped responding',
  EHOSTUNREACH: 'host unreachable',
  ENETUNREACH: 'network unreachable',
  EADDRNOTAVAIL: 'network unreachable',
};

function readError(error: unknown): { name: string; code: string | null; message: string } {
  if (!(error instanceof Error)) return { name: '', code: null, message: String(error) };
  // Several addresses of one host were tried: the first failure speaks for all.
  const first: unknown = error instanceof AggregateError ? error.errors[0] : error;
  const code = first instanceof Error && 'code' in first && typeof first.code === 'string' ? first.code : null;
  return { name: error.name, code, message: error.message };
}
