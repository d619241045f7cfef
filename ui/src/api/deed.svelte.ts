// One thing that a person asks for: whether it is under way, and why it failed. A dialog keeps one of these.
import { CallFailure } from '$lib/failure';
import type { CommandName, Input, Output } from './client';
import { run } from './queries.svelte';

/** A command that is run at most once at a time; its failure stays in place until it is tried again. */
export class Deed<K extends CommandName> {
  busy = $state(false);
  failure = $state.raw<CallFailure | null>(null);

  constructor(private readonly name: K) {}

  /** Runs it; `undefined` when it failed or is running already. */
  async run(input: Input<K>): Promise<Output<K> | undefined> {
    if (this.busy) return undefined;
    this.busy = true;
    this.failure = null;
    try {
      return await run(this.name, input);
    } catch (thrown) {
      this.failure = CallFailure.of(this.name, thrown);
      return undefined;
    } finally {
      this.busy = false;
    }
  }
}
