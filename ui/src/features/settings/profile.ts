// The billing profile as a form: lines of addresses as one text, no tax as two empty fields.
import type { DecimalText, ProfileView } from '$api/bindings';
import { whole } from '$lib/whole';

export interface ProfileForm {
  seller: string;
  sellerAddress: string;
  sellerTaxId: string;
  buyer: string;
  buyerAddress: string;
  buyerTaxId: string;
  taxLabel: string;
  taxPercent: string;
  dueDays: string;
  language: 'en' | 'th';
  note: string;
}

export function formOf({ seller, buyer, tax, due_days, language, payment_note }: ProfileView): ProfileForm {
  return {
    seller: seller.name,
    sellerAddress: seller.address.join('\n'),
    sellerTaxId: seller.tax_id,
    buyer: buyer.name,
    buyerAddress: buyer.address.join('\n'),
    buyerTaxId: buyer.tax_id,
    taxLabel: tax?.label ?? '',
    taxPercent: tax?.percent ?? '',
    dueDays: String(due_days),
    language: language === 'th' ? 'th' : 'en',
    note: payment_note.join('\n'),
  };
}

/** `null` while the days to pay in are no number; whether the tax is one is said by Rust. */
export function profileOf(form: ProfileForm): ProfileView | null {
  const days = whole(form.dueDays);
  if (days === null) return null;
  const taxed = form.taxPercent.trim() !== '';
  return {
    seller: { name: form.seller, address: form.sellerAddress.split('\n'), tax_id: form.sellerTaxId },
    buyer: { name: form.buyer, address: form.buyerAddress.split('\n'), tax_id: form.buyerTaxId },
    tax: taxed ? { label: form.taxLabel, percent: form.taxPercent.trim() as DecimalText } : null,
    due_days: days,
    language: form.language,
    payment_note: form.note.split('\n'),
  };
}
