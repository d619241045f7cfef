//! Figures of the command line as the window writes them: grouped, with a real minus.

/// `-1234.50` is `−1,234.50`.
pub fn grouped(plain: &str) -> String {
    let (sign, plain) = plain.strip_prefix('-').map_or(("", plain), |rest| ("\u{2212}", rest));
    let (whole, fraction) = plain.split_once('.').map_or((plain, None), |(whole, rest)| (whole, Some(rest)));
    let first = whole.len() % 3;
    let groups = [&whole.as_bytes()[..first]].into_iter().chain(whole.as_bytes()[first..].chunks(3));
    let groups: Vec<&str> =
        groups.filter(|group| !group.is_empty()).filter_map(|group| str::from_utf8(group).ok()).collect();
    let fraction = fraction.map(|digits| format!(".{digits}")).unwrap_or_default();
    format!("{sign}{}{fraction}", groups.join(","))
}

/// As [`grouped`], without zeros at the end of the fraction: for quantities, never for money.
pub fn quantity(plain: &str) -> String {
    let trimmed = if plain.contains('.') { plain.trim_end_matches('0').trim_end_matches('.') } else { plain };
    grouped(trimmed)
}

#[cfg(test)]
mod tests {
    use super::{grouped, quantity};

    #[test]
    fn figures_are_written_as_on_the_screen() {
        assert_eq!(grouped("1234567.50"), "1,234,567.50");
        assert_eq!(grouped("-999"), "\u{2212}999");
        assert_eq!(quantity("1200.500"), "1,200.5");
        assert_eq!(quantity("100"), "100");
    }
}
