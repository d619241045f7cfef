// One connection test as a dialog shows it. The token or the password leaves this side with the first test: from then on
// the console keeps what it was made with, and a further test says only "the same again".
import type { CredentialInput, TenantTestView } from '$api/bindings';
import { call } from '$api/client';
import { CallFailure } from '$lib/failure';

const ASK_AGAIN_MS = 150;

export interface Asked {
  /** An account that is there; `null` for a new tenant. */
  account: string | null;
  address: string;
  kind: 'token' | 'certificate';
  token: string;
  path: string;
  password: string;
  customCa: string;
  proxy: string;
}

export class ConnectionTest {
  view = $state.raw<TenantTestView | null>(null);
  failure = $state.raw<CallFailure | null>(null);
  busy = $state(false);
  /** The ways that were tested, as they were typed. */
  private tested = $state.raw('');

  /** The kind of what the console holds already, so that it need not be typed again. */
  get held(): 'token' | 'certificate' | null {
    return (this.view?.credential as 'token' | 'certificate' | undefined) ?? null;
  }

  /** Whether it has ended, and was made with what is typed now: only then does its end say anything of that. */
  isOf(asked: Asked): boolean {
    const typed = [asked.token, asked.path, asked.password].some((one) => one.trim() !== '');
    return this.view !== null && this.view.verdict !== 'running' && !typed && this.tested === waysOf(asked);
  }

  /**
   * Tests; `true` when the console has taken the credential, so that its fields can be emptied.
   * With `kept` it is made with what the keychain has for the account.
   */
  async start(asked: Asked, kept = false): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    this.failure = null;
    const former = this.view?.job;
    let taken = false;
    try {
      this.view = await call('tenant_test_start', {
        account: asked.account,
        address: asked.address,
        credential: kept ? { kind: 'kept' } : credentialOf(asked, this.view),
        custom_ca: asked.customCa.trim() || null,
        proxy: kept ? null : asked.proxy.trim(),
      });
      taken = true;
      this.tested = waysOf(asked);
      if (former) await call('tenant_test_end', { job: former });
      while (this.view?.verdict === 'running') {
        await new Promise((resume) => setTimeout(resume, ASK_AGAIN_MS));
        if (this.view) this.view = await call('tenant_test_status', { job: this.view.job });
      }
    } catch (thrown) {
      this.failure = CallFailure.of('tenant_test_start', thrown);
    } finally {
      this.busy = false;
    }
    return taken;
  }

  /** Puts the test away, and with it what it was made with. */
  end(): void {
    const job = this.view?.job;
    this.view = null;
    // What is left of it is gone with the program at the latest.
    if (job) void call('tenant_test_end', { job }).catch(() => undefined);
  }

  /** The console has taken it over. */
  taken(): void {
    this.view = null;
  }
}

const waysOf = ({ address, kind, customCa, proxy }: Asked) => JSON.stringify([address, kind, customCa, proxy].map((one) => one.trim()));

/** What is typed goes before what is held; what is held must be of the kind that is chosen. */
export function credentialOf(asked: Asked, held: Pick<TenantTestView, 'job' | 'credential'> | null): CredentialInput {
  const typed = asked.kind === 'token' ? asked.token.trim() !== '' : asked.path.trim() !== '';
  if (!typed && held?.credential === asked.kind) return { kind: 'tested', job: held.job };
  if (asked.kind === 'token') return { kind: 'token', token: asked.token };
  return { kind: 'certificate', path: asked.path.trim(), password: asked.password };
}
