import type { Translated } from '$lib/i18n';
import type en from './en';

export default {
  title: 'การใช้งาน',
} satisfies Translated<typeof en>;
