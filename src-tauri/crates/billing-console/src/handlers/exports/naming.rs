//! File names: `account_object_period_asof.ext`, of letters, digits, dots and dashes only.

use chrono::{DateTime, Utc};

/// Longest part of a name.
const PART_MAX: usize = 40;

/// The name of an exported file; parts that say nothing are left out.
pub(crate) fn file_name(
    account: &str,
    object: &str,
    period: &str,
    as_of: Option<DateTime<Utc>>,
    ending: &str,
) -> String {
    let as_of = as_of.map_or_else(String::new, |at| at.format("%Y-%m-%d").to_string());
    let account = Some(safe(account)).filter(|name| !name.is_empty()).unwrap_or_else(|| "account".to_owned());
    let parts = [account, safe(object), safe(period), as_of];
    let name = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("_");
    format!("{name}.{ending}")
}

/// Lower case; whatever is no letter or digit becomes one dash. Thai keeps its marks.
fn safe(text: &str) -> String {
    let mut out = String::new();
    for letter in text.chars().flat_map(char::to_lowercase).take(PART_MAX) {
        let kept = letter.is_alphanumeric() || ('\u{0E01}'..='\u{0E5B}').contains(&letter);
        if kept {
            out.push(letter);
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    out.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone;

    #[test]
    fn names_are_safe_and_say_what_is_inside() {
        let at = Utc.with_ymd_and_hms(2026, 3, 19, 9, 0, 0).single();
        for (account, period, name) in [
            ("Acme Corp", "2026-03", "acme-corp_invoices_2026-03_2026-03-19.csv"),
            ("../../etc: \"x\"", "", "etc-x_invoices_2026-03-19.csv"),
            ("บริษัท น้ำที่", "", "บริษัท-น้ำที่_invoices_2026-03-19.csv"),
            ("///", "", "account_invoices_2026-03-19.csv"),
        ] {
            assert_eq!(file_name(account, "invoices", period, at, "csv"), name);
        }
        assert_eq!(file_name("A", "quotas", "", None, "pdf"), "a_quotas.pdf");
    }
}
