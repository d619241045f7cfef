import type { Translated } from '$lib/i18n';
import type en from './en';

export default {
  undo: 'เลิกทำ',
  redo: 'ทำซ้ำ',
  undone: (what) => `เลิกทำแล้ว: ${what}`,
  redone: (what) => `ทำซ้ำแล้ว: ${what}`,
} satisfies Translated<typeof en>;
