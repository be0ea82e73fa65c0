//! The fundamental rights impact assessment of a deployer: which facts of an AI system it stands in.

use domain::{Answer, Kind};
use rulebook::mistake::did_you_mean;
use rulebook::tree::Reading;
use rulebook::{FactType, NameId, Rulebook, What};

use crate::Catalogue;
use crate::findings::Asked;
use crate::seed::Subject;
use crate::shown::{FriaAnswer, FriaShown};

/// Reads `facts` of `fria.toml`: texts about an AI system.
pub(crate) fn facts(reading: &mut Reading, rulebook: &Rulebook) -> Vec<NameId> {
    let is_text = |id: &NameId| {
        let name = rulebook.name(*id);
        name.on == Kind::AiSystem && matches!(name.what, What::Fact(FactType::Text { .. }))
    };
    let mut fields = reading.root("this file");
    let mut facts = Vec::new();
    for (text, span) in fields.texts("facts") {
        match rulebook.find(&text).filter(is_text) {
            Some(id) => facts.push(id),
            None => {
                let help = did_you_mean(&text, rulebook.names.iter().map(|name| name.id.as_str()));
                fields.reading.mistake_with_help(span, format!("`{text}` is no text about an AI system"), help);
            }
        }
    }
    fields.done();
    facts
}

/// The assessment of each AI system of which one is due, or of which something is said.
pub(crate) fn assessments(catalogue: &Catalogue, subject: &Subject<'_>, asked: &Asked<'_>) -> Vec<FriaShown> {
    let (rulebook, facts) = (subject.program.rulebook, subject.facts);
    let mut shown = Vec::new();
    for at in facts.of_kind(Kind::AiSystem) {
        let thing = facts.thing(at);
        let answers = catalogue.rights.iter().map(|id| {
            let name = rulebook.name(*id);
            let said = thing.texts.iter().filter(|said| said.name == *id).flat_map(|said| said.texts.iter().cloned());
            let said: Vec<String> = said.collect();
            FriaAnswer {
                key: name.id.clone(),
                question: name.title.clone(),
                cites: name.cites.clone(),
                answer: (!said.is_empty()).then(|| said.join("; ")),
            }
        });
        let answers = answers.collect();
        let due = asked.of("fria-missing", Some(at), false).asked;
        let assessment = FriaShown { system: thing.name.clone(), due, answers };
        if due == Answer::Yes || assessment.is_begun() {
            shown.push(assessment);
        }
    }
    shown
}
