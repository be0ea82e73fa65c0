//! What a report says before its details: an assessment at a glance, when things start, what needs attention.

use std::collections::BTreeMap;

use domain::{Answer, Day};
use reasoning::verdict::{Conclusion, Duty, DutyState, Fine, PointOwed, StatusUsed, TextUsed, Verdict};

use crate::Assessment;
use crate::words::{Acts, capital, count, date, dates, from_id};

/// A status checked longer ago than this is shown as old.
pub const STATUS_OLD_DAYS: i32 = 90;

/// The kinds of thing in the order a reader expects them.
const KINDS: [&str; 7] = ["product", "release", "ai-system", "model", "sector-act", "event", "organisation"];

/// The line of the overview that says which AI systems are high-risk.
pub const HIGH_RISK: &str = "High-risk AI systems";

/// Whether the Cyber Resilience Act applies to the product. Class and role are judged without it: Articles 3, 7 and 8
/// ask what a product is and does, Article 2 whether that matters.
const CRA_SCOPE: &str = "cra-in-scope";

/// The conformity procedures of the AI Act, among its other routes.
const AI_ROUTES: [&str; 3] = ["aia-annex-vi", "aia-annex-vii", "aia-sector-procedure"];

/// One line of the overview.
#[derive(Clone, Debug, PartialEq)]
pub struct GlanceRow {
    pub label: String,
    pub items: Vec<GlanceItem>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct GlanceItem {
    /// Shown as a mark, where the item is an answer.
    pub answer: Option<Answer>,
    pub text: String,
    pub note: String,
}

impl GlanceItem {
    fn plain(text: impl Into<String>, note: impl Into<String>) -> GlanceItem {
        GlanceItem { answer: None, text: text.into(), note: note.into() }
    }
}

/// The overview: scope, class, route, roles, AI systems, duties, the next date, what is open.
pub fn glance(assessment: &Assessment) -> Vec<GlanceRow> {
    let verdict = &assessment.verdict;
    let mut rows = Vec::new();
    let mut row = |label: &str, items: Vec<GlanceItem>| {
        if !items.is_empty() {
            rows.push(GlanceRow { label: label.to_owned(), items });
        }
    };
    let product: Vec<&Conclusion> =
        verdict.conclusions.iter().filter(|conclusion| is_about_the_product(conclusion)).collect();
    row("Cyber Resilience Act", scope(verdict, CRA_SCOPE));
    row("AI\u{a0}Act", scope(verdict, "aia-in-scope"));
    let out_of_scope = product.iter().any(|conclusion| conclusion.id == CRA_SCOPE && conclusion.answer == Answer::No);
    let of_product = |tier| if out_of_scope { Vec::new() } else { settled(&product, tier) };
    row("Class", of_product("class"));
    let mut routes = of_product("route");
    routes.extend(ai_routes(verdict));
    row("Conformity route", routes);
    row("Our roles", roles(verdict));
    row(HIGH_RISK, ai_systems(verdict));
    let of = |state: DutyState| verdict.duties.iter().filter(|duty| duty.state == state && !duty.neighbour).count();
    let mut note = format!("{} later, {} open", of(DutyState::Later), of(DutyState::Open));
    let beside = verdict.duties.iter().filter(|duty| duty.neighbour && duty.state == DutyState::Applies).count();
    if beside > 0 {
        note.push_str(&format!("; {beside} today under neighbouring acts"));
    }
    row("Duties today", vec![GlanceItem::plain(of(DutyState::Applies).to_string(), note)]);
    let next = milestones(assessment).into_iter().find(|milestone| !milestone.is_past && milestone.duties > 0);
    row(
        "Next date",
        vec![match next {
            Some(next) => {
                GlanceItem::plain(date(&next.date), format!("{} start", count(next.duties, "duty", "duties")))
            }
            None => GlanceItem::plain("None known", ""),
        }],
    );
    let conflicts = match verdict.conflicts.len() {
        0 => String::new(),
        number => count(number, "contradiction", "contradictions"),
    };
    row("Open questions", vec![GlanceItem::plain(assessment.questions.len().to_string(), conflicts)]);
    rows
}

/// Whether a class or role of a product holds without effect, because the Regulation does not apply to it.
pub fn is_without_effect(conclusion: &Conclusion, all: &[Conclusion]) -> bool {
    let of_the_cra = conclusion.cites.iter().all(|citation| citation.starts_with("cra:"));
    let applies_not =
        |other: &Conclusion| other.id == CRA_SCOPE && other.answer == Answer::No && other.thing == conclusion.thing;
    conclusion.answer == Answer::Yes
        && matches!(conclusion.tier.as_str(), "class" | "role")
        && of_the_cra
        && all.iter().any(applies_not)
}

fn is_about_the_product(conclusion: &Conclusion) -> bool {
    matches!(conclusion.kind.as_str(), "product" | "release")
}

/// Whether an act applies: each answer once, with the things it is given for.
fn scope(verdict: &Verdict, id: &str) -> Vec<GlanceItem> {
    let mut items: Vec<GlanceItem> = Vec::new();
    for conclusion in verdict.conclusions.iter().filter(|conclusion| conclusion.id == id) {
        match items.iter_mut().find(|item| item.answer == Some(conclusion.answer)) {
            Some(item) => item.note = format!("{}, {}", item.note, conclusion.thing),
            None => items.push(GlanceItem {
                answer: Some(conclusion.answer),
                text: "In scope".into(),
                note: conclusion.thing.clone(),
            }),
        }
    }
    items
}

/// How the AI systems are to be assessed.
fn ai_routes(verdict: &Verdict) -> Vec<GlanceItem> {
    let is_route =
        |conclusion: &&Conclusion| conclusion.answer == Answer::Yes && AI_ROUTES.contains(&conclusion.id.as_str());
    let item = |conclusion: &Conclusion| GlanceItem {
        answer: Some(Answer::Yes),
        text: conclusion.title.clone(),
        note: conclusion.thing.clone(),
    };
    verdict.conclusions.iter().filter(is_route).map(item).collect()
}

/// The conclusions of one tier that hold; if none does, those that may.
fn settled(conclusions: &[&Conclusion], tier: &str) -> Vec<GlanceItem> {
    let of = |answer: Answer| {
        conclusions.iter().filter(move |conclusion| conclusion.tier == tier && conclusion.answer == answer)
    };
    let item = |conclusion: &&Conclusion, answer: Answer| {
        let position = conclusion
            .position
            .as_ref()
            .map(|position| format!("{} says {}", position.by, crate::words::answer(position.answer)));
        let from = if conclusion.from.is_empty() { None } else { Some(format!("from {}", dates(&conclusion.from))) };
        let note: Vec<String> = from.into_iter().chain(position).collect();
        GlanceItem { answer: Some(answer), text: conclusion.title.clone(), note: note.join("; ") }
    };
    let yes: Vec<GlanceItem> = of(Answer::Yes).map(|conclusion| item(conclusion, Answer::Yes)).collect();
    if !yes.is_empty() {
        return yes;
    }
    let open: Vec<GlanceItem> = of(Answer::Unknown).map(|conclusion| item(conclusion, Answer::Unknown)).collect();
    if open.len() > 3 {
        return vec![GlanceItem {
            answer: Some(Answer::Unknown),
            text: format!("{} are possible", open.len()),
            note: String::new(),
        }];
    }
    open
}

/// The roles we have, each once, with the things we have them for; then how many are open.
fn roles(verdict: &Verdict) -> Vec<GlanceItem> {
    let mut items: Vec<GlanceItem> = Vec::new();
    let of = |answer: Answer| {
        verdict.conclusions.iter().filter(move |conclusion| conclusion.tier == "role" && conclusion.answer == answer)
    };
    for conclusion in of(Answer::Yes) {
        match items.iter_mut().find(|item| item.text == conclusion.title) {
            Some(item) => item.note = format!("{}, {}", item.note, conclusion.thing),
            None => items.push(GlanceItem {
                answer: Some(Answer::Yes),
                text: conclusion.title.clone(),
                note: conclusion.thing.clone(),
            }),
        }
    }
    let mut open: Vec<String> = of(Answer::Unknown).map(|conclusion| from_id(&conclusion.id)).collect();
    open.sort();
    open.dedup();
    if !open.is_empty() {
        let text =
            if open.len() <= 3 { capital(&open.join(", ")) } else { format!("{} roles are possible", open.len()) };
        items.push(GlanceItem { answer: Some(Answer::Unknown), text, note: String::new() });
    }
    items
}

/// Each AI system with what weighs most about it.
fn ai_systems(verdict: &Verdict) -> Vec<GlanceItem> {
    let mut names: Vec<&str> = Vec::new();
    for conclusion in verdict.conclusions.iter().filter(|conclusion| conclusion.kind == "ai-system") {
        if !names.contains(&conclusion.thing.as_str()) {
            names.push(&conclusion.thing);
        }
    }
    let find = |name: &str, id: &str| {
        verdict.conclusions.iter().find(|conclusion| conclusion.thing == name && conclusion.id == id)
    };
    names
        .into_iter()
        .map(|name| {
            let is_prohibited =
                find(name, "prohibited-practice").is_some_and(|prohibited| prohibited.answer == Answer::Yes);
            let (answer, from) =
                find(name, "high-risk").map_or((Answer::Unknown, &[] as &[String]), |high| (high.answer, &high.from));
            let from = if from.is_empty() { None } else { Some(format!("from {}", dates(from))) };
            let prohibited = is_prohibited.then(|| "a prohibited practice".to_owned());
            let note = prohibited.into_iter().chain(from).collect::<Vec<_>>().join("; ");
            GlanceItem { answer: Some(answer), text: name.to_owned(), note }
        })
        .collect()
}

/// A day on which duties start.
#[derive(Clone, Debug, PartialEq)]
pub struct Milestone {
    pub day: Day,
    /// As `2027-12-11`.
    pub date: String,
    pub is_past: bool,
    /// How many start for certain, and how many only perhaps.
    pub duties: usize,
    pub perhaps: usize,
    /// The certain ones by act, in the order of the duties.
    pub acts: Vec<(String, usize)>,
}

/// The days on which duties start, earliest first.
pub fn milestones(assessment: &Assessment) -> Vec<Milestone> {
    let verdict = &assessment.verdict;
    let names = Acts::of(verdict);
    let today: Option<Day> = verdict.on.parse().ok();
    let mut days: BTreeMap<Day, Milestone> = BTreeMap::new();
    for duty in verdict.duties.iter().filter(|duty| duty.state != DutyState::Never) {
        for from in &duty.from {
            let Ok(day) = from.parse::<Day>() else { continue };
            if !duty.is_news(day, today) {
                continue;
            }
            let milestone = days.entry(day).or_insert_with(|| Milestone {
                day,
                date: from.clone(),
                is_past: today.is_some_and(|today| day <= today),
                duties: 0,
                perhaps: 0,
                acts: Vec::new(),
            });
            if duty.state == DutyState::Open {
                milestone.perhaps += 1;
                continue;
            }
            milestone.duties += 1;
            let act = names.short(act_of(&duty.id));
            match milestone.acts.iter_mut().find(|(known, _)| *known == act) {
                Some((_, number)) => *number += 1,
                None => milestone.acts.push((act, 1)),
            }
        }
    }
    days.into_values().collect()
}

/// The prefix of a citation.
pub fn act_of(id: &str) -> &str {
    id.split_once(':').map_or(id, |(act, _)| act)
}

/// Duties that share a state and, if they start later, a date.
#[derive(Clone, Debug, PartialEq)]
pub struct DutyGroup<'a> {
    /// They come from neighbouring acts.
    pub neighbours: bool,
    pub state: DutyState,
    /// As in `Duty::from`; empty unless they start later.
    pub from: Vec<String>,
    pub duties: Vec<&'a Duty>,
}

impl DutyGroup<'_> {
    pub fn title(&self) -> String {
        let title = match self.state {
            DutyState::Applies => "Today".to_owned(),
            DutyState::Later => format!("From {}", dates(&self.from)),
            DutyState::Open => "Still open".to_owned(),
            DutyState::Never => "Never, because of a transition".to_owned(),
        };
        if self.neighbours { format!("Neighbouring acts: {}", title.to_lowercase()) } else { title }
    }
}

/// Today's duties, later ones by date, open ones, then those that never start; those of neighbouring acts last.
pub fn duty_groups(duties: &[Duty]) -> Vec<DutyGroup<'_>> {
    let mut groups: BTreeMap<(bool, DutyState, &[String]), Vec<&Duty>> = BTreeMap::new();
    for duty in duties {
        let from: &[String] = if duty.state == DutyState::Later { &duty.from } else { &[] };
        groups.entry((duty.neighbour, duty.state, from)).or_default().push(duty);
    }
    let group = |((neighbours, state, from), duties): ((bool, DutyState, &[String]), _)| DutyGroup {
        neighbours,
        state,
        from: from.to_vec(),
        duties,
    };
    groups.into_iter().map(group).collect()
}

/// The things of a verdict, as kind and name, with their conclusions.
pub fn things(verdict: &Verdict) -> Vec<(&str, &str, Vec<&Conclusion>)> {
    let mut things: Vec<(&str, &str, Vec<&Conclusion>)> = Vec::new();
    for conclusion in &verdict.conclusions {
        match things.iter_mut().find(|(kind, thing, _)| *kind == conclusion.kind && *thing == conclusion.thing) {
            Some((_, _, list)) => list.push(conclusion),
            None => things.push((&conclusion.kind, &conclusion.thing, vec![conclusion])),
        }
    }
    things.sort_by_key(|(kind, _, _)| KINDS.iter().position(|known| known == kind));
    things
}

/// What must not be overlooked: a practice that is or may be prohibited.
pub fn prohibited(verdict: &Verdict) -> impl Iterator<Item = &Conclusion> {
    verdict
        .conclusions
        .iter()
        .filter(|conclusion| conclusion.id == "prohibited-practice" && conclusion.answer == Answer::Yes)
}

/// Why a conclusion holds: the reason of its rule, or who declared it.
pub fn because(conclusion: &Conclusion) -> String {
    if conclusion.reason.is_empty() { conclusion.declared.join("; ") } else { conclusion.reason.clone() }
}

/// Statuses, the longest unchecked first.
pub fn statuses(verdict: &Verdict) -> Vec<&StatusUsed> {
    let mut statuses: Vec<&StatusUsed> = verdict.statuses.iter().collect();
    statuses.sort_by_key(|status| std::cmp::Reverse(status.age_days));
    statuses
}

/// When a duty is to be done, and to whom: `Severe incident: 72 hours from became aware, to ENISA`.
pub fn when(duty: &Duty) -> String {
    let mut when = match duty.when.strip_prefix("when: ") {
        Some(event) => capital(event),
        None => capital(&duty.when),
    };
    if let Some(clock) = &duty.clock {
        when = format!("{when}: {clock}");
    }
    if !duty.to.is_empty() {
        let to: Vec<String> = duty.to.iter().map(|to| from_id(to)).collect();
        when = format!("{when}, to {}", to.join(" and "));
    }
    if let Some(language) = &duty.language {
        when = format!("{when}, in a language {}", from_id(language));
    }
    when
}

/// The paper a duty asks for and what else would show that it is met, each once.
/// How a point is called below its duty: `(a)`.
pub fn label(duty: &Duty, point: &PointOwed) -> String {
    let own = duty.provision();
    point.citation.strip_prefix(own).unwrap_or(&point.citation).to_owned()
}

pub fn evidence(duty: &Duty) -> String {
    let mut list: Vec<String> = Vec::new();
    for id in duty.document.iter().chain(&duty.evidence) {
        let words = from_id(id);
        if !list.contains(&words) {
            list.push(words);
        }
    }
    capital(&list.join(", "))
}

/// The ceilings of the fine in words, without those that certainly do not count.
pub fn fines(duty: &Duty) -> String {
    let fines: Vec<String> = duty.fines.iter().filter_map(|fine| self::fine(fine, &duty.from)).collect();
    capital(&fines.join("; "))
}

fn fine(fine: &Fine, duty_from: &[String]) -> Option<String> {
    let perhaps = match fine.holds {
        Answer::No => return None,
        Answer::Unknown => "perhaps ",
        Answer::Yes => "",
    };
    if fine.amount == 0.0 {
        return Some(format!("{perhaps}no fine"));
    }
    let amount = crate::terminal::thousands(fine.amount).replace(' ', "\u{a0}");
    let share = match fine.percent {
        percent if percent > 0.0 => format!(" or {percent}\u{a0}% of turnover, the {}", fine.whichever),
        _ => String::new(),
    };
    // Worth saying where the fine starts later than the duty. As text, days stand in order and never after all of them.
    let is_later = fine.from.iter().max() > duty_from.iter().max();
    let from = if is_later { format!(", from {}", dates(&fine.from)) } else { String::new() };
    Some(format!("{perhaps}EUR\u{a0}{amount}{share}{from}"))
}

/// The acts that the answers and duties of a verdict rest on, with the text used; without the neighbouring ones.
pub fn texts(verdict: &Verdict) -> Vec<&TextUsed> {
    let cites = verdict.conclusions.iter().flat_map(|conclusion| &conclusion.cites);
    let mut used: Vec<&str> = cites.chain(verdict.duties.iter().map(|duty| &duty.id)).map(|id| act_of(id)).collect();
    used.sort_unstable();
    used.dedup();
    let is_used = |text: &&TextUsed| text.neighbour.is_none() && used.contains(&text.act.as_str());
    verdict.texts.iter().filter(is_used).collect()
}
