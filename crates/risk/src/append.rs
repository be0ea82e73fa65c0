//! What `--seed` adds to `risks.toml`: a row for each threat that has none. What stands there stays, byte for byte.

use std::fmt::Write;

use crate::catalogue::Catalogue;
use crate::seed::Proposed;

const HEAD: &str = "\
# The risks of this product and its AI systems, for people to assess.
# A row without likelihood and impact is open. `marque risk` shows the register, `marque risk scale` the levels.
#
# likelihood = 2
# impact = 3
# groups = [\"children\"]        # vulnerable groups it concerns, or \"none\"
# treatment = [{ do = \"…\", points = [\"…\"], evidence = \"…\", status = \"done\", owner = \"…\", due = YYYY-MM-DD }]
# residual = { likelihood = 1, impact = 3, accepted-by = \"…\", on = YYYY-MM-DD, why = \"…\" }
# not-relevant = \"why\"         # instead of all that
";

/// The file with a row for each proposal, at its end.
pub fn appended(source: Option<&str>, catalogue: &Catalogue, proposed: &[Proposed]) -> String {
    let mut text = source.unwrap_or(HEAD).to_owned();
    for proposed in proposed {
        let Some(threat) = catalogue.threats.get(proposed.threat) else { continue };
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        let _ = writeln!(text, "\n# {}", line(&threat.title));
        for why in &proposed.why {
            let _ = writeln!(text, "#   because of {}", line(why));
        }
        if proposed.more > 0 {
            let _ = writeln!(text, "#   and {} more", proposed.more);
        }
        for suggestion in &threat.treatments {
            let _ = writeln!(text, "#   one can: {} ({})", line(&suggestion.what), suggestion.points.join(", "));
        }
        let _ = writeln!(text, "[[risk]]\nid = {}", quoted(&threat.id));
        if let Some(on) = &proposed.on {
            let _ = writeln!(text, "on = {}", quoted(on));
        }
    }
    text
}

/// Names come from files of others: nothing in them may end the comment.
fn line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{CATALOGUE, Known, asset, facts};
    use crate::register::unwritten;
    use inventory::{AssetKind, Inventory};

    fn proposed(on: Option<&str>, why: &str) -> Proposed {
        let threat = CATALOGUE.threats.iter().position(|threat| threat.id == "drift").unwrap();
        let (on, why) = (on.map(str::to_owned), vec![why.to_owned()]);
        Proposed { threat, thing: None, on, answer: domain::Answer::Yes, why, more: 2 }
    }

    #[test]
    fn what_people_wrote_stays_byte_for_byte() {
        let hand = "# mine\r\n[scale]  # ours\naccept=6\n\n[[risk]]\n  id = 'rain'\ntitle = \"\"\"Rain\"\"\"   # wet";
        let text = appended(Some(hand), &CATALOGUE, &[proposed(Some("a \"b\""), "x")]);
        assert!(text.starts_with(hand));
        let table: toml::Table = text.parse().unwrap();
        assert_eq!(table["risk"][1]["on"].as_str(), Some("a \"b\""));
        assert_eq!(appended(Some(hand), &CATALOGUE, &[]), hand);
    }

    #[test]
    fn a_name_from_a_file_cannot_end_the_comment() {
        let text = appended(None, &CATALOGUE, &[proposed(None, "m\n[[risk]]\nid = \"rain\"\r\u{7}")]);
        let table: toml::Table = text.parse().unwrap();
        assert_eq!(table["risk"].as_array().unwrap().len(), 1);
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig::with_cases(24))]
        /// Whatever a tree holds and a system is called.
        #[test]
        fn seeding_twice_adds_nothing(kinds in proptest::collection::vec(0..AssetKind::ALL.len(), 0..6), name in "\\PC{1,12}", path in ".{0,12}") {
            let assets = kinds.iter().map(|at| asset(AssetKind::ALL[*at], &path, &path, &[("format", "pickle")])).collect();
            let declared = format!("[product]\nname = \"Door Eye\"\n[[ai-system]]\nname = {}\nkeeps-learning = true\n", quoted(&format!("s{name}")));
            let known = Known::new(facts(&declared), Inventory { assets, ..Inventory::default() });
            let first = unwritten(&CATALOGUE, &known.subject(), &known.written(""));
            proptest::prop_assert!(!first.is_empty());
            let text = appended(None, &CATALOGUE, &first);
            let written = known.written(&text);
            proptest::prop_assert_eq!(written.risks.len(), first.len());
            proptest::prop_assert_eq!(unwritten(&CATALOGUE, &known.subject(), &written), vec![]);
        }
    }
}
