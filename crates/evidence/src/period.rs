//! How long evidence stays fresh: a number of days, weeks, months or years by the calendar.

use std::fmt;
use std::num::NonZeroU16;
use std::str::FromStr;

use domain::{Day, as_text};
use jiff::Span;

/// A period by the calendar. Displayed as `1 year`; also parsed from `1y`, `6m`, `2w`, `90d`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    count: NonZeroU16,
    unit: Unit,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    Day,
    Week,
    Month,
    Year,
}

#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("`{0}` is no period; write 90d, 2w, 6m or 1y")]
pub struct NotAPeriod(pub String);

impl Period {
    /// The last day on which what was made on a day is fresh. A month ends on its last day at the latest.
    pub fn last_day(self, from: Day) -> Day {
        let count = i64::from(self.count.get());
        let span = match self.unit {
            Unit::Day => Span::new().try_days(count),
            Unit::Week => Span::new().try_weeks(count),
            Unit::Month => Span::new().try_months(count),
            Unit::Year => Span::new().try_years(count),
        };
        let end = span.and_then(|span| from.date().checked_add(span));
        end.map_or(Day::from(jiff::civil::Date::MAX), Day::from)
    }
}

impl FromStr for Period {
    type Err = NotAPeriod;
    fn from_str(text: &str) -> Result<Period, NotAPeriod> {
        let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let (count, unit) = text.split_at(digits);
        let unit = match unit.trim_start() {
            "d" | "day" | "days" => Unit::Day,
            "w" | "week" | "weeks" => Unit::Week,
            "m" | "month" | "months" => Unit::Month,
            "y" | "year" | "years" => Unit::Year,
            _ => return Err(NotAPeriod(text.to_owned())),
        };
        let count = count.parse().map_err(|_| NotAPeriod(text.to_owned()))?;
        Ok(Period { count, unit })
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = match self.unit {
            Unit::Day => "day",
            Unit::Week => "week",
            Unit::Month => "month",
            Unit::Year => "year",
        };
        write!(f, "{} {unit}{}", self.count, if self.count.get() == 1 { "" } else { "s" })
    }
}

as_text!(Period);

#[cfg(test)]
mod tests {
    use super::*;

    fn after(period: &str, from: &str) -> String {
        period.parse::<Period>().unwrap().last_day(from.parse().unwrap()).to_string()
    }

    #[test]
    fn periods_follow_the_calendar() {
        assert_eq!(after("90d", "2027-01-01"), "2027-04-01");
        assert_eq!(after("2w", "2027-12-20"), "2028-01-03");
        assert_eq!(after("1m", "2027-01-31"), "2027-02-28");
        assert_eq!(after("1y", "2028-02-29"), "2029-02-28");
        assert_eq!(after("9999 years", "2027-01-01"), "9999-12-31");
    }

    #[test]
    fn short_and_long_spellings_mean_the_same() {
        for (short, long) in [("1d", "1 day"), ("2w", "2 weeks"), ("6m", "6 months"), ("1y", "1 year")] {
            assert_eq!(short.parse::<Period>().unwrap().to_string(), long);
            assert_eq!(long.parse::<Period>(), short.parse::<Period>());
        }
    }

    #[test]
    fn what_is_no_period_is_refused() {
        for text in ["", "1", "y", "0d", "-1d", "1.5y", "70000d", "1h", "é", "1é"] {
            assert!(text.parse::<Period>().is_err(), "{text}");
        }
    }
}
