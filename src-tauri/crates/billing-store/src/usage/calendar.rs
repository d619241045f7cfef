//! Days and months as whole numbers, the keys of the roll-ups.

/// Days since 1970 of an hour since 1970.
#[must_use]
pub const fn day_of(hour: i32) -> i32 {
    hour.div_euclid(24)
}

/// `year * 12 + month - 1` of a day since 1970 (proleptic Gregorian, UTC).
///
/// Howard Hinnant's `civil_from_days`: a few integer steps, because imports ask this for every day of every series.
#[must_use]
pub const fn month_of_day(day: i32) -> i32 {
    let shifted = day as i64 + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let months = (era * 400 + year_of_era) * 12 + month_from_march + 2;
    months as i32
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{Datelike, Days, NaiveDate};

    #[test]
    fn agrees_with_the_calendar_for_four_centuries() {
        let mut date = NaiveDate::from_ymd_opt(1900, 1, 1).unwrap();
        let mut day = (date - NaiveDate::from_ymd_opt(1970, 1, 1).unwrap()).num_days() as i32;
        while date.year() < 2300 {
            assert_eq!(month_of_day(day), date.year() * 12 + date.month0() as i32, "{date}");
            date = date.checked_add_days(Days::new(1)).unwrap();
            day += 1;
        }
    }

    #[test]
    fn days_before_1970_round_down() {
        assert_eq!((day_of(-1), day_of(0), day_of(23), day_of(24)), (-1, 0, 0, 1));
    }
}
