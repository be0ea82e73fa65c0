//! `threats/` → the catalogue, with every mistake said.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use domain::Kind;
use rulebook::tree::{Fields, Reading, Tree};
use rulebook::{Condition, KnownProvisions, Mistake, NameId, Rulebook, condition_of};

use crate::fria;
use crate::scale::Scale;
use crate::threat::{Against, Source, Threat};
use crate::words::id;

/// The files of `threats/` by name.
const FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/threats.rs"));

#[derive(Clone, Debug, PartialEq)]
pub struct Catalogue {
    pub threats: Vec<Threat>,
    pub sources: Vec<Source>,
    pub bases: Vec<Basis>,
    pub lacks: Vec<Lack>,
    /// The facts in which the rights assessment of a deployer stands.
    pub rights: Vec<NameId>,
    pub scale: Scale,
    /// The provisions that treatments may point to.
    pub law: KnownProvisions,
}

/// Of whom provisions ask something.
#[derive(Clone, Debug, PartialEq)]
pub struct Basis {
    pub id: String,
    pub on: Kind,
    pub condition: Condition,
    /// Only risks of attacks are its matter.
    pub attacks: bool,
}

/// Something a register can lack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lack {
    pub id: String,
    pub what: String,
    /// It counts where no provision asks for it, too.
    pub always: bool,
    /// By basis, the provisions that ask for it.
    pub cites: BTreeMap<String, Vec<String>>,
}

/// What [`findings`](crate::findings) speaks of; the catalogue has to have each.
pub const LACKS: [&str; 11] = [
    "not-assessed",
    "untreated",
    "treatment-planned",
    "residual-missing",
    "residual-not-accepted",
    "residual-not-judged",
    "overall-not-judged",
    "groups-not-considered",
    "misuse-not-considered",
    "fria-missing",
    "fria-gap",
];

/// The catalogue of this binary, read against the law in use.
pub fn built_in(rulebook: &Rulebook) -> Result<Catalogue, Vec<Mistake>> {
    read(rulebook, FILES)
}

/// Reads the files of a catalogue; the error lists every mistake.
pub fn read(rulebook: &Rulebook, files: &[(&str, &str)]) -> Result<Catalogue, Vec<Mistake>> {
    let law = KnownProvisions::of(rulebook);
    let mut mistakes = Vec::new();
    let mut take = |name: &str| {
        let text = files.iter().find(|(known, _)| *known == name).map(|(_, text)| *text);
        if text.is_none() {
            mistakes.push(Mistake::at(&Path::new("threats").join(name), "the catalogue has no such file"));
        }
        Reading::new(&Path::new("threats").join(name), text.unwrap_or_default())
    };
    let (mut sources, mut findings) = (take("sources.toml"), take("findings.toml"));
    let (mut fria, mut scale) = (take("fria.toml"), take("scale.toml"));
    let sources_read = self::sources(&mut sources);
    let (bases, lacks) = self::findings(&mut findings, rulebook, &law);
    let rights = fria::facts(&mut fria, rulebook);
    let scale_read = scale_of(&mut scale);
    let against = Against { rulebook, law: &law, sources: &sources_read };
    let mut threats = Vec::new();
    let mut ids = BTreeSet::new();
    for (name, text) in files {
        if matches!(*name, "sources.toml" | "findings.toml" | "fria.toml" | "scale.toml") {
            continue;
        }
        let mut reading = Reading::new(&Path::new("threats").join(name), *text);
        for (threat, span) in tables(&mut reading, "threat", |fields| Threat::read(fields, &against)) {
            if !ids.insert(threat.id.clone()) {
                reading.mistake(span, format!("another threat is called `{}`", threat.id));
            }
            threats.push(threat);
        }
        mistakes.append(&mut reading.mistakes);
    }
    for mut reading in [sources, findings, fria, scale] {
        mistakes.append(&mut reading.mistakes);
    }
    match scale_read {
        Some(scale) if mistakes.is_empty() => {
            Ok(Catalogue { threats, sources: sources_read, bases, lacks, rights, scale, law })
        }
        _ => Err(mistakes),
    }
}

impl Catalogue {
    pub fn threat(&self, id: &str) -> Option<&Threat> {
        self.threats.iter().find(|threat| threat.id == id)
    }
}

/// Reads every table of a list with `read`, and says what else stands in the file.
fn tables<T>(reading: &mut Reading, key: &'static str, mut read: impl FnMut(Fields<'_>) -> Option<T>) -> Vec<T> {
    let mut root = reading.root("this file");
    let mut found = Vec::new();
    for (entries, span) in root.tables(key) {
        found.extend(read(Fields::new(root.reading, entries, span, format!("this {key}"))));
    }
    root.done();
    found
}

fn sources(reading: &mut Reading) -> Vec<Source> {
    tables(reading, "source", |mut fields| {
        let [title, repository, commit, document] =
            ["title", "repository", "commit", "document"].map(|key| fields.sentence(key));
        if !fields.has("read") {
            fields.missing("read");
        }
        let read = fields.date("read");
        let mut ids = BTreeMap::new();
        for (key, node) in fields.table("ids").map(|(entries, _)| entries).unwrap_or_default() {
            match node.value {
                Tree::Text(name) => drop(ids.insert(key.name, name)),
                _ => drop(fields.reading.mistake(node.span, format!("`{}` should have its name as a text", key.name))),
            }
        }
        fields.done();
        Some(Source {
            title: title?,
            repository: repository?,
            commit: commit?,
            document: document?,
            read: read?.to_string(),
            ids,
        })
    })
}

fn findings(reading: &mut Reading, rulebook: &Rulebook, law: &KnownProvisions) -> (Vec<Basis>, Vec<Lack>) {
    let mut root = reading.root("this file");
    let mut bases: Vec<Basis> = Vec::new();
    for (entries, span) in root.tables("basis") {
        let mut fields = Fields::new(root.reading, entries, span, "this basis");
        let id = id(&mut fields, "id");
        let on = fields.required_text("on").and_then(|(text, _)| text.parse::<Kind>().ok());
        let condition = condition_of(rulebook, &mut fields, on.unwrap_or(Kind::Product));
        let attacks = fields.bool("attacks").unwrap_or_default();
        if on.is_none() {
            let span = fields.span.clone();
            fields.reading.mistake(span, "`on` is a kind of thing");
        }
        fields.done();
        if let (Some((id, _)), Some(on)) = (id, on) {
            bases.push(Basis { id, on, condition, attacks });
        }
    }
    let mut lacks: Vec<Lack> = Vec::new();
    for (entries, span) in root.tables("finding") {
        let mut fields = Fields::new(root.reading, entries, span, "this finding");
        let (id, what) = (id(&mut fields, "id"), fields.sentence("what"));
        let always = fields.bool("always").unwrap_or_default();
        let mut cites = BTreeMap::new();
        for (key, node) in fields.table("cites").map(|(entries, _)| entries).unwrap_or_default() {
            if !bases.iter().any(|basis| basis.id == key.name) {
                fields.reading.mistake(key.span, format!("there is no basis called `{}`", key.name));
            }
            let Tree::List(items) = node.value else {
                fields.reading.mistake(node.span, "should be a list of citations");
                continue;
            };
            let texts = items.iter().filter_map(|item| Some((item.text()?, item.span.clone())));
            let points = texts
                .filter_map(|(text, span)| law.point(fields.reading, text, span).map(|point| point.to_string()))
                .collect();
            cites.insert(key.name, points);
        }
        fields.done();
        if let (Some((id, _)), Some(what)) = (id, what) {
            lacks.push(Lack { id, what, always, cites });
        }
    }
    root.done();
    for id in LACKS {
        if !lacks.iter().any(|lack| lack.id == id) {
            reading.mistake(0..0, format!("there is no finding called `{id}`"));
        }
    }
    (bases, lacks)
}

fn scale_of(reading: &mut Reading) -> Option<Scale> {
    let mut root = reading.root("this file");
    let table = root.table("scale");
    root.done();
    let (entries, span) = table?;
    let scale = Scale::read(reading, entries, span, None)?;
    Some(Scale { default: true, ..scale })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::BOOK;

    #[test]
    fn the_catalogue_of_this_binary_has_no_mistake() {
        let catalogue = built_in(&BOOK).unwrap_or_else(|mistakes| {
            let all: Vec<String> = mistakes.iter().map(Mistake::to_string).collect();
            panic!("{}", all.join("\n\n"))
        });
        assert!(catalogue.threats.len() >= 45, "{}", catalogue.threats.len());
        let used = |id: &String| catalogue.threats.iter().any(|threat| threat.ids.contains(id));
        let unused: Vec<&String> =
            catalogue.sources.iter().flat_map(|source| source.ids.keys()).filter(|id| !used(id)).collect();
        assert_eq!(unused, Vec::<&String>::new(), "read, and used by no threat");
        assert_eq!((catalogue.scale.likelihood.len(), catalogue.scale.impact.len()), (5, 5));
        assert_eq!(catalogue.rights.len(), 9);
    }

    /// The mistakes of the catalogue with one file exchanged for, or extended by, another.
    fn mistakes(name: &str, text: &str) -> Vec<String> {
        let mut files: Vec<(&str, &str)> = FILES.iter().copied().filter(|(known, _)| *known != name).collect();
        files.push((name, text));
        let mistakes = read(&BOOK, &files).err().unwrap_or_default();
        mistakes
            .iter()
            .map(|mistake| format!("{}:{}: {}", mistake.path.display(), mistake.line, mistake.message))
            .collect()
    }

    #[test]
    fn every_mistake_is_listed_with_its_place() {
        let text = "[[threat]]\nid = \"Bad Id\"\ntitle = \"x\"\non = \"model\"\nstride = [\"spoofin\"]\nharms = [\"safety\"]\n\
             ids = [\"AML.T9999\"]\ntrigger = [{ asset = [\"modelfile\"] }]\ntreatment = [{ do = \"x\", points = [\"cra:13(99)\"] }]\n\
             [[threat]]\nid = \"empty\"\n";
        let found = mistakes("mine.toml", text);
        for wanted in [
            "threats/mine.toml:2: `Bad Id` is not kebab-case",
            "threats/mine.toml:4: `on` knows no `model`",
            "threats/mine.toml:5: `stride` knows no `spoofin`",
            "threats/mine.toml:7: no source was read that has `AML.T9999`",
            "threats/mine.toml:9: the law files know no cra:13(99)",
            "threats/mine.toml:10: this threat has no `title`",
            "threats/mine.toml:10: this threat has no `trigger`",
            "threats/mine.toml:10: this threat has no `harms`",
        ] {
            assert!(found.iter().any(|found| found == wanted), "{wanted} is not in {found:#?}");
        }
    }

    #[test]
    fn a_trigger_that_would_hold_of_the_unknown_is_refused() {
        let threat = |trigger: &str| {
            format!(
                "[[threat]]\nid = \"mine\"\ntitle = \"x\"\non = \"ai-system\"\nharms = [\"safety\"]\n\
                 trigger = [{trigger}]\ntreatment = [{{ do = \"x\", points = [\"aia:9(2)\"] }}]\n"
            )
        };
        assert_eq!(mistakes("mine.toml", &threat("{ all = [\"high-risk\"] }")), Vec::<String>::new());
        for (trigger, says) in [
            ("{ none = [\"high-risk\"] }", "this trigger has no key `none`"),
            ("{ all = [\"high-risc\"] }", "nothing is called `high-risc`"),
            ("{ asset = [\"modelfile\"] }", "there is no kind of asset called `modelfile`"),
        ] {
            let found = mistakes("mine.toml", &threat(trigger));
            assert!(found.iter().any(|found| found.contains(says)), "{trigger}: {found:?}");
        }
    }

    #[test]
    fn two_threats_of_one_name_are_a_mistake() {
        let again = "[[threat]]\nid = \"prompt-injection\"\ntitle = \"x\"\non = \"product\"\nharms = [\"safety\"]\n\
            trigger = [{ signal = [\"sbom\"] }]\ntreatment = [{ do = \"x\", points = [\"cra:13\"] }]\n";
        let found = mistakes("zz.toml", again);
        assert_eq!(found, ["threats/zz.toml:2: another threat is called `prompt-injection`"]);
    }
}
