import type { Translated } from '$lib/i18n';
import type en from './en';

export default {
  print: 'พิมพ์',
  export: 'ส่งออก',
  seen: 'ตามที่เห็น',
  everything: 'ทั้งหมด',
  format: { csv: 'CSV ข้อความตรงทุกหลัก', xlsx: 'สมุดงาน XLSX', pdf: 'PDF' },
  item: (scope: string, format: string) => `${scope}: ${format}`,
  writing: 'กำลังเขียนไฟล์',
  saved: (name: string) => `บันทึก ${name} แล้ว`,
  downloaded: (name: string) => `ส่ง ${name} ให้เบราว์เซอร์แล้ว`,
  showFolder: 'เปิดโฟลเดอร์',
  notOpened: 'เปิดไฟล์นอกโปรแกรมไม่สำเร็จ',
  notShown: 'แสดงโฟลเดอร์ไม่สำเร็จ',
  failed: 'เขียนไฟล์ไม่สำเร็จ',
  preview: 'พิมพ์',
  previewText: 'ตามที่จะปรากฏบนกระดาษ พิมพ์จากโปรแกรมดู PDF ของระบบ หรือบันทึกเป็นไฟล์',
  save: 'บันทึก…',
  openOutside: 'เปิดเพื่อพิมพ์',
  close: 'ปิด',
} satisfies Translated<typeof en>;
