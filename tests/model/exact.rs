//! Whole numbers only: a division rounds half away from zero, a decimal is an integer and its number of decimals.

/// Half away from zero; `bottom` is above 0.
pub fn divided(top: i128, bottom: i128) -> i128 {
    let away = (2 * top.abs() + bottom) / (2 * bottom);
    if top < 0 { -away } else { away }
}

/// `1234` with 3 decimals is `1.234`.
pub fn text(value: i128, decimals: usize) -> String {
    let one = 10i128.pow(u32::try_from(decimals).unwrap());
    let sign = if value < 0 { "-" } else { "" };
    match decimals {
        0 => value.to_string(),
        _ => format!("{sign}{}.{:0decimals$}", value.abs() / one, value.abs() % one),
    }
}
