//! The kinds of thing that facts belong to, and which lies inside which.

use serde::{Deserialize, Serialize};

/// A kind of thing. `organisation` is "we": there is exactly one in a verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[repr(u8)]
pub enum Kind {
    Organisation,
    Product,
    Release,
    SectorAct,
    Event,
    AiSystem,
    Model,
}

impl Kind {
    pub const COUNT: usize = 7;
    /// Outer kinds before inner ones.
    pub const ALL: [Kind; Kind::COUNT] =
        [Kind::Organisation, Kind::Product, Kind::Release, Kind::SectorAct, Kind::Event, Kind::AiSystem, Kind::Model];

    /// The kind a thing of this kind lies in.
    pub fn outer(self) -> Option<Kind> {
        match self {
            Kind::Organisation => None,
            Kind::Product => Some(Kind::Organisation),
            Kind::Release | Kind::SectorAct | Kind::Event | Kind::AiSystem => Some(Kind::Product),
            Kind::Model => Some(Kind::AiSystem),
        }
    }

    /// Whether a thing of this kind lies in (or is) one of kind `outer`.
    pub fn is_within(self, outer: Kind) -> bool {
        let mut at = Some(self);
        while let Some(kind) = at {
            if kind == outer {
                return true;
            }
            at = kind.outer();
        }
        false
    }

    /// The innermost kind that both lie in: from there one sees lists of the other.
    pub fn common(self, other: Kind) -> Kind {
        let mut at = self;
        while !other.is_within(at) {
            match at.outer() {
                Some(outer) => at = outer,
                None => return Kind::Organisation,
            }
        }
        at
    }

    pub const fn as_str(self) -> &'static str {
        match self {
            Kind::Organisation => "organisation",
            Kind::Product => "product",
            Kind::Release => "release",
            Kind::SectorAct => "sector-act",
            Kind::Event => "event",
            Kind::AiSystem => "ai-system",
            Kind::Model => "model",
        }
    }
}

impl std::str::FromStr for Kind {
    type Err = ();
    fn from_str(text: &str) -> Result<Kind, ()> {
        Kind::ALL.into_iter().find(|kind| kind.as_str() == text).ok_or(())
    }
}

impl std::fmt::Display for Kind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ai_system_sees_the_sector_acts_of_its_product() {
        assert_eq!(Kind::AiSystem.common(Kind::SectorAct), Kind::Product);
        assert_eq!(Kind::Model.common(Kind::AiSystem), Kind::AiSystem);
        assert_eq!(Kind::Product.common(Kind::Model), Kind::Product);
    }
}
