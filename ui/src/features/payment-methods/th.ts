import type { Translated } from '$lib/i18n';
import type en from './en';

export default {
  title: 'วิธีการชำระเงิน',
} satisfies Translated<typeof en>;
