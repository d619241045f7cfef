// What a failed call looks like on this side: a code to branch on, a message for the person, detail to copy.

/** A call that Rust refused or that did not arrive. The message is written for the person, by Rust. */
export class CallFailure extends Error {
  override readonly name = 'CallFailure';

  constructor(
    /** Stable code, e.g. `not_found`, `refused`, `unavailable`. */
    readonly code: string,
    message: string,
    readonly call: string,
    readonly detail: string | null = null,
    readonly requestId: string | null = null,
    readonly at: Date = new Date(),
  ) {
    super(message);
  }

  /** Turns whatever was thrown into a failure of `call`, so that a screen handles one type only. */
  static of(call: string, thrown: unknown): CallFailure {
    if (thrown instanceof CallFailure) return thrown;
    if (typeof thrown === 'string') return new CallFailure('host_refused', thrown, call);
    if (isErrorBody(thrown)) {
      return new CallFailure(thrown.code, thrown.message, call, text(thrown.detail), thrown.request_id ?? null);
    }
    return new CallFailure('unreachable', thrown instanceof Error ? thrown.message : String(thrown), call);
  }

  /** Plain text for the clipboard: everything support would ask for, and nothing secret. */
  copyable(): string {
    return [
      `call: ${this.call}`,
      `code: ${this.code}`,
      `message: ${this.message}`,
      this.detail && `detail: ${this.detail}`,
      this.requestId && `request id: ${this.requestId}`,
      `when: ${this.at.toISOString()}`,
    ]
      .filter(Boolean)
      .join('\n');
  }
}

interface ErrorBody {
  code: string;
  message: string;
  detail?: unknown;
  request_id?: string | null;
}

function isErrorBody(value: unknown): value is ErrorBody {
  return typeof value === 'object' && value !== null && 'message' in value && 'code' in value && typeof value.code === 'string';
}

function text(detail: unknown): string | null {
  if (detail === undefined || detail === null) return null;
  return typeof detail === 'string' ? detail : JSON.stringify(detail);
}
