//! Three-valued answers.
//!
//! An answer is the set of truth values still possible, so a fact nobody gave is `Unknown`, never
//! `No`, and every connective says `Yes` or `No` only where no missing fact could change it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The answer to one question, as far as the known facts decide it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[repr(u8)]
pub enum Answer {
    // The two bits carry the logic: bit 0 "may be no", bit 1 "may be yes".
    No = 0b01,
    Yes = 0b10,
    Unknown = 0b11,
}

impl Answer {
    fn from_bits(may_be_yes: bool, may_be_no: bool) -> Answer {
        match (may_be_yes, may_be_no) {
            (true, false) => Answer::Yes,
            (false, true) => Answer::No,
            _ => Answer::Unknown,
        }
    }

    pub fn may_be_yes(self) -> bool {
        self as u8 & 0b10 != 0
    }

    pub fn may_be_no(self) -> bool {
        self as u8 & 0b01 != 0
    }

    pub fn is_certain(self) -> bool {
        self != Answer::Unknown
    }

    #[inline]
    pub fn and(self, other: Answer) -> Answer {
        Answer::from_bits(self.may_be_yes() && other.may_be_yes(), self.may_be_no() || other.may_be_no())
    }

    #[inline]
    pub fn or(self, other: Answer) -> Answer {
        Answer::from_bits(self.may_be_yes() || other.may_be_yes(), self.may_be_no() && other.may_be_no())
    }

    /// What both sources allow; `None` where they contradict each other.
    pub fn narrow(self, other: Answer) -> Option<Answer> {
        match self as u8 & other as u8 {
            0b01 => Some(Answer::No),
            0b10 => Some(Answer::Yes),
            0b11 => Some(Answer::Unknown),
            _ => None,
        }
    }

    pub fn as_str(self) -> &'static str {
        match self {
            Answer::No => "no",
            Answer::Yes => "yes",
            Answer::Unknown => "unknown",
        }
    }
}

impl std::ops::Not for Answer {
    type Output = Answer;
    #[inline]
    fn not(self) -> Answer {
        Answer::from_bits(self.may_be_no(), self.may_be_yes())
    }
}

impl From<bool> for Answer {
    fn from(value: bool) -> Answer {
        if value { Answer::Yes } else { Answer::No }
    }
}

impl std::fmt::Display for Answer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::Answer::{No, Unknown, Yes};

    #[test]
    fn a_definite_no_outweighs_what_is_missing() {
        assert_eq!(Unknown.and(No), No);
        assert_eq!(Unknown.or(Yes), Yes);
    }

    #[test]
    fn what_is_missing_stays_open_otherwise() {
        assert_eq!(Unknown.and(Yes), Unknown);
        assert_eq!(Unknown.or(No), Unknown);
        assert_eq!(!Unknown, Unknown);
        assert_eq!(!Yes, No);
    }

    #[test]
    fn contradicting_sources_leave_nothing() {
        assert_eq!(Yes.narrow(No), None);
        assert_eq!(Yes.narrow(Unknown), Some(Yes));
    }
}
