//! A civil day, as days since 1970-01-01: dates of the law have no time of day and no zone.

use serde::{Deserialize, Serialize};

/// A civil day. Displayed and parsed as `2027-12-11`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Day(pub i32);

#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("`{0}` is not a day that exists; write it as 2027-12-11")]
pub struct NotADay(pub String);

impl Day {
    pub fn from_ymd(year: i16, month: i8, day: i8) -> Option<Day> {
        let date = jiff::civil::Date::new(year, month, day).ok()?;
        Some(Day::from(date))
    }

    pub fn date(self) -> jiff::civil::Date {
        let epoch = jiff::civil::Date::constant(1970, 1, 1);
        let span = jiff::Span::new().try_days(self.0);
        span.and_then(|span| epoch.checked_add(span)).unwrap_or(if self.0 < 0 {
            jiff::civil::Date::MIN
        } else {
            jiff::civil::Date::MAX
        })
    }

    pub fn plus(self, days: i32) -> Day {
        Day(self.0.saturating_add(days))
    }
}

impl From<jiff::civil::Date> for Day {
    fn from(date: jiff::civil::Date) -> Day {
        let epoch = jiff::civil::Date::constant(1970, 1, 1);
        Day((date - epoch).get_days())
    }
}

impl std::str::FromStr for Day {
    type Err = NotADay;
    fn from_str(text: &str) -> Result<Day, NotADay> {
        let looks_right = text.len() == 10
            && text.bytes().enumerate().all(|(at, b)| if at == 4 || at == 7 { b == b'-' } else { b.is_ascii_digit() });
        if !looks_right {
            return Err(NotADay(text.to_owned()));
        }
        text.parse::<jiff::civil::Date>().map(Day::from).map_err(|_| NotADay(text.to_owned()))
    }
}

impl std::fmt::Display for Day {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let date = self.date();
        write!(f, "{:04}-{:02}-{:02}", date.year(), date.month(), date.day())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_reads_back_as_it_was_written() {
        for text in ["1970-01-01", "2024-02-29", "2027-12-11", "2031-12-31"] {
            assert_eq!(text.parse::<Day>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn days_that_do_not_exist_are_refused() {
        for text in ["2027-02-29", "2027-13-01", "2027-1-1", "11.12.2027", "", "2027-12-11T00:00"] {
            assert!(text.parse::<Day>().is_err(), "{text}");
        }
    }

    #[test]
    fn days_beyond_all_calendars_are_the_first_and_the_last() {
        assert_eq!(Day(i32::MAX).to_string(), "9999-12-31");
        assert_eq!(Day(i32::MIN).date(), jiff::civil::Date::MIN);
    }

    #[test]
    fn the_day_after_the_last_of_a_month_is_the_first_of_the_next() {
        assert_eq!(Day::from_ymd(2027, 12, 31).unwrap().plus(1), Day::from_ymd(2028, 1, 1).unwrap());
    }
}
