import type { Translated } from '$lib/i18n';
import type en from './en';

export default {
  title: 'ใบแจ้งหนี้',
} satisfies Translated<typeof en>;
