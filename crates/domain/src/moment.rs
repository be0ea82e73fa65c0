//! A moment in Universal Time, to the second: when somebody did something.

use crate::{Day, as_text};

/// A moment. Displayed and parsed as `2027-12-11T09:30:00Z`, which sorts as time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(jiff::Timestamp);

#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("`{0}` is no moment; write it as 2027-12-11T09:30:00Z")]
pub struct NotAMoment(pub String);

impl Moment {
    /// The first second of 1970.
    pub const START: Moment = Moment(jiff::Timestamp::UNIX_EPOCH);

    /// Whole seconds since 1970; nothing where that leaves the calendar.
    pub fn from_second(second: i64) -> Option<Moment> {
        jiff::Timestamp::from_second(second).ok().map(Moment)
    }

    /// The day in Universal Time.
    pub fn day(self) -> Day {
        Day::from(self.0.to_zoned(jiff::tz::TimeZone::UTC).date())
    }
}

impl std::str::FromStr for Moment {
    type Err = NotAMoment;
    fn from_str(text: &str) -> Result<Moment, NotAMoment> {
        let moment = text.parse().ok().filter(|time: &jiff::Timestamp| time.subsec_nanosecond() == 0).map(Moment);
        // One moment has one spelling: it is signed as text.
        moment.filter(|moment| moment.to_string() == text).ok_or_else(|| NotAMoment(text.to_owned()))
    }
}

impl std::fmt::Display for Moment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

as_text!(Moment);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_reads_back_as_it_was_written() {
        for text in ["1970-01-01T00:00:00Z", "2027-12-11T23:59:59Z"] {
            assert_eq!(text.parse::<Moment>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn other_spellings_of_a_moment_are_refused() {
        for text in ["2027-12-11T09:30:00+00:00", "2027-12-11T09:30:00.5Z", "2027-12-11 09:30:00Z", "2027-12-11", ""] {
            assert!(text.parse::<Moment>().is_err(), "{text}");
        }
    }

    #[test]
    fn its_day_is_that_of_universal_time() {
        let late: Moment = "2027-12-11T23:59:59Z".parse().unwrap();
        assert_eq!(late.day(), Day::from_ymd(2027, 12, 11).unwrap());
    }
}
