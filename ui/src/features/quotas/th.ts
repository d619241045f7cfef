import type { Translated } from '$lib/i18n';
import type en from './en';

export default {
  title: 'โควต้า',
} satisfies Translated<typeof en>;
