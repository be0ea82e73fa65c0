//! A fact is the set of values it may still have. Unknown is the full set; an answer narrows it.

use serde::{Deserialize, Serialize};

use crate::Answer;

/// The values a fact may still have.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Values {
    /// Exactly one option holds; bit n: option n is still possible. Yes-no facts have the options
    /// `no` (bit 0) and `yes` (bit 1).
    One(u64),
    /// Several options may hold; `may`: not yet excluded, `must`: certain. `must` lies within `may`.
    Any { may: u64, must: u64 },
    /// A number or a day (days since 1970-01-01) from `low` to `high`, both included.
    Range { low: f64, high: f64 },
}

impl Values {
    pub const YES: Values = Values::One(0b10);
    pub const NO: Values = Values::One(0b01);

    /// The full set: nobody has said anything.
    pub fn one_of(options: usize) -> Values {
        Values::One(mask(options))
    }

    pub fn any_of(options: usize) -> Values {
        Values::Any { may: mask(options), must: 0 }
    }

    pub const ALL_NUMBERS: Values = Values::Range { low: f64::NEG_INFINITY, high: f64::INFINITY };

    /// What is left when both are true; `None` if nothing is (a contradiction).
    pub fn narrow(self, other: Values) -> Option<Values> {
        match (self, other) {
            (Values::One(a), Values::One(b)) => (a & b != 0).then_some(Values::One(a & b)),
            (Values::Any { may: a, must: c }, Values::Any { may: b, must: d }) => {
                let (may, must) = (a & b, c | d);
                (must & !may == 0).then_some(Values::Any { may, must })
            }
            (Values::Range { low: a, high: b }, Values::Range { low: c, high: d }) => {
                let (low, high) = (a.max(c), b.min(d));
                (low <= high).then_some(Values::Range { low, high })
            }
            _ => None,
        }
    }

    /// A single value is left.
    pub fn is_settled(self) -> bool {
        match self {
            Values::One(mask) => mask.count_ones() == 1,
            Values::Any { may, must } => may == must,
            Values::Range { low, high } => low == high,
        }
    }

    /// Whether the value is one of the options in `wanted`.
    #[inline]
    pub fn is_in(self, wanted: u64) -> Answer {
        match self {
            Values::One(mask) if mask & !wanted == 0 => Answer::Yes,
            Values::One(mask) if mask & wanted == 0 => Answer::No,
            _ => Answer::Unknown,
        }
    }

    /// Whether at least one of the options in `wanted` holds.
    #[inline]
    pub fn has(self, wanted: u64) -> Answer {
        match self {
            Values::Any { must, .. } if must & wanted != 0 => Answer::Yes,
            Values::Any { may, .. } if may & wanted == 0 => Answer::No,
            _ => Answer::Unknown,
        }
    }

    /// Whether the number lies in `low..=high`.
    #[inline]
    pub fn lies_in(self, wanted_low: f64, wanted_high: f64) -> Answer {
        match self {
            Values::Range { low, high } if low >= wanted_low && high <= wanted_high => Answer::Yes,
            Values::Range { low, high } if high < wanted_low || low > wanted_high => Answer::No,
            _ => Answer::Unknown,
        }
    }
}

fn mask(options: usize) -> u64 {
    if options >= 64 { u64::MAX } else { (1 << options) - 1 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_condition_is_yes_only_if_every_value_left_meets_it() {
        assert_eq!(Values::One(0b0110).is_in(0b0111), Answer::Yes);
        assert_eq!(Values::One(0b0110).is_in(0b0010), Answer::Unknown);
        assert_eq!(Values::One(0b0110).is_in(0b1001), Answer::No);
    }

    #[test]
    fn an_open_list_says_yes_but_not_no() {
        let open = Values::Any { may: 0b111, must: 0b001 };
        assert_eq!(open.has(0b001), Answer::Yes);
        assert_eq!(open.has(0b010), Answer::Unknown);
        let closed = Values::Any { may: 0b001, must: 0b001 };
        assert_eq!(closed.has(0b010), Answer::No);
    }

    #[test]
    fn two_answers_that_leave_nothing_contradict_each_other() {
        assert_eq!(Values::YES.narrow(Values::NO), None);
        assert_eq!(Values::Range { low: 0.0, high: 9.0 }.narrow(Values::Range { low: 10.0, high: 20.0 }), None);
        assert_eq!(Values::Any { may: 1, must: 1 }.narrow(Values::Any { may: 2, must: 0 }), None);
    }

    #[test]
    fn exactly_the_threshold_is_not_over_it() {
        let exactly = Values::Range { low: 1e25, high: 1e25 };
        assert_eq!(exactly.lies_in(1e25_f64.next_up(), f64::INFINITY), Answer::No);
        assert_eq!(exactly.lies_in(1e25, f64::INFINITY), Answer::Yes);
    }
}
