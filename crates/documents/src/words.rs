//! How marque writes dates, citations and ids for people, and how it makes strangers' text harmless.

use domain::citation::{BlockId, Citation, Label, Segment, roman};
use domain::{Answer, Day};
use reasoning::Verdict;
use serde::Serialize;
use serde::de::DeserializeOwned;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A provision as people write it, and where the act can be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cited {
    /// `CRA Art. 14(2)(c)`.
    pub text: String,
    /// `cra:14(2)(c)`, as every command takes it.
    pub key: String,
    /// The ELI of the act.
    pub link: Option<String>,
}

/// The acts of a verdict: how each is called and where it can be read.
#[derive(Clone, Debug, Default)]
pub struct Acts(Vec<Act>);

#[derive(Clone, Debug)]
struct Act {
    prefix: String,
    short: String,
    link: Option<String>,
}

impl Acts {
    pub fn of(verdict: &Verdict) -> Acts {
        let acts = verdict.texts.iter().map(|text| Act {
            prefix: text.act.clone(),
            short: text.neighbour.clone().unwrap_or_else(|| short_name(&text.act, &text.title)),
            link: eli(&text.title),
        });
        Acts(acts.collect())
    }

    /// How an act is called in running text, by its prefix.
    pub fn short(&self, prefix: &str) -> String {
        self.find(prefix).map_or_else(|| prefix.to_owned(), |act| act.short.clone())
    }

    pub fn link(&self, prefix: &str) -> Option<String> {
        self.find(prefix)?.link.clone()
    }

    /// A citation or the id of a block, in words; one that cannot be read stays as it is.
    pub fn cited(&self, id: &str) -> Cited {
        let Ok(block) = id.parse::<BlockId>() else {
            return Cited { text: id.to_owned(), key: id.to_owned(), link: None };
        };
        let citation = block.citation();
        let act = citation.act();
        Cited {
            text: format!(
                "{}{}{}",
                self.short(act),
                if self.short(act).len() < 10 { '\u{a0}' } else { ' ' },
                place(citation)
            ),
            key: id.to_owned(),
            link: self.link(act),
        }
    }

    /// Several citations; those that read the same are named once.
    pub fn cited_all<'i>(&self, ids: impl IntoIterator<Item = &'i String>) -> Vec<Cited> {
        let mut list: Vec<Cited> = Vec::new();
        for id in ids {
            let cited = self.cited(id);
            if !list.iter().any(|known| known.text == cited.text) {
                list.push(cited);
            }
        }
        list
    }

    fn find(&self, prefix: &str) -> Option<&Act> {
        self.0.iter().find(|act| act.prefix == prefix)
    }
}

/// The place in its act: `Art. 14(2)(c)`, `Annex I, Part II, point 1`.
fn place(citation: &Citation) -> String {
    let mut text = String::new();
    let mut in_annex = false;
    let mut points = 0;
    for segment in citation.segments() {
        match segment {
            Segment::Article(number) => text.push_str(&format!("Art.\u{a0}{number}")),
            Segment::Annex(number) => {
                in_annex = true;
                text.push_str(&format!("Annex\u{a0}{}", roman(*number)));
            }
            Segment::Part(number) => text.push_str(&format!(" part\u{a0}{}", roman(*number))),
            Segment::Subparagraph(number) => text.push_str(&format!(" subpara.\u{a0}{number}")),
            Segment::Point(label) => {
                let label = match label {
                    Label::Number(number) => number.to_string(),
                    Label::Letters(letters) => letters.clone(),
                };
                let first = if in_annex && points == 0 { " point\u{a0}" } else { "" };
                text.push_str(&format!("{first}({label})"));
                points += 1;
            }
            // Part of the same number: 4 and 6 are point 4.6.
            Segment::Under(number) => {
                if text.ends_with(')') {
                    text.pop();
                }
                text.push_str(&format!(".{number})"));
            }
        }
    }
    text
}

/// The two acts by their common names, every other by its number.
fn short_name(prefix: &str, title: &str) -> String {
    match prefix {
        "cra" => "CRA".to_owned(),
        "aia" => "AI\u{a0}Act".to_owned(),
        _ => match number_of(title) {
            Some((at, number)) => title[..at + number.len()].to_owned(),
            None => prefix.to_owned(),
        },
    }
}

/// The ELI of an act, from the type and number in its title.
fn eli(title: &str) -> Option<String> {
    let (at, number) = number_of(title)?;
    let (first, second) = number.split_once('/')?;
    // Up to 2014 the number stood before the year: `No 765/2008`.
    let (year, number) = if title[..at].ends_with("No ") { (second, first) } else { (first, second) };
    let kind = [
        ("Implementing Regulation", "reg_impl"),
        ("Delegated Regulation", "reg_del"),
        ("Regulation", "reg"),
        ("Implementing Decision", "dec_impl"),
        ("Decision", "dec"),
        ("Directive", "dir"),
    ]
    .iter()
    .find(|(words, _)| title.starts_with(words))?
    .1;
    Some(format!("http://data.europa.eu/eli/{kind}/{year}/{number}/oj"))
}

/// Where the first `2024/2847` of a title stands, and what it is.
fn number_of(title: &str) -> Option<(usize, &str)> {
    title.split(' ').find_map(|word| {
        let (first, second) = word.split_once('/')?;
        let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        if is_number(first) && is_number(second) { Some((title.find(word)?, word)) } else { None }
    })
}

/// `2027-12-11` → `11 December 2027`; what is no day stays as it is.
pub fn date(text: &str) -> String {
    match text.parse::<Day>() {
        Ok(day) => {
            let date = day.date();
            format!("{}\u{a0}{}\u{a0}{}", date.day(), month(day), date.year())
        }
        Err(_) => text.to_owned(),
    }
}

/// `2027-12-11` → `11 Dec 2027`.
pub fn short_date(day: Day) -> String {
    let date = day.date();
    format!("{}\u{a0}{}\u{a0}{}", date.day(), &month(day)[..3], date.year())
}

fn month(day: Day) -> &'static str {
    MONTHS.get(day.date().month() as usize - 1).copied().unwrap_or_default()
}

/// Several possible days: `11 December 2027 or 2 August 2028`.
pub fn dates(list: &[String]) -> String {
    list.iter().map(|text| date(text)).collect::<Vec<_>>().join(" or ")
}

/// The word for an answer; unknown is called open, because somebody can close it.
pub fn answer(answer: Answer) -> &'static str {
    match answer {
        Answer::Yes => "yes",
        Answer::No => "no",
        Answer::Unknown => "open",
    }
}

/// A kebab-case id as words: `ai-system` → `AI system`, `cra-importer` → `importer`.
pub fn from_id(id: &str) -> String {
    let plain = id.strip_prefix("cra-").or_else(|| id.strip_prefix("aia-")).unwrap_or(id);
    let words: Vec<&str> = plain
        .split('-')
        .map(|word| match word {
            "ai" => "AI",
            "ce" => "CE",
            "eu" => "EU",
            "sbom" => "SBOM",
            "gpai" => "GPAI",
            "csirt" => "CSIRT",
            "enisa" => "ENISA",
            word => word,
        })
        .collect();
    words.join(" ")
}

/// The first letter as a capital.
pub fn capital(text: &str) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}

/// `1 duty`, `2 duties`.
pub fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number}\u{a0}{}", if number == 1 { one } else { many })
}

/// A document with every string made harmless: names, reasons and paths are written by others, and characters
/// that steer a terminal or reorder what a reader sees are shown as what they are.
pub fn harmless<D: Clone + Serialize + DeserializeOwned>(document: &D) -> D {
    fn clean(value: &mut serde_json::Value) {
        match value {
            serde_json::Value::String(text) if text.chars().any(is_hostile) => {
                *text = text.chars().fold(String::new(), |mut clean, c| {
                    match c {
                        '\n' | '\t' => clean.push(c),
                        c if is_hostile(c) => clean.extend(c.escape_unicode()),
                        c => clean.push(c),
                    }
                    clean
                });
            }
            serde_json::Value::Array(list) => list.iter_mut().for_each(clean),
            serde_json::Value::Object(map) => map.values_mut().for_each(clean),
            _ => {}
        }
    }
    let Ok(mut value) = serde_json::to_value(document) else { return document.clone() };
    clean(&mut value);
    serde_json::from_value(value).unwrap_or_else(|_| document.clone())
}

/// Names come from files of others: none may move the cursor.
pub fn clean(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// Characters that steer a terminal or reorder what a reader sees.
// The joiners U+200C and U+200D belong to how some languages are written.
pub fn is_hostile(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}' | '\u{200e}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::text;

    fn acts() -> Acts {
        let mut verdict = crate::fixture::assessment().verdict;
        verdict.texts = vec![
            text("cra", "Regulation (EU) 2024/2847 on horizontal cybersecurity requirements"),
            text("aia", "Regulation (EU) 2024/1689 laying down harmonised rules"),
            text("ir-2025-2392", "Implementing Regulation (EU) 2025/2392 on the technical description"),
            text("reg-765-2008", "Regulation (EC) No 765/2008 on accreditation"),
        ];
        Acts::of(&verdict)
    }

    #[test]
    fn a_citation_is_written_as_people_write_it() {
        let text = |id: &str| acts().cited(id).text.replace('\u{a0}', " ");
        assert_eq!(text("cra:14(2)(c)"), "CRA Art. 14(2)(c)");
        assert_eq!(text("cra:2(1)#connection"), "CRA Art. 2(1)");
        assert_eq!(text("aia:43(1)/2(a)"), "AI Act Art. 43(1) subpara. 2(a)");
        assert_eq!(text("cra:annex-1.2(1)"), "CRA Annex I part II point (1)");
        assert_eq!(text("aia:annex-7(4.6)"), "AI Act Annex VII point (4.6)");
        assert_eq!(text("ir-2025-2392:annex-1"), "Implementing Regulation (EU) 2025/2392 Annex I");
        assert_eq!(text("something else"), "something else");
    }

    #[test]
    fn an_act_links_to_its_eli() {
        let link = |id: &str| acts().cited(id).link.unwrap_or_default();
        assert_eq!(link("cra:14"), "http://data.europa.eu/eli/reg/2024/2847/oj");
        assert_eq!(link("aia:6"), "http://data.europa.eu/eli/reg/2024/1689/oj");
        assert_eq!(link("ir-2025-2392:1"), "http://data.europa.eu/eli/reg_impl/2025/2392/oj");
        assert_eq!(link("reg-765-2008:1"), "http://data.europa.eu/eli/reg/2008/765/oj");
        assert_eq!(link("nothing:1"), "");
    }

    #[test]
    fn a_date_is_spelled_out_and_never_stays_never() {
        assert_eq!(date("2027-12-11").replace('\u{a0}', " "), "11 December 2027");
        assert_eq!(date("never"), "never");
    }

    #[test]
    fn characters_that_reorder_text_are_shown_as_what_they_are() {
        let mut assessment = crate::fixture::assessment();
        assessment.verdict.subject = "gpj.\u{202e}exe\u{1b}[31m".into();
        assert_eq!(harmless(&assessment).verdict.subject, "gpj.\\u{202e}exe\\u{1b}[31m");
    }
}
