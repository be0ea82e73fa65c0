//! An assessment cut into the pieces that the page shows, each already in words.

use domain::Answer;
use reasoning::verdict::{Conclusion, Duty, DutyState, Verdict};

use super::timeline::{Drawing, drawing, note};
use crate::assessment::{Assessment, FindingShown, NextStep, OpenConclusion, OpenQuestion, SuggestedFact};
use crate::summary::{self, GlanceRow, STATUS_OLD_DAYS};
use crate::words::{self, Acts, Cited, capital, count, date, dates, from_id};

/// One product on the page.
pub struct Sheet {
    /// The level of its own heading; sections stand one below.
    pub level: u8,
    /// Whether the page holds no other.
    pub is_only: bool,
    /// The start of every id on its part of the page.
    pub anchor: String,
    pub subject: String,
    pub source: String,
    pub on: String,
    pub on_iso: String,
    pub texts: Vec<TextRow>,
    pub glance: Vec<GlanceRow>,
    /// What must not be overlooked, each as a title and a sentence.
    pub alerts: Vec<(String, String)>,
    pub drawing: Option<Drawing>,
    pub days: Vec<DayRow>,
    pub next: Option<String>,
    pub things: Vec<Thing>,
    pub questions: Vec<Question>,
    pub steps: Vec<NextStep>,
    pub duties: Vec<Group>,
    pub readings: Vec<Reading>,
    pub assumptions: Vec<String>,
    pub statuses: Vec<Status>,
    pub statuses_old: usize,
    pub scan: Option<Scan>,
    /// The digest of the law files, and the form of the verdict.
    pub law: (String, String),
}

pub struct TextRow {
    pub short: String,
    pub title: String,
    pub text: String,
    pub in_force: String,
    pub link: Option<String>,
}

pub struct DayRow {
    pub iso: String,
    pub date: String,
    pub what: String,
    pub acts: String,
    /// It has begun, and something starts then for certain.
    pub has_begun: bool,
}

pub struct Thing {
    pub kind: String,
    pub name: String,
    pub yes: Vec<AnswerRow>,
    pub open: Vec<AnswerRow>,
    pub no: Vec<AnswerRow>,
}

pub struct AnswerRow {
    pub answer: Answer,
    pub title: String,
    pub from: String,
    pub cites: Vec<Cited>,
    pub reason: String,
    pub declared: Vec<String>,
    pub position: Option<Position>,
    pub yes_if: Vec<String>,
    pub no_if: Vec<String>,
}

pub struct Position {
    pub ours: &'static str,
    pub theirs: &'static str,
    pub by: String,
    pub reason: String,
    pub date: String,
}

pub struct Question {
    pub id: String,
    pub about: String,
    pub question: String,
    pub help: String,
    pub cites: Vec<Cited>,
    pub how: String,
    pub options: Vec<(String, String)>,
    pub settles: String,
}

/// Duties that share a state and a date.
pub struct Group {
    pub title: String,
    pub number: String,
    /// Shown without a click: what binds today.
    pub is_first: bool,
    /// Printed in short: what may never bind.
    pub is_brief: bool,
    pub things: Vec<(String, Vec<DutyRow>)>,
}

pub struct DutyRow {
    pub cited: Cited,
    pub title: String,
    pub what: String,
    /// Each point of the paragraph: its label, and what it asks.
    pub points: Vec<(String, String)>,
    pub who: String,
    pub when: String,
    pub from: String,
    pub evidence: String,
    pub fines: String,
}

pub struct Reading {
    pub title: String,
    pub chosen: String,
    pub other: String,
    pub changes: Vec<String>,
}

pub struct Status {
    pub title: String,
    pub value: &'static str,
    pub checked: String,
    pub age: String,
    pub source: String,
    pub is_old: bool,
}

pub struct Scan {
    pub files: String,
    pub kinds: Vec<(String, Vec<FindingShown>)>,
    pub unassigned: Vec<FindingShown>,
    pub suggested: Vec<String>,
    pub not_read: Vec<String>,
}

impl Sheet {
    /// The sheet of one product; its number where there are several.
    pub fn new(assessment: &Assessment, number: Option<usize>) -> Sheet {
        let assessment = &words::harmless(assessment);
        let verdict = &assessment.verdict;
        let acts = Acts::of(verdict);
        let milestones = summary::milestones(assessment);
        let days = milestones.iter().map(|milestone| DayRow {
            iso: milestone.date.clone(),
            date: date(&milestone.date),
            what: note(milestone),
            acts: milestone
                .acts
                .iter()
                .map(|(act, number)| format!("{act}\u{a0}{number}"))
                .collect::<Vec<_>>()
                .join(", "),
            has_begun: milestone.is_past && milestone.duties > 0,
        });
        let texts = summary::texts(verdict).into_iter().map(|text| TextRow {
            short: acts.short(&text.act),
            title: text.title.clone(),
            text: text.text.clone(),
            in_force: date(&text.in_force),
            link: acts.link(&text.act),
        });
        let statuses: Vec<Status> = summary::statuses(verdict)
            .into_iter()
            .map(|status| Status {
                title: status.title.clone(),
                value: if status.value { "yes" } else { "no" },
                checked: date(&status.checked),
                age: if status.age_days > 0 {
                    format!("{} before", count(status.age_days as usize, "day", "days"))
                } else {
                    String::new()
                },
                source: status.source.clone(),
                is_old: status.age_days > STATUS_OLD_DAYS,
            })
            .collect();
        Sheet {
            level: if number.is_some() { 2 } else { 1 },
            is_only: number.is_none(),
            anchor: number.map_or_else(String::new, |number| format!("p{number}-")),
            subject: verdict.subject.clone(),
            source: assessment.source.clone(),
            on: date(&verdict.on),
            on_iso: verdict.on.clone(),
            texts: texts.collect(),
            glance: summary::glance(assessment),
            alerts: alerts(assessment),
            drawing: drawing(&milestones, verdict.on.parse().ok()),
            days: days.collect(),
            next: milestones
                .iter()
                .find(|milestone| !milestone.is_past && milestone.duties > 0)
                .map(|milestone| milestone.date.clone()),
            things: things(assessment, &acts),
            questions: assessment.questions.iter().map(|question| self::question(question, &acts)).collect(),
            steps: assessment.steps.clone(),
            duties: groups(verdict, &acts),
            readings: readings(verdict),
            assumptions: verdict.assumptions.clone(),
            statuses_old: statuses.iter().filter(|status| status.is_old).count(),
            statuses,
            scan: scan(assessment),
            law: (verdict.law.clone(), verdict.format.clone()),
        }
    }
}

fn alerts(assessment: &Assessment) -> Vec<(String, String)> {
    let mut alerts = Vec::new();
    for conclusion in summary::prohibited(&assessment.verdict) {
        alerts.push((
            "Prohibited practice".to_owned(),
            format!("{}: {}", conclusion.thing, summary::because(conclusion)),
        ));
    }
    for conflict in &assessment.verdict.conflicts {
        alerts.push((
            "Contradiction".to_owned(),
            format!("{} Until it is settled this counts as unknown.", sentence(conflict)),
        ));
    }
    if let Some(scan) = &assessment.scan
        && let Some(first) = scan.unassigned.first()
    {
        let number = count(scan.unassigned.len(), "AI asset belongs", "AI assets belong");
        alerts.push((
            "AI without a system".to_owned(),
            format!("{number} to no declared AI system, such as {} in {}.", first.name, first.path),
        ));
    }
    alerts
}

fn sentence(text: &str) -> String {
    let text = capital(text);
    if text.ends_with('.') { text } else { format!("{text}.") }
}

fn things(assessment: &Assessment, acts: &Acts) -> Vec<Thing> {
    let cut = |(kind, name, conclusions): (&str, &str, Vec<&Conclusion>)| {
        let mut thing = Thing {
            kind: capital(&from_id(kind)),
            name: name.to_owned(),
            yes: Vec::new(),
            open: Vec::new(),
            no: Vec::new(),
        };
        for conclusion in conclusions {
            let row = answer_row(conclusion, &assessment.hinges, acts);
            match conclusion.answer {
                // What a person sees differently is never folded away.
                _ if row.position.is_some() => thing.yes.push(row),
                Answer::Yes => thing.yes.push(row),
                Answer::Unknown => thing.open.push(row),
                Answer::No => thing.no.push(row),
            }
        }
        thing
    };
    summary::things(&assessment.verdict).into_iter().map(cut).collect()
}

fn answer_row(conclusion: &Conclusion, hinges: &[OpenConclusion], acts: &Acts) -> AnswerRow {
    let is_open = conclusion.answer == Answer::Unknown;
    let hinge = hinges.iter().find(|hinge| is_open && hinge.id == conclusion.id && hinge.thing == conclusion.thing);
    let own = format!(" of {}", conclusion.thing);
    let sets = |sets: &[Vec<String>]| sets.iter().map(|set| set.join(" and ").replace(&own, "")).collect();
    AnswerRow {
        answer: conclusion.answer,
        title: conclusion.title.clone(),
        from: dates(&conclusion.from),
        cites: acts.cited_all(&conclusion.cites),
        reason: conclusion.reason.clone(),
        declared: conclusion.declared.clone(),
        position: conclusion.position.as_ref().map(|position| Position {
            ours: words::answer(conclusion.answer),
            theirs: words::answer(position.answer),
            by: position.by.clone(),
            reason: position.reason.clone(),
            date: date(&position.date),
        }),
        yes_if: hinge.map(|hinge| sets(&hinge.yes)).unwrap_or_default(),
        no_if: hinge.map(|hinge| sets(&hinge.no)).unwrap_or_default(),
    }
}

fn question(question: &OpenQuestion, acts: &Acts) -> Question {
    Question {
        id: question.id.clone(),
        about: format!("{} {}", from_id(&question.kind), question.thing),
        question: question.question.clone(),
        help: question.help.clone(),
        cites: acts.cited_all(&question.cites),
        how: match question.answer_type.as_str() {
            "yes-no" => "Answer true or false.",
            "choice" => "Choose one.",
            "any-of" => "Choose all that apply, or none.",
            "number" => "Give a number or a range.",
            "date" => "Give a day or a range.",
            _ => "Name each one, then say that these are all.",
        }
        .to_owned()
            + &question
                .close
                .as_ref()
                .map(|close| format!(" If what you named is all, write {close}."))
                .unwrap_or_default(),
        options: question.options.iter().map(|option| (option.id.clone(), option.title.clone())).collect(),
        settles: match question.settles_at_least {
            0 => String::new(),
            least => format!("Settles at least {}", count(least, "answer", "answers")),
        },
    }
}

fn groups(verdict: &Verdict, acts: &Acts) -> Vec<Group> {
    let groups = summary::duty_groups(&verdict.duties).into_iter().map(|group| {
        let mut things: Vec<(String, Vec<DutyRow>)> = Vec::new();
        for duty in &group.duties {
            let row = duty_row(duty, acts);
            match things.iter_mut().find(|(thing, _)| *thing == duty.thing) {
                Some((_, rows)) => rows.push(row),
                None => things.push((duty.thing.clone(), vec![row])),
            }
        }
        Group {
            title: group.title(),
            number: count(group.duties.len(), "duty", "duties"),
            is_first: group.state == DutyState::Applies && !group.neighbours,
            is_brief: matches!(group.state, DutyState::Open | DutyState::Never),
            things,
        }
    });
    groups.collect()
}

fn duty_row(duty: &Duty, acts: &Acts) -> DutyRow {
    DutyRow {
        cited: acts.cited(&duty.id),
        title: duty.title.clone(),
        what: duty.what.clone(),
        points: duty.points.iter().map(|point| (summary::label(duty, point), point.what.clone())).collect(),
        who: capital(&duty.who.iter().map(|who| from_id(who)).collect::<Vec<_>>().join(", ")),
        when: summary::when(duty),
        from: if duty.state == DutyState::Open { dates(&duty.from) } else { String::new() },
        evidence: summary::evidence(duty),
        fines: summary::fines(duty),
    }
}

fn readings(verdict: &Verdict) -> Vec<Reading> {
    let reading = |reading: &reasoning::verdict::ReadingEffect| Reading {
        title: reading.title.clone(),
        chosen: from_id(&reading.chosen),
        other: from_id(&reading.other),
        changes: reading.changes.clone(),
    };
    verdict.readings.iter().map(reading).collect()
}

fn scan(assessment: &Assessment) -> Option<Scan> {
    let scan = assessment.scan.as_ref()?;
    let mut kinds: Vec<(String, Vec<FindingShown>)> = Vec::new();
    for finding in &scan.findings {
        let kind = capital(&from_id(&finding.kind));
        match kinds.iter_mut().find(|(known, _)| *known == kind) {
            Some((_, list)) => list.push(finding.clone()),
            None => kinds.push((kind, vec![finding.clone()])),
        }
    }
    Some(Scan {
        files: count(scan.files as usize, "file", "files"),
        kinds,
        unassigned: scan.unassigned.clone(),
        suggested: scan.suggested.iter().map(SuggestedFact::words).collect(),
        not_read: scan.not_read.clone(),
    })
}
