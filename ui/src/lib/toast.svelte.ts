// Short news about an action that worked. An error is never a toast: it stays where it happened.

export interface Toast {
  id: number;
  text: string;
  action?: { label: string; run: () => void };
}

/** The toasts on screen, oldest first. */
export const toasts = $state<{ shown: Toast[] }>({ shown: [] });

let lastId = 0;

/** Shows a toast; it leaves by itself unless pointer or focus rests on it. */
export function toast(text: string, action?: Toast['action']): void {
  toasts.shown.push({ id: ++lastId, text, action });
}

export function dismiss(id: number): void {
  toasts.shown = toasts.shown.filter((one) => one.id !== id);
}
