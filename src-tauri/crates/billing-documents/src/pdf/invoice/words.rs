//! The document's own words, in both languages. What comes from the bill is never translated.

use super::model::InvoiceKind;
use crate::language::Language;

/// One language.
pub(super) struct Words {
    pub billed_to: &'static str,
    pub tax_id: &'static str,
    pub period: &'static str,
    pub issued: &'static str,
    pub due: &'static str,
    pub corrects: &'static str,
    pub amount_due: &'static str,
    pub amount_so_far: &'static str,
    pub amount_credited: &'static str,
    pub description: &'static str,
    pub quantity: &'static str,
    pub billable: &'static str,
    pub unit_price: &'static str,
    pub amount: &'static str,
    pub tiered: &'static str,
    pub fixed: &'static str,
    pub forward: &'static str,
    pub brought: &'static str,
    pub subtotal: &'static str,
    pub of: &'static str,
    pub total: &'static str,
    pub balance: &'static str,
    pub payment: &'static str,
    pub notes: &'static str,
    pub page: &'static str,
    pub utc: &'static str,
    pub steps: &'static str,
}

static EN: Words = Words {
    billed_to: "Billed to",
    tax_id: "Tax ID",
    period: "Period",
    issued: "Issued",
    due: "Due",
    corrects: "Corrects",
    amount_due: "Amount due",
    amount_so_far: "Amount so far",
    amount_credited: "Amount credited",
    description: "Description",
    quantity: "Quantity",
    billable: "Billable",
    unit_price: "Unit price",
    amount: "Amount",
    tiered: "tiered",
    fixed: "fixed",
    forward: "Carried forward",
    brought: "Brought forward",
    subtotal: "Subtotal",
    of: "of",
    total: "Total",
    balance: "Balance due",
    payment: "Payment",
    notes: "Notes",
    page: "Page {page} of {pages}",
    utc: "All days and hours are UTC.",
    steps: "Order of steps: each line is rounded once, half away from zero. Then percentages are taken off one after \
        another, then fixed amounts, never below 0. Then tax, once per category and rate, on what is left. Sums are added \
        and not rounded again.",
};

static TH: Words = Words {
    billed_to: "เรียกเก็บจาก",
    tax_id: "เลขประจำตัวผู้เสียภาษี",
    period: "รอบบิล",
    issued: "วันที่ออก",
    due: "ครบกำหนด",
    corrects: "แก้ไขเอกสาร",
    amount_due: "ยอดที่ต้องชำระ",
    amount_so_far: "ยอดถึงปัจจุบัน",
    amount_credited: "ยอดที่ลดหนี้",
    description: "รายการ",
    quantity: "ปริมาณ",
    billable: "ปริมาณที่คิดเงิน",
    unit_price: "ราคาต่อหน่วย",
    amount: "จำนวนเงิน",
    tiered: "ขั้นบันได",
    fixed: "คงที่",
    forward: "ยอดยกไป",
    brought: "ยอดยกมา",
    subtotal: "รวมก่อนส่วนลดและภาษี",
    of: "ของ",
    total: "รวมทั้งสิ้น",
    balance: "ยอดค้างชำระ",
    payment: "การชำระเงิน",
    notes: "หมายเหตุ",
    page: "หน้า {page} จาก {pages}",
    utc: "วันและเวลาทั้งหมดเป็น UTC",
    steps: "ลำดับการคำนวณ: ปัดเศษแต่ละรายการครั้งเดียว โดยครึ่งหนึ่งปัดออกจากศูนย์ จากนั้นหักส่วนลดร้อยละทีละรายการ \
        แล้วหักส่วนลดจำนวนคงที่โดยไม่ต่ำกว่าศูนย์ จากนั้นคิดภาษีครั้งเดียวต่อประเภทและอัตราจากยอดที่เหลือ \
        ยอดรวมได้จากการบวกโดยไม่ปัดเศษอีก",
};

/// The words of a language.
pub(super) const fn words(language: Language) -> &'static Words {
    match language {
        Language::En => &EN,
        Language::Th => &TH,
    }
}

/// The document's title.
pub(super) const fn title(language: Language, kind: InvoiceKind) -> &'static str {
    use InvoiceKind::{CreditNote, Invoice, ProForma, Running};
    match (language, kind) {
        (Language::En, Invoice) => "Invoice",
        (Language::En, Running) => "Running invoice",
        (Language::En, ProForma) => "Pro forma invoice",
        (Language::En, CreditNote) => "Credit note",
        (Language::Th, Invoice) => "ใบแจ้งหนี้",
        (Language::Th, Running) => "ใบแจ้งหนี้ระหว่างรอบบิล",
        (Language::Th, ProForma) => "ใบแจ้งหนี้ชั่วคราว",
        (Language::Th, CreditNote) => "ใบลดหนี้",
    }
}

/// Large and light across each page; empty for a final document.
pub(super) const fn watermark(language: Language, kind: InvoiceKind) -> &'static str {
    match (language, kind) {
        (Language::En, InvoiceKind::Running) => "Running, not final",
        (Language::En, InvoiceKind::ProForma) => "Pro forma, not the provider’s document",
        (Language::Th, InvoiceKind::Running) => "ยังไม่สิ้นสุดรอบบิล",
        (Language::Th, InvoiceKind::ProForma) => "ฉบับชั่วคราว ไม่ใช่เอกสารของผู้ให้บริการ",
        (_, InvoiceKind::Invoice | InvoiceKind::CreditNote) => "",
    }
}

/// The sentence below the title of a document that is not final.
pub(super) const fn notice(language: Language, kind: InvoiceKind) -> &'static str {
    match (language, kind) {
        (Language::En, InvoiceKind::Running) => {
            "Not final: the period is still open and these amounts move until it closes. This is no request for payment."
        }
        (Language::En, InvoiceKind::ProForma) => {
            "Pro forma, not the provider’s document: our own calculation from the usage we hold."
        }
        (Language::Th, InvoiceKind::Running) => {
            "ยังไม่สิ้นสุด รอบบิลยังเปิดอยู่และยอดเงินยังเปลี่ยนแปลงได้จนกว่าจะปิดรอบ เอกสารนี้ไม่ใช่การเรียกเก็บเงิน"
        }
        (Language::Th, InvoiceKind::ProForma) => {
            "ฉบับชั่วคราว ไม่ใช่เอกสารของผู้ให้บริการ คำนวณจากข้อมูลการใช้งานที่เรามีอยู่"
        }
        (_, InvoiceKind::Invoice | InvoiceKind::CreditNote) => "",
    }
}
