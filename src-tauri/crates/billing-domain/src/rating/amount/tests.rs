//! Prices by hand, then properties.

use super::*;
use proptest::prelude::*;

fn d(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn tiers(rows: &[(Option<&str>, &str)]) -> Vec<Tier> {
    rows.iter().map(|(up_to, price)| Tier { up_to: up_to.map(d), unit_price: d(price) }).collect()
}

fn cost(model: &PriceModel, units: &str) -> String {
    price_units(model, Fraction::whole(d(units))).unwrap().amount.round_half_away(18).unwrap().to_string()
}

#[test]
fn every_model_by_hand() {
    let graduated = PriceModel::Graduated {
        tiers: tiers(&[(Some("1000"), "0.10"), (Some("10000"), "0.08"), (None, "0.05")]),
    };
    let volume = PriceModel::Volume {
        tiers: tiers(&[(Some("1000"), "0.10"), (Some("10000"), "0.08"), (None, "0.05")]),
    };
    let package = PriceModel::Package { size: d("100"), price: d("7.5") };
    let each = PriceModel::PerUnit { unit_price: d("0.000123456789") };
    let flat = PriceModel::Flat { amount: d("49") };
    for (model, units, expected) in [
        (&graduated, "1", "0.1"),
        (&graduated, "1000", "100"),        // the bound belongs to its tier
        (&graduated, "1001", "100.08"),     // 100 + 1 x 0.08
        (&graduated, "10000", "820"),       // 100 + 9000 x 0.08
        (&graduated, "12345.5", "937.275"), // 820 + 2345.5 x 0.05
        (&volume, "1000", "100"),
        (&volume, "1001", "80.08"),
        (&volume, "20000", "1000"),
        (&package, "1", "7.5"),
        (&package, "100", "7.5"),
        (&package, "100.1", "15"),
        (&each, "1000000", "123.456789"),
        (&flat, "0.1", "49"),
        (&flat, "1000000", "49"),
        (&flat, "0", "0"),
        (&graduated, "0", "0"),
    ] {
        assert_eq!(cost(model, units), expected, "{model:?} of {units}");
    }
}

#[test]
fn only_the_tiers_that_were_reached_are_steps() {
    let model =
        PriceModel::Graduated { tiers: tiers(&[(Some("10"), "2"), (Some("20"), "1"), (None, "0.5")]) };
    let priced = price_units(&model, Fraction::whole(d("15"))).unwrap();
    let steps: Vec<_> = priced.steps.iter().map(|s| (s.above, s.up_to, s.units.floor().unwrap())).collect();
    assert_eq!(steps, [(d("0"), Some(d("10")), d("10")), (d("10"), Some(d("20")), d("5"))]);
}

#[test]
fn a_third_of_a_unit_is_priced_as_a_third() {
    let model = PriceModel::PerUnit { unit_price: d("3") };
    let third = Fraction::new(Decimal::ONE, d("3")).unwrap();
    let amount = price_units(&model, third).unwrap().amount;
    assert_eq!(amount.compare(Decimal::ONE).unwrap(), Ordering::Equal);
}

proptest! {
    /// Unit by unit, as a person would count with a pencil.
    #[test]
    fn graduated_is_the_sum_of_its_units(units in 0i64..400, a in 1i64..100, b in 1i64..100, prices in proptest::array::uniform3(0i64..10_000)) {
        let bounds = [a, a + b];
        let price_at = |n: i64| if n <= bounds[0] { prices[0] } else if n <= bounds[1] { prices[1] } else { prices[2] };
        let expected: i64 = (1..=units).map(price_at).sum();
        let tiers = vec![
            Tier { up_to: Some(bounds[0].into()), unit_price: prices[0].into() },
            Tier { up_to: Some(bounds[1].into()), unit_price: prices[1].into() },
            Tier { up_to: None, unit_price: prices[2].into() },
        ];
        let priced = price_units(&PriceModel::Graduated { tiers }, Fraction::whole(units.into())).unwrap();
        prop_assert_eq!(priced.amount.floor().unwrap(), Decimal::from(expected));
    }

    #[test]
    fn equal_prices_make_every_model_per_unit(micro in 1i128..1_000_000_000, cut in 1i64..900, price in 0i64..1_000_000) {
        let units = Fraction::whole(Decimal::new(micro, 6).unwrap());
        let unit_price = Decimal::new(i128::from(price), 6).unwrap();
        let tiers = vec![Tier { up_to: Some(cut.into()), unit_price }, Tier { up_to: None, unit_price }];
        let plain = price_units(&PriceModel::PerUnit { unit_price }, units).unwrap().amount;
        for model in [PriceModel::Graduated { tiers: tiers.clone() }, PriceModel::Volume { tiers }] {
            let amount = price_units(&model, units).unwrap().amount;
            prop_assert_eq!(amount.round_half_away(12).unwrap(), plain.round_half_away(12).unwrap());
        }
    }

    #[test]
    fn more_units_never_cost_less_when_graduated(micro in 1i128..1_000_000_000, more in 1i128..1_000_000) {
        let tiers = vec![
            Tier { up_to: Some(100.into()), unit_price: d("0.9") },
            Tier { up_to: None, unit_price: d("0.01") },
        ];
        let model = PriceModel::Graduated { tiers };
        let cost = |m| price_units(&model, Fraction::whole(Decimal::new(m, 6).unwrap())).unwrap().amount;
        prop_assert!(cost(micro + more).round_half_away(12).unwrap() >= cost(micro).round_half_away(12).unwrap());
    }
}
