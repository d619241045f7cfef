// What a code means, in the language of the window. Rust writes its messages in English: there they are told as they are;
// in Thai the sentence of the code stands first and Rust's own words follow as detail.
import { display } from './display.svelte';
import type { CallFailure } from './failure';

const TH: Record<string, string> = {
  invalid_input: 'ข้อมูลที่ป้อนใช้ไม่ได้ แก้ไขแล้วลองอีกครั้ง ยังไม่มีอะไรเปลี่ยนแปลง',
  bad_input: 'ข้อมูลที่ส่งไม่ตรงกับที่ต้องการ ยังไม่มีอะไรเปลี่ยนแปลง',
  not_found: 'ไม่พบสิ่งที่ขอ อาจถูกลบหรือเปลี่ยนชื่อแล้ว',
  already_exists: 'มีชื่อนี้อยู่แล้ว เลือกชื่ออื่น',
  permission_denied: 'ไม่มีสิทธิ์ทำรายการนี้ ขอสิทธิ์จากผู้ดูแลระบบขององค์กร',
  resource_exhausted: 'ส่งคำขอถี่เกินไป รอสักครู่แล้วลองอีกครั้ง',
  failed_precondition: 'ยังทำไม่ได้ในสถานะปัจจุบัน อ่านรายละเอียดด้านล่างว่าต้องทำอะไรก่อน',
  unauthenticated: 'การลงชื่อเข้าใช้ไม่ถูกต้องหรือหมดอายุ ป้อนโทเคนหรือใบรับรองใหม่ที่หน้าบัญชี',
  deadline_exceeded: 'คำตอบมาไม่ทันเวลา ยังไม่รู้ว่าเกิดอะไรขึ้น ตรวจสอบก่อนทำซ้ำ',
  unavailable: 'ติดต่อไม่ได้ในขณะนี้ ข้อมูลที่มีอยู่ยังอ่านได้ ลองอีกครั้งภายหลัง',
  cancelled: 'ถูกหยุดตามที่สั่ง',
  unsupported: 'บัญชีนี้ทำรายการนี้ไม่ได้',
  internal: 'เกิดข้อผิดพลาดภายใน ข้อมูลไม่เปลี่ยนแปลง คัดลอกรายละเอียดส่งให้ฝ่ายสนับสนุน',
  no_command: 'หน้าต่างนี้กับโปรแกรมเป็นคนละรุ่น เปิดโปรแกรมใหม่อีกครั้ง',
  unreachable: 'คอนโซลไม่ตอบ โปรแกรมอาจปิดไปแล้ว เปิดใหม่อีกครั้ง',
  not_written: 'เขียนไฟล์ไม่ได้ เลือกโฟลเดอร์อื่นแล้วลองอีกครั้ง',
  screen_broken: 'แสดงหน้านี้ไม่ได้ ข้อมูลไม่เปลี่ยนแปลง ลองอีกครั้งหรือเปิดหน้าอื่น',
  host_refused: 'หน้าต่างไม่อนุญาตให้ทำรายการนี้ เปิดโปรแกรมใหม่อีกครั้ง',
};

/** What a tenant told that cannot be, by its kind. */
const ANOMALY_TH: Record<string, string> = {
  impossible_state: 'สถานะเปลี่ยนไปในทางที่เป็นไปไม่ได้',
  final_reopened: 'ใบแจ้งหนี้ที่สรุปยอดแล้วกลับเปลี่ยนแปลงได้อีก',
  final_amount_changed: 'ยอดเงินที่สรุปแล้วเปลี่ยนไป',
  final_period_changed: 'รอบบิลของใบแจ้งหนี้ที่สรุปแล้วเปลี่ยนไป',
  invoice_gone: 'ผู้ให้บริการไม่แสดงใบแจ้งหนี้นี้อีกแล้ว',
  document_changed: 'เนื้อหาของเอกสารเปลี่ยนไปจากเดิม',
  usage_gone: 'ผู้ให้บริการไม่แจ้งการใช้งานของเดือนนี้อีกแล้ว',
  hours_gone: 'ผู้ให้บริการไม่แจ้งบางชั่วโมงอีกแล้ว',
};
const SENTENCES: Record<string, string> = { ...TH, ...ANOMALY_TH };

/** The codes that have a sentence. */
export const CODES: readonly string[] = Object.keys(SENTENCES);

/** What is said first. */
export function sayFailure(failure: Pick<CallFailure, 'code' | 'message'>): string {
  return display.language === 'th' ? (SENTENCES[failure.code] ?? `เกิดข้อผิดพลาด (${failure.code}) อ่านรายละเอียดด้านล่าง`) : failure.message;
}

/** Rust's own words, where the sentence said something else. */
export function wordsOfRust(failure: Pick<CallFailure, 'code' | 'message'>): string | null {
  return sayFailure(failure) === failure.message ? null : failure.message;
}

/** Both as one text, for places that hold no more than that. */
export function textOf(failure: Pick<CallFailure, 'code' | 'message'>): string {
  return [sayFailure(failure), wordsOfRust(failure)].filter(Boolean).join(' ');
}
