//! The mapping report that marque implements, with what it does about each passage and, for a product, where each
//! call to action stands.

use documents::crosswalk::{ActionStatus, DiffersShown, DoesShown, DutyServed, NEVER, Reported, SayingShown};
use domain::Answer;
use domain::citation::Citation;
use reasoning::verdict::{DutyState, Extent, Verdict, verdict};
use reasoning::{Facts, LawChoice, Program, State};
use rulebook::{Rulebook, Saying};

/// The version of the JSON form of `map --report`.
pub const FORMAT: &str = "marque-report/1";

/// The report, of the law alone or for a product.
pub fn report(rulebook: &Rulebook, choice: &LawChoice, product: Option<&Facts>) -> Reported {
    let program = Program::new(rulebook, choice.clone());
    let judged = product.map(|facts| verdict(&program, facts, &mut State::default(), Extent::Plain));
    let sayings = |list: &[Saying], verdict: Option<&Verdict>| -> Vec<SayingShown> {
        list.iter().map(|saying| shown(saying, verdict)).collect()
    };
    let report = &rulebook.report;
    Reported {
        format: FORMAT.to_owned(),
        subject: product.map(|facts| facts.subject().to_owned()),
        on: choice.on.to_string(),
        themes: sayings(&report.themes, None),
        questions: sayings(&report.questions, None),
        actions: sayings(&report.actions, judged.as_ref()),
    }
}

fn shown(saying: &Saying, verdict: Option<&Verdict>) -> SayingShown {
    let does = saying.does.iter().map(|step| DoesShown { run: step.run.clone(), shows: step.shows.clone() });
    let differs = saying.differs.iter().map(|difference| DiffersShown {
        says: difference.says.clone(),
        law: difference.law.clone(),
        cites: difference.cites.clone(),
        severity: difference.severity.clone(),
    });
    SayingShown {
        id: saying.id.clone(),
        title: saying.title.clone(),
        says: saying.says.clone(),
        does: does.collect(),
        differs: differs.collect(),
        status: verdict.map(|verdict| status(saying, verdict)),
    }
}

/// What of an action's questions is decided, and which of its duties bind from when.
fn status(saying: &Saying, verdict: &Verdict) -> ActionStatus {
    let mut status = ActionStatus::default();
    for conclusion in verdict.conclusions.iter().filter(|conclusion| saying.decides.contains(&conclusion.id)) {
        let line = format!("{} ({}): {}", conclusion.id, conclusion.thing, conclusion.answer);
        if conclusion.answer == Answer::Unknown { status.open.push(line) } else { status.decided.push(line) }
    }
    let served: Vec<Citation> = saying.duties.iter().filter_map(|duty| duty.parse().ok()).collect();
    for duty in &verdict.duties {
        let citation = duty.provision().parse::<Citation>().ok();
        if !citation.is_some_and(|own| served.iter().any(|served| served.contains(&own))) {
            continue;
        }
        let when = match duty.state {
            DutyState::Applies => "applies today".to_owned(),
            DutyState::Never => NEVER.to_owned(),
            DutyState::Later => format!("from {}", duty.from.join(" or ")),
            DutyState::Open => "open".to_owned(),
        };
        status.duties.push(DutyServed { id: duty.id.clone(), thing: duty.thing.clone(), when });
    }
    status
}
