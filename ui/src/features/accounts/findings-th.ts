import type { Translated } from '$lib/i18n';
import type en from './findings-en';

export default {
  is_address: (host) => `${host} เป็นที่อยู่อยู่แล้ว ไม่ต้องค้นหาชื่อ`,
  name_found: (host, addresses) => `${host} คือ ${addresses}`,
  proxy_is_address: (proxy, host) => `${proxy} เป็นที่อยู่อยู่แล้ว ไม่ต้องค้นหาชื่อ นี่คือพร็อกซี ซึ่งค้นหา ${host} เอง`,
  proxy_name_found: (proxy, addresses, host) => `${proxy} คือ ${addresses} นี่คือพร็อกซี ซึ่งค้นหา ${host} เอง`,
  answers: (host, port) => `${host} ตอบที่พอร์ต ${port}`,
  proxy_answers: (proxy, port) => `พร็อกซี ${proxy} ตอบที่พอร์ต ${port} สิ่งที่อยู่ข้างหลังจะเห็นในขั้นตอนถัดไป`,
  proxy_asks: (proxy, port) => `พร็อกซี ${proxy} ตอบที่พอร์ต ${port} และถามองค์กรเอง`,
  proxy_leads_on: (proxy, port, host) => `พร็อกซี ${proxy} ตอบที่พอร์ต ${port} และต่อไปยัง ${host}`,
  plain_http: () => 'เป็น http ธรรมดามายังเครื่องนี้ ไม่มี TLS ให้ตรวจ',
  inside_proxy: () => 'อยู่ภายในพร็อกซี TLS จึงตรวจการเชื่อมไม่ได้ ขั้นตอนถัดไปจะเชื่อมเอง',
  trusted: () => 'ใบรับรองเชื่อถือได้',
  trusted_until: (issuer, day) => `ใบรับรองเชื่อถือได้ ออกโดย ${issuer} ใช้ได้ถึง ${day}`,
  ends_soon: (issuer, day) => `ใบรับรองเชื่อถือได้ ออกโดย ${issuer} ใช้ได้ถึง ${day} ใกล้หมดอายุแล้ว แจ้งองค์กร`,
  known: (tenant) => `องค์กร ${tenant} รู้จักการลงชื่อเข้าใช้นี้`,
  known_as: (tenant, who) => `องค์กร ${tenant} รู้จักการลงชื่อเข้าใช้นี้ในชื่อ ${who}`,
  plan: (plan) => `อ่านข้อมูลการเงินได้ แพ็กเกจคือ ${plan}`,
  no_plan: () => 'อ่านข้อมูลการเงินได้ แต่องค์กรไม่บอกแพ็กเกจ',
  no_plan_here: (said) => `องค์กรไม่บอกแพ็กเกจ: ${said}`,
  no_clock: () => 'องค์กรไม่บอกเวลา',
  clocks_agree: (seconds) => `นาฬิกาทั้งสองต่างกันไม่เกิน ${seconds} วินาที`,
  clock_ahead: (by) => `นาฬิกาของเครื่องนี้เร็วกว่าขององค์กร ${by} อายุของตัวเลขและชั่วโมงของวันนี้อาจผิด ตั้งนาฬิกาตามเซิร์ฟเวอร์เวลา`,
  clock_behind: (by) => `นาฬิกาของเครื่องนี้ช้ากว่าขององค์กร ${by} อายุของตัวเลขและชั่วโมงของวันนี้อาจผิด ตั้งนาฬิกาตามเซิร์ฟเวอร์เวลา`,
  not_tried: () => 'ไม่ได้ลอง เพราะขั้นตอนก่อนหน้าไม่สำเร็จ',
} satisfies Translated<typeof en>;
