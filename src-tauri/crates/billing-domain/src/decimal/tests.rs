//! What exact means: examples from real bills, then properties.

use super::*;
use proptest::prelude::*;

fn d(text: &str) -> Decimal {
    text.parse().unwrap()
}

#[test]
fn reads_what_files_write() {
    for (text, shown) in [
        ("0", "0"),
        ("-0.00", "0"),
        ("1e-06", "0.000001"),
        ("2.5E3", "2500"),
        (".5", "0.5"),
        ("5.", "5"),
        ("+12.3400", "12.34"),
        ("0.00001605990", "0.0000160599"),
        ("9007199254740993.000000000000123", "9007199254740993.000000000000123"),
    ] {
        assert_eq!(d(text).to_string(), shown, "{text}");
    }
}

#[test]
fn refuses_what_is_no_number() {
    for text in ["", "-", ".", "1,5", "1 ", "abc", "1.2.3", "NaN", "1e", "0x10", "--1", "1e1.5"] {
        assert_eq!(text.parse::<Decimal>(), Err(DecimalError::NotANumber), "{text:?}");
    }
}

#[test]
fn what_does_not_fit_is_an_error_and_never_wraps() {
    assert_eq!("1e40".parse::<Decimal>(), Err(DecimalError::Overflow));
    assert_eq!("1e-40".parse::<Decimal>(), Err(DecimalError::Overflow));
    let big = d("99999999999999999999999999999999999999");
    assert_eq!(big.checked_mul(big), Err(DecimalError::Overflow));
    assert_eq!(big.checked_add(big).and_then(|s| s.checked_mul(d("10"))), Err(DecimalError::Overflow));
}

#[test]
fn ten_times_three_tenths_is_three() {
    let sum = Decimal::sum(std::iter::repeat_n(d("0.3"), 10)).unwrap();
    assert_eq!(sum, Decimal::from(3), "as doubles this would be 2.9999999999999996");
}

#[test]
fn rounds_half_away_from_zero_on_both_sides() {
    for (text, scale, rounded) in [
        ("0.125", 2, "0.13"),
        ("-0.125", 2, "-0.13"),
        ("2.5", 0, "3"),
        ("-2.5", 0, "-3"),
        ("0.1249999999999999999", 2, "0.12"),
        ("1.005", 2, "1.01"),
        ("7", 2, "7"),
    ] {
        assert_eq!(d(text).round_half_away(scale), d(rounded), "{text}");
    }
}

#[test]
fn divides_with_a_named_rounding() {
    assert_eq!(d("1").div_half_away(d("3"), 4), Ok(d("0.3333")));
    assert_eq!(d("-2").div_half_away(d("3"), 2), Ok(d("-0.67")));
    assert_eq!(d("1").div_half_away(d("8"), 2), Ok(d("0.13")));
    assert_eq!(d("1").div_half_away(Decimal::ZERO, 2), Err(DecimalError::DivisionByZero));
}

#[test]
fn floors_towards_minus_infinity() {
    assert_eq!(d("1.999").floor(), d("1"));
    assert_eq!(d("-1.001").floor(), d("-2"));
}

#[test]
fn pads_decimals_for_people() {
    assert_eq!(d("12.5").to_text(2), "12.50");
    assert_eq!(d("12").to_text(2), "12.00");
    assert_eq!(d("12.345").to_text(2), "12.345");
    assert_eq!(d("-3").to_text(0), "-3");
}

prop_compose! {
    fn any_decimal()(m in -1_000_000_000_000_000_000_000i128..1_000_000_000_000_000_000_000, s in 0u8..16) -> Decimal {
        Decimal::new(m, s).unwrap()
    }
}

proptest! {
    #[test]
    fn text_and_back_is_the_same(a in any_decimal()) {
        prop_assert_eq!(d(&a.to_string()), a);
    }

    #[test]
    fn addition_undoes_subtraction(a in any_decimal(), b in any_decimal()) {
        prop_assert_eq!(a.checked_sub(b).unwrap().checked_add(b).unwrap(), a);
    }

    #[test]
    fn order_agrees_with_the_difference(a in any_decimal(), b in any_decimal()) {
        prop_assert_eq!(a > b, !a.checked_sub(b).unwrap().is_negative() && a != b);
    }

    #[test]
    fn rounding_moves_by_half_a_unit_at_most(a in any_decimal(), scale in 0u8..6) {
        let moved = a.checked_sub(a.round_half_away(scale)).unwrap();
        let moved = if moved.is_negative() { moved.negated() } else { moved };
        prop_assert!(moved <= Decimal::new(5, scale + 1).unwrap());
    }

    /// By one there is a short way, by two there is none.
    #[test]
    fn division_by_one_is_that_of_twice_by_two(a in any_decimal(), scale in 0u8..19) {
        let two = Decimal::from(2);
        let long = a.checked_mul(two).unwrap().div_half_away(two, scale).unwrap();
        prop_assert_eq!(a.div_half_away(Decimal::ONE, scale).unwrap(), long);
    }

    /// Products inside 128 bits go another way than larger ones.
    #[test]
    fn a_product_is_the_same_by_a_way_round(a in any_decimal(), b in -1_000_000_000i64..1_000_000_000) {
        let (far, back) = (d("1000000000000000000000"), d("0.000000000000000000001"));
        let direct = a.checked_mul(Decimal::from(b)).unwrap();
        let round = Decimal::from(b).checked_mul(back).unwrap().checked_mul(a).and_then(|part| part.checked_mul(far));
        prop_assert_eq!(round.unwrap_or(direct), direct);
    }

    #[test]
    fn product_by_one_and_distribution(a in any_decimal(), b in -1000i64..1000, c in -1000i64..1000) {
        let (b, c) = (Decimal::from(b), Decimal::from(c));
        prop_assert_eq!(a.checked_mul(Decimal::ONE).unwrap(), a);
        let together = a.checked_mul(b.checked_add(c).unwrap()).unwrap();
        let apart = a.checked_mul(b).unwrap().checked_add(a.checked_mul(c).unwrap()).unwrap();
        prop_assert_eq!(together, apart);
    }
}
