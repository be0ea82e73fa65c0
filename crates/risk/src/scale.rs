//! How likelihood and impact are named, and from which product on a risk is not acceptable as it is.

use rulebook::tree::{Entries, Fields, Reading};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// More levels than these tell nobody more.
const LEVELS_MAX: usize = 10;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Scale {
    /// From the least likely to the most; the first is 1.
    pub likelihood: Vec<String>,
    /// From the least bad to the worst; the first is 1.
    pub impact: Vec<String>,
    /// Products of the two up to this are acceptable without further treatment.
    pub accept: u32,
    /// Products from this on are high.
    pub high: u32,
    /// Nobody wrote a scale: this is the default.
    pub default: bool,
}

/// What a product of likelihood and impact means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    Acceptable,
    Elevated,
    High,
}

impl Level {
    pub fn as_str(self) -> &'static str {
        match self {
            Level::Acceptable => "acceptable",
            Level::Elevated => "elevated",
            Level::High => "high",
        }
    }
}

impl Scale {
    /// Reads `[scale]`; what it leaves out is as in `default`.
    pub fn read(
        reading: &mut Reading,
        entries: Entries,
        span: std::ops::Range<usize>,
        default: Option<&Scale>,
    ) -> Option<Scale> {
        let mut fields = Fields::new(reading, entries, span, "this scale");
        let likelihood = levels(&mut fields, "likelihood", default.map(|scale| &scale.likelihood));
        let impact = levels(&mut fields, "impact", default.map(|scale| &scale.impact));
        let (likelihood, impact) = (likelihood?, impact?);
        let most = (likelihood.len() * impact.len()) as u32;
        let accept = product(&mut fields, "accept", most, default.map(|scale| scale.accept));
        let high = product(&mut fields, "high", most + 1, default.map(|scale| scale.high));
        fields.done();
        let accept = accept?;
        Some(Scale { likelihood, impact, accept, high: high?.max(accept + 1), default: false })
    }

    pub fn level(&self, product: u32) -> Level {
        match product {
            product if product <= self.accept => Level::Acceptable,
            product if product >= self.high => Level::High,
            _ => Level::Elevated,
        }
    }
}

fn levels(fields: &mut Fields<'_>, key: &'static str, default: Option<&Vec<String>>) -> Option<Vec<String>> {
    if !fields.has(key) {
        if default.is_none() {
            fields.missing(key);
        }
        return default.cloned();
    }
    let span = fields.span.clone();
    let levels: Vec<String> = fields.texts(key).into_iter().map(|(level, _)| level).collect();
    if !(2..=LEVELS_MAX).contains(&levels.len()) {
        fields.reading.mistake(span, format!("`{key}` names 2 to {LEVELS_MAX} levels, from the least on"));
        return None;
    }
    Some(levels)
}

/// A whole number of at least 1. One that was left out is the default, as far as this scale reaches.
fn product(fields: &mut Fields<'_>, key: &'static str, most: u32, default: Option<u32>) -> Option<u32> {
    if !fields.has(key) {
        if default.is_none() {
            fields.missing(key);
        }
        return default.map(|default| default.min(most));
    }
    whole(fields, key, most, "the product of likelihood and impact")
}

/// A whole number from 1 to `most`.
pub fn whole(fields: &mut Fields<'_>, key: &'static str, most: u32, what: &str) -> Option<u32> {
    let node = fields.take(key)?;
    match node.value {
        rulebook::tree::Tree::Number(number) if number.fract() == 0.0 && (1.0..=f64::from(most)).contains(&number) => {
            Some(number as u32)
        }
        _ => {
            fields.reading.mistake(node.span, format!("`{key}` should be a whole number from 1 to {most}: {what}"));
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    fn read(text: &str, default: Option<&Scale>) -> (Option<Scale>, Vec<String>) {
        let mut reading = Reading::new(Path::new("scale.toml"), text);
        let entries = reading.whole();
        let scale = Scale::read(&mut reading, entries, 0..0, default);
        (scale, reading.mistakes.into_iter().map(|mistake| mistake.message).collect())
    }

    #[test]
    fn each_side_of_a_threshold_has_its_level() {
        let scale =
            read("likelihood = [\"a\", \"b\", \"c\"]\nimpact = [\"x\", \"y\", \"z\"]\naccept = 3\nhigh = 6", None);
        let scale = scale.0.unwrap();
        let levels = [1, 3, 4, 5, 6, 9].map(|product| scale.level(product));
        use Level::{Acceptable, Elevated, High};
        assert_eq!(levels, [Acceptable, Acceptable, Elevated, Elevated, High, High]);
    }

    #[test]
    fn what_a_scale_leaves_out_is_the_default_as_far_as_it_reaches() {
        let five = || ["1", "2", "3", "4", "5"].map(str::to_owned).to_vec();
        let default = Scale { likelihood: five(), impact: five(), accept: 4, high: 12, default: true };
        let small = read("likelihood = [\"no\", \"yes\"]\nimpact = [\"no\", \"yes\"]", Some(&default)).0.unwrap();
        assert_eq!((small.accept, small.high, small.default), (4, 5, false));
        assert_eq!(read("accept = 6", Some(&default)).0.unwrap().accept, 6);
    }

    #[test]
    fn a_scale_that_says_nothing_is_refused() {
        for text in ["accept = 0", "accept = 2.5", "accept = 26", "likelihood = [\"one\"]", "acept = 3"] {
            let five = || ["1", "2", "3", "4", "5"].map(str::to_owned).to_vec();
            let default = Scale { likelihood: five(), impact: five(), accept: 4, high: 12, default: true };
            assert_eq!(read(text, Some(&default)).1.len(), 1, "{text}");
        }
    }
}
