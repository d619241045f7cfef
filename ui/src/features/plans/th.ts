import type { Translated } from '$lib/i18n';
import type en from './en';

export default {
  title: 'แพ็กเกจและบริการเสริม',
} satisfies Translated<typeof en>;
