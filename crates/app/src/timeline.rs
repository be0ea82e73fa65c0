//! When what starts: the dates of the duties, as a list and as a calendar.

use std::collections::BTreeMap;

use domain::Day;
use icalendar::{Calendar, Component, Event};
use reasoning::verdict::{DutyState, Verdict};
use serde::Serialize;

/// What starts on one day.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Entry {
    pub date: String,
    /// Whether it is certain that these start then.
    pub certain: bool,
    pub duties: Vec<String>,
    pub titles: Vec<String>,
}

/// The dates on which duties start, earliest first; open ones stand apart.
pub fn timeline(verdict: &Verdict) -> Vec<Entry> {
    let mut entries: BTreeMap<(String, bool), Entry> = BTreeMap::new();
    let today = verdict.on.parse::<Day>().ok();
    for duty in verdict.duties.iter().filter(|duty| duty.state != DutyState::Never) {
        let certain = duty.bound == domain::Answer::Yes && duty.from.len() == 1;
        let is_news = |date: &&String| date.parse::<Day>().is_ok_and(|day| duty.is_news(day, today));
        for date in duty.from.iter().filter(is_news) {
            let entry = entries.entry((date.clone(), !certain)).or_insert_with(|| Entry {
                date: date.clone(),
                certain,
                duties: Vec::new(),
                titles: Vec::new(),
            });
            if !entry.duties.contains(&duty.id) {
                entry.duties.push(duty.id.clone());
                entry.titles.push(duty.title.clone());
            }
        }
    }
    entries.into_values().collect()
}

/// The certain dates as an iCalendar file. The ids stay the same from one writing to the next.
pub fn calendar(verdict: &Verdict, entries: &[Entry]) -> String {
    let mut calendar = Calendar::new();
    calendar.name(&format!("marque: {}", verdict.subject));
    for entry in entries.iter().filter(|entry| entry.certain) {
        let Ok(day) = entry.date.parse::<Day>() else { continue };
        let stamp = entry.date.replace('-', "");
        let list: Vec<String> =
            entry.duties.iter().zip(&entry.titles).map(|(id, title)| format!("{id} {title}")).collect();
        let mut event = Event::new();
        event
            .uid(&format!("{stamp}-{}@marque", slug(&verdict.subject)))
            .summary(&format!("{}: {} duties start to apply", verdict.subject, entry.duties.len()))
            .description(&list.join("\n"));
        event.add_property("DTSTAMP", format!("{}T000000Z", verdict.on.replace('-', "")));
        event.append_property(icalendar::Property::new("DTSTART", &stamp).add_parameter("VALUE", "DATE").done());
        event.append_property(
            icalendar::Property::new("DTEND", day.plus(1).to_string().replace('-', ""))
                .add_parameter("VALUE", "DATE")
                .done(),
        );
        calendar.push(event.done());
    }
    calendar.to_string()
}

fn slug(text: &str) -> String {
    text.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' }).collect()
}
