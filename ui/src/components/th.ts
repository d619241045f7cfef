import type { Translated } from '$lib/i18n';
import type en from './en';

export default {
  retry: 'ลองอีกครั้ง',
  copyDetail: 'คัดลอกรายละเอียด',
  copied: 'คัดลอกแล้ว',
  find: 'ค้นหา',
  close: 'ปิด',
  table: 'ตาราง',
  chart: 'แผนภูมิ',
  chartKeys: 'ใช้ปุ่มลูกศรเลื่อนดูทีละค่า',
  failure: { call: 'คำสั่ง', code: 'รหัส', detail: 'รายละเอียด', request: 'คำขอ' },
  sortBy: (column) => `เรียงตาม${column}`,
  rowsCopied: (rows) => `คัดลอกแล้ว ${rows} แถว`,
  pdf: {
    reading: 'กำลังเปิดเอกสาร',
    page: (page, pages) => `หน้า ${page} จาก ${pages}`,
    previous: 'หน้าก่อน',
    next: 'หน้าถัดไป',
    document: 'เอกสาร',
    larger: 'ขยาย',
    smaller: 'ย่อ',
    fitWidth: 'พอดีความกว้าง',
  },
} satisfies Translated<typeof en>;
