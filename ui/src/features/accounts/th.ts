import type { Translated } from '$lib/i18n';
import type en from './en';

export default {
  title: 'บัญชีที่ดูแล',
} satisfies Translated<typeof en>;
