import { readdirSync, readFileSync } from 'node:fs';
import { afterEach, expect, it } from 'vitest';
import { display } from './display.svelte';
import { actionOf, tellAction, tellState } from './trail';
import en from './trail-en';
import th from './trail-th';

const SERVICE = '../src-tauri/crates/billing-service/src';
const EDITS = '../src-tauri/crates/billing-domain/src/edits.rs';

afterEach(() => {
  display.language = 'en';
  display.buddhist = true;
});

/** A state of each form as Rust writes it, and what is told of it in Thai. */
const STATES: [action: string, state: string, told: string][] = [
  ['invoice.payment', 'issued, USD 0.00 paid', 'ออกแล้ว, ชำระแล้ว USD 0.00'],
  ['invoice.payment', 'succeeded: USD 20484.54 by Visa ···· 4242', 'สำเร็จ: USD 20,484.54 โดย Visa ···· 4242'],
  ['invoice.cancel', 'cancelled', 'ยกเลิก'],
  ['invoice.cancel', 'cancelled: wrong address, and date', 'ยกเลิก: wrong address, and date'],
  ['invoice.refund', 'refunded USD 11897.18', 'คืนเงิน USD 11,897.18'],
  ['invoice.issue', 'issued over USD 18805.07', 'ออกแล้ว ยอด USD 18,805.07'],
  ['invoice.credit_note', 'CN-000002 over USD 1250.00: Service credit', 'CN-000002 ยอด USD 1,250.00: Service credit'],
  ['invoice.correction', 'USD -3.20 before tax goes on the invoice of 2026-04', 'USD −3.20 ก่อนภาษี อยู่ในใบแจ้งหนี้ของ เม.ย. 2569'],
  ['invoice.correction.withdraw', 'correction 3 taken back', 'ถอนรายการแก้ไข 3'],
  ['invoice.correction.withdraw', 'correction 3 taken back with the invoice that carried it', 'ถอนรายการแก้ไข 3 พร้อมใบแจ้งหนี้ที่มีรายการนั้น'],
  ['invoice.reconcile', 'reconciled on 2026-03-18', 'กระทบยอดเมื่อ 18 มี.ค. 2569'],
  ['invoice.reconcile.remove.undo', 'reconciled on 2026-03-18, page 2, line 4', 'กระทบยอดเมื่อ 18 มี.ค. 2569, page 2, line 4'],
  ['invoice.charge', 'charge of USD 18805.07 begun through test: Visa ···· 4242, then Amex ···· 0005', 'เริ่มเรียกเก็บ USD 18,805.07 ผ่านผู้ให้บริการทดสอบ: Visa ···· 4242 แล้ว Amex ···· 0005'],
  ['invoice.charge', 'charge of USD 18805.07 by Visa ···· 4242 through test: declined: Insufficient funds', 'เรียกเก็บ USD 18,805.07 โดย Visa ···· 4242 ผ่านผู้ให้บริการทดสอบ: ถูกปฏิเสธ: Insufficient funds'],
  ['invoice.refund', 'refund of USD 1.00 by Visa ···· 4242 through stripe: not taken', 'คืนเงิน USD 1.00 โดย Visa ···· 4242 ผ่าน Stripe: ไม่มีการเก็บเงิน'],
  ['quota.threshold', 'near from 70%, full from 95%', 'ใกล้เต็มตั้งแต่ 70%, เต็มตั้งแต่ 95%'],
  ['quota.take', '1200', '1,200'],
  ['quota.delete', 'no limits', 'ไม่มีขีดจำกัด'],
  ['quota.replace', 'object user = 1000, resource cpu = 8.5, api ves.io.Create = 10 per-second burst 2000', 'ออบเจ็กต์ user = 1,000, ทรัพยากร cpu = 8.5, API ves.io.Create = 10 per-second สูงสุดชั่วขณะ 2,000'],
  ['payment_method.create', 'Visa ···· 4242, secondary', 'Visa ···· 4242, รอง'],
  ['payment_method.primary', 'no primary, no secondary', 'ไม่มีวิธีหลัก, ไม่มีวิธีรอง'],
  ['payment_method.swap_primary', 'payment-method-1 primary, payment-method-2 secondary', 'payment-method-1 หลัก, payment-method-2 รอง'],
  ['prices.load', '1100 prices from 2024-01-01', '1,100 ราคา ตั้งแต่ 1 ม.ค. 2567'],
  ['plan.transition.start', 'org-p25: asked for, to take effect 2026-04-01 00:00:00 UTC', 'org-p25: ขอแล้ว จะมีผล 1 เม.ย. 2569 00:00 UTC'],
  ['plan.switch', 'org-p25 from 2026-04-01 00:00:00 UTC', 'org-p25 ตั้งแต่ 1 เม.ย. 2569 00:00 UTC'],
  ['plan.transition.decide', 'waiting_for_approval', 'รออนุมัติ'],
  ['plan.transition.cancel', 'called off', 'ยกเลิกคำขอ'],
  ['subscription.cancel', '2026-04-01T00:00:00+00:00', '1 เม.ย. 2569 00:00 UTC'],
  ['usage.import', '420903 rows read: 420900 new, 0 unchanged, 3 restated, 0 refused', 'อ่าน 420,903 แถว: ใหม่ 420,900, ไม่เปลี่ยน 0, ปรับปรุง 3, ปฏิเสธ 0'],
  ['usage.ingest', 'requests: 24 new, 0 unchanged, 1 restated', 'requests: ใหม่ 24, ไม่เปลี่ยน 0, ปรับปรุง 1'],
  ['usage.import', 'begun', 'เริ่มแล้ว'],
  ['addon.subscribe', 'subscribed', 'สมัครแล้ว'],
  ['tenant.send', 'replace_quota', 'เปลี่ยนขีดจำกัด'],
  ['tenant.outcome', 'not_done', 'ไม่ได้ทำ'],
];

it.each(STATES)('tells a state of %s: %s', (action, state, told) => {
  display.language = 'th';
  expect(tellState(action, state)).toBe(told.replaceAll('USD ', 'USD\u00a0'));
  display.language = 'en';
  expect(tellState(action, state)).not.toMatch(/[\u0E00-\u0E7F]/);
});

it('leaves names and a person’s own words as they are', () => {
  display.language = 'th';
  expect(tellState('invoice.note.add', 'cancelled: ask Weber')).toBe('cancelled: ask Weber');
  expect(tellState('billing_profile.set', 'paid')).toBe('paid');
  expect(tellState('subscription.start', 'Teams plan')).toBe('Teams plan');
});

it('parts an action from being taken back or done again, and tells both', () => {
  expect(actionOf('invoice.reconcile.undo')).toEqual({ base: 'invoice.reconcile', turn: 'undo' });
  expect(actionOf('invoice.reconcile.remove.redo')).toEqual({ base: 'invoice.reconcile.remove', turn: 'redo' });
  expect(actionOf('quota.take')).toEqual({ base: 'quota.take', turn: null });
  expect(tellAction('invoice.reconcile.undo')).toBe('Reconciled, taken back');
  expect(tellAction('brand.new')).toBe('brand.new');
});

it('has words in both languages for every action that Rust writes', () => {
  const files = readdirSync(SERVICE, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.rs') && !name.endsWith('tests.rs') && !name.endsWith('guard.rs'));
  const rust = [EDITS, ...files.map((name) => `${SERVICE}/${name}`)].map((path) => readFileSync(path, 'utf8')).join('\n');
  const topics = [...new Set(Object.keys(en.action).map((action) => action.split('.')[0]))].join('|');
  const actions = new Set([...rust.matchAll(RegExp(`"((?:${topics})(?:\\.[a-z_]+)+)"`, 'g'))].map(([, action]) => action ?? ''));
  expect(actions.size).toBeGreaterThan(40);
  expect([...actions].filter((action) => !(action in en.action) || !(action in th.action))).toEqual([]);
  expect(Object.keys(th.action)).toEqual(Object.keys(en.action));
  expect(Object.keys(th.word)).toEqual(Object.keys(en.word));
});
