//! `marque classify`

use app::Failure;
use classify::{Candidate, Terms, classify};
use documents::terminal::{BOLD, DIM, styled, wrapped};

use crate::Outcome;
use crate::args::{Common, Format};
use crate::output;

/// How many candidates of each act are shown.
const SHOWN_MAX: usize = 3;

pub fn run(common: &Common, text: &str) -> Result<Outcome, Failure> {
    super::only(common, &[Format::Terminal, Format::Json], "classify")?;
    let ranking = classify(text, Terms::embedded());
    if common.format == Format::Json {
        return output::json(&ranking).map(|()| Outcome::Fine);
    }
    let width = output::width();
    let mut out = String::new();
    for (title, fact, candidates) in [
        ("Cyber Resilience Act, Annexes III and IV", "core-functionality", &ranking.cra),
        ("AI Act, Annexes I and III", "annex-iii-use", &ranking.aia),
    ] {
        out.push_str(&format!("{}  {}\n", styled(BOLD, title), styled(DIM, &format!("fact: {fact}"))));
        for (at, candidate) in candidates.iter().take(SHOWN_MAX).enumerate() {
            self::candidate(&mut out, at, candidate, width);
        }
        out.push('\n');
    }
    out.push_str("This only suggests: the core functionality, and what the maker intends, decide.\n");
    output::print(&out).map(|()| Outcome::Fine)
}

fn candidate(out: &mut String, at: usize, candidate: &Candidate, width: usize) {
    let share = format!("{:.0} %", candidate.share * 100.0);
    out.push_str(&format!(
        "  {}. {}  {}  {}\n",
        at + 1,
        styled(BOLD, &candidate.id),
        candidate.title,
        styled(DIM, &share)
    ));
    if !candidate.spoke.is_empty() {
        wrapped(out, 6, DIM, &format!("because of: {}", candidate.spoke.join(", ")), width);
    }
    if !candidate.against.is_empty() {
        wrapped(out, 6, DIM, &format!("against it: {}", candidate.against.join(", ")), width);
    }
    // The questions that tell the first candidates apart; the others are for whoever doubts them.
    if at == 0 {
        for question in candidate.questions.iter().take(3) {
            wrapped(out, 6, anstyle::Style::new(), &format!("? {question}"), width);
        }
        wrapped(out, 6, DIM, &candidate.cites.join(", "), width);
    }
}
