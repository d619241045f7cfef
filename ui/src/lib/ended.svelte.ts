// Long work that has ended, for whoever tells a person who looks elsewhere.

/** The last import that ended in this window. */
export const ended = $state<{ import: { file: string; done: boolean } | null }>({ import: null });
