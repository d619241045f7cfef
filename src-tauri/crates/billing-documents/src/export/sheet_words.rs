//! The few words a sheet adds itself.

use crate::language::Language;

pub(super) struct Words {
    pub(super) as_of: &'static str,
    pub(super) printed: &'static str,
    pub(super) group: &'static str,
    pub(super) about: &'static str,
    pub(super) account: &'static str,
    pub(super) shows: &'static str,
    pub(super) rows: &'static str,
    pub(super) as_text: &'static str,
    pub(super) page: &'static str,
}

const EN: Words = Words {
    as_of: "Data as of",
    printed: "Printed",
    group: "Group",
    about: "About",
    account: "Account",
    shows: "Shows",
    rows: "Rows",
    as_text: "Some figures here have more digits than a spreadsheet keeps. They are written as text, so that no digit is lost; sums of the sheet do not count them.",
    page: "Page",
};

const TH: Words = Words {
    as_of: "ข้อมูล ณ",
    printed: "พิมพ์เมื่อ",
    group: "กลุ่ม",
    about: "เกี่ยวกับ",
    account: "บัญชี",
    shows: "แสดง",
    rows: "จำนวนแถว",
    as_text: "ตัวเลขบางตัวในที่นี้มีหลักมากกว่าที่สเปรดชีตเก็บได้ จึงเขียนเป็นข้อความเพื่อไม่ให้หลักใดหายไป ผลรวมของสเปรดชีตจะไม่นับรวมตัวเลขเหล่านี้",
    page: "หน้า",
};

pub(super) const fn words(language: Language) -> &'static Words {
    match language {
        Language::En => &EN,
        Language::Th => &TH,
    }
}
