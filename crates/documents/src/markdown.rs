//! Markdown for pull requests, issues and wikis: one sentence a line, tables where the content is one.

pub(crate) mod escape;

use std::fmt::Write;

use domain::Answer;
use reasoning::verdict::{Conclusion, Duty, DutyState, Verdict};

use self::escape::{code, lines, text};
use crate::assessment::{Assessment, FindingShown, OpenConclusion, OpenQuestion, ScanSummary};
use crate::summary::{self, DutyGroup, STATUS_OLD_DAYS};
use crate::words::{self, Acts, answer, capital, count, date, dates, from_id, harmless};

/// The report on one product.
pub fn assessment(assessment: &Assessment) -> String {
    let assessment = &harmless(assessment);
    let verdict = &assessment.verdict;
    let acts = Acts::of(verdict);
    let mut out = String::new();
    let _ = writeln!(out, "# {}\n", text(&verdict.subject));
    let _ = writeln!(out, "EU product law on {}.", date(&verdict.on));
    let _ = writeln!(out, "Facts from {}.", code(&assessment.source));
    glance(&mut out, assessment);
    conclusions(&mut out, assessment, &acts);
    days(&mut out, assessment);
    questions(&mut out, &assessment.questions, &acts);
    if !assessment.steps.is_empty() {
        heading(&mut out, "Next steps");
        for step in &assessment.steps {
            let _ = writeln!(out, "1. {}: {}", code(&step.command), text(&step.reason));
        }
    }
    if !verdict.duties.is_empty() {
        heading(&mut out, "Duties");
        for group in summary::duty_groups(&verdict.duties) {
            duty_group(&mut out, &group, "###", &|id| linked(&acts, id));
        }
    }
    readings(&mut out, verdict);
    given(&mut out, verdict, &acts);
    if let Some(scan) = &assessment.scan {
        self::scan(&mut out, scan);
    }
    let _ = writeln!(out, "\nNot legal advice.");
    let _ = writeln!(out, "Law files {}, form {}.", code(&verdict.law), code(&verdict.format));
    out
}

/// The duties of one product.
pub fn duties(subject: &str, duties: &[Duty]) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "# Duties for {}\n", text(subject));
    if duties.is_empty() {
        let _ = writeln!(out, "No duty fits.");
    }
    for group in summary::duty_groups(duties) {
        duty_group(&mut out, &group, "##", &code);
    }
    out
}

fn heading(out: &mut String, title: &str) {
    let _ = writeln!(out, "\n## {title}\n");
}

fn glance(out: &mut String, assessment: &Assessment) {
    heading(out, "At a glance");
    for conflict in &assessment.verdict.conflicts {
        let _ = writeln!(out, "> **Contradiction:** {}\n", text(conflict));
    }
    for conclusion in summary::prohibited(&assessment.verdict) {
        let _ = writeln!(
            out,
            "> **Prohibited practice:** {}: {}\n",
            text(&conclusion.thing),
            text(&summary::because(conclusion))
        );
    }
    let _ = writeln!(out, "| | |\n|---|---|");
    for row in summary::glance(assessment) {
        let items: Vec<String> = row
            .items
            .iter()
            .map(|item| {
                let mark = item.answer.map(|value| format!("**{}** ", answer(value))).unwrap_or_default();
                let note = if item.note.is_empty() { String::new() } else { format!(" ({})", text(&item.note)) };
                format!("{mark}{}{note}", text(&item.text))
            })
            .collect();
        let _ = writeln!(out, "| {} | {} |", row.label, items.join("<br>"));
    }
}

fn conclusions(out: &mut String, assessment: &Assessment, acts: &Acts) {
    heading(out, "Answers");
    for (kind, name, conclusions) in summary::things(&assessment.verdict) {
        let _ = writeln!(out, "### {} {}\n", capital(&from_id(kind)), text(name));
        let is_shown = |conclusion: &&&Conclusion| conclusion.answer == Answer::Yes || conclusion.position.is_some();
        let shown: Vec<&&Conclusion> = conclusions.iter().filter(is_shown).collect();
        if !shown.is_empty() {
            let _ = writeln!(out, "| Answer | Conclusion | From | Rests on | Why |\n|---|---|---|---|---|");
            for conclusion in shown {
                settled(out, conclusion, acts);
            }
            out.push('\n');
        }
        let open: Vec<&&Conclusion> = conclusions
            .iter()
            .filter(|conclusion| conclusion.answer == Answer::Unknown && conclusion.position.is_none())
            .collect();
        if !open.is_empty() {
            let _ = writeln!(out, "| Open | If so, from | Yes if | No if |\n|---|---|---|---|");
            for conclusion in open {
                let hinge =
                    assessment.hinges.iter().find(|hinge| hinge.id == conclusion.id && hinge.thing == conclusion.thing);
                let sets = |pick: fn(&OpenConclusion) -> &Vec<Vec<String>>| {
                    let own = format!(" of {}", conclusion.thing);
                    let sets = hinge.map(|hinge| {
                        pick(hinge).iter().map(|set| text(&set.join(" and ").replace(&own, ""))).collect::<Vec<_>>()
                    });
                    sets.unwrap_or_default().join("; or ")
                };
                let cites = all_linked(acts, &conclusion.cites);
                let _ = writeln!(
                    out,
                    "| {} ({cites}) | {} | {} | {} |",
                    text(&conclusion.title),
                    dates(&conclusion.from),
                    sets(|hinge| &hinge.yes),
                    sets(|hinge| &hinge.no)
                );
            }
            out.push('\n');
        }
        let no: Vec<String> = conclusions
            .iter()
            .filter(|conclusion| conclusion.answer == Answer::No && conclusion.position.is_none())
            .map(|conclusion| format!("- {} ({})", text(&conclusion.title), all_linked(acts, &conclusion.cites)))
            .collect();
        if !no.is_empty() {
            folded(out, &count(no.len(), "answer is no", "answers are no"), &no.join("\n"));
        }
    }
}

fn settled(out: &mut String, conclusion: &Conclusion, acts: &Acts) {
    let mut why = text(&conclusion.reason);
    for declared in &conclusion.declared {
        let _ = write!(why, "<br>{}", text(declared));
    }
    if let Some(position) = &conclusion.position {
        let (by, reason) = (text(&position.by), text(&position.reason));
        let _ =
            write!(why, "<br>**Position of {by} on {}: {}.** {reason}", date(&position.date), answer(position.answer));
    }
    let cites = all_linked(acts, &conclusion.cites);
    let _ = writeln!(
        out,
        "| **{}** | {} | {} | {cites} | {why} |",
        answer(conclusion.answer),
        text(&conclusion.title),
        dates(&conclusion.from)
    );
}

fn days(out: &mut String, assessment: &Assessment) {
    let milestones = summary::milestones(assessment);
    if milestones.is_empty() {
        return;
    }
    heading(out, "Timeline");
    let _ = writeln!(out, "| Day | Duties that start | Perhaps | By act |\n|---|---:|---:|---|");
    for milestone in milestones {
        let acts: Vec<String> = milestone.acts.iter().map(|(act, number)| format!("{act} {number}")).collect();
        let begun = if milestone.is_past { " (in force)" } else { "" };
        let _ = writeln!(
            out,
            "| {}{begun} | {} | {} | {} |",
            date(&milestone.date),
            milestone.duties,
            milestone.perhaps,
            acts.join(", ")
        );
    }
}

fn questions(out: &mut String, questions: &[OpenQuestion], acts: &Acts) {
    if questions.is_empty() {
        return;
    }
    heading(out, "Open questions");
    for question in questions {
        let about = format!("{} {}", from_id(&question.kind), question.thing);
        let cites =
            if question.cites.is_empty() { String::new() } else { format!("; {}", all_linked(acts, &question.cites)) };
        let _ = writeln!(out, "1. {}", lines(&question.question));
        let _ = writeln!(out, "   {} of the {}{cites}.", code(&question.id), text(&about));
        if let Some(close) = &question.close {
            let _ = writeln!(out, "   If what you named is all, write {}.", code(close));
        }
        if !question.options.is_empty() {
            out.push('\n');
            for option in &question.options {
                let _ = writeln!(out, "   - {}: {}", code(&option.id), text(&option.title));
            }
        }
    }
}

fn duty_group(out: &mut String, group: &DutyGroup<'_>, level: &str, cite: &dyn Fn(&str) -> String) {
    let _ = writeln!(out, "{level} {} ({})\n", group.title(), group.duties.len());
    let _ = writeln!(out, "| Duty | What | Who | When | Evidence | Fine, at most |\n|---|---|---|---|---|---|");
    for duty in &group.duties {
        let mut when = text(&summary::when(duty));
        if duty.state == DutyState::Open && !duty.from.is_empty() {
            let _ = write!(when, "<br>If it binds, from {}", dates(&duty.from));
        }
        let _ = writeln!(
            out,
            "| {} **{}**<br>{} | {} | {} | {when} | {} | {} |",
            cite(&duty.id),
            text(&duty.title),
            text(&duty.thing),
            what(duty),
            words_of(duty.who.iter()),
            text(&summary::evidence(duty)),
            summary::fines(duty)
        );
    }
    out.push('\n');
}

fn what(duty: &Duty) -> String {
    let mut what = text(&duty.what);
    for point in &duty.points {
        let _ = write!(what, "<br>{} {}", text(&summary::label(duty, point)), text(&point.what));
    }
    what
}

fn words_of<'i>(ids: impl Iterator<Item = &'i String>) -> String {
    ids.map(|id| text(&from_id(id))).collect::<Vec<_>>().join(", ")
}

fn readings(out: &mut String, verdict: &Verdict) {
    if verdict.readings.is_empty() {
        return;
    }
    heading(out, "Contested readings");
    for reading in &verdict.readings {
        let _ = writeln!(out, "- **{}**", text(&reading.title));
        let _ = writeln!(out, "  Taken here: {}.", code(&reading.chosen));
        let _ = writeln!(
            out,
            "  If {} is right, {} otherwise:",
            code(&reading.other),
            count(reading.changes.len(), "answer is", "answers are")
        );
        for change in &reading.changes {
            let _ = writeln!(out, "  - {}", text(change));
        }
    }
}

fn given(out: &mut String, verdict: &Verdict, acts: &Acts) {
    heading(out, "Taken as given");
    for assumption in &verdict.assumptions {
        let _ = writeln!(out, "- {}", text(assumption));
    }
    for used in summary::texts(verdict) {
        let title = text(&used.title);
        let title = acts.link(&used.act).map(|link| format!("[{title}]({link})")).unwrap_or(title);
        let _ = writeln!(out, "- {title}: text {}, in force since {}", code(&used.text), date(&used.in_force));
    }
    let statuses = summary::statuses(verdict);
    if statuses.is_empty() {
        return;
    }
    let mut table = String::from("| Fact of the law | So | Checked | Where |\n|---|---|---|---|");
    for status in &statuses {
        let old = if status.age_days > STATUS_OLD_DAYS { " (**old**)" } else { "" };
        let so = if status.value { "yes" } else { "no" };
        let _ = write!(
            table,
            "\n| {} | {so} | {}{old} | {} |",
            text(&status.title),
            date(&status.checked),
            text(&status.source)
        );
    }
    out.push('\n');
    folded(out, &count(statuses.len(), "fact of the law", "facts of the law"), &table);
}

fn scan(out: &mut String, scan: &ScanSummary) {
    heading(out, "What the scan saw");
    let _ = writeln!(out, "It read {}.", count(scan.files as usize, "file", "files"));
    let _ = writeln!(out, "What it did not find is not proved absent.");
    let list = |out: &mut String, title: &str, findings: &[FindingShown]| {
        if findings.is_empty() {
            return;
        }
        let _ = writeln!(out, "\n{title}:\n");
        for finding in findings {
            let line = finding.line.map(|line| format!(":{line}")).unwrap_or_default();
            let more = if finding.count > 1 { format!(", {} places", finding.count) } else { String::new() };
            let place = if finding.place == "product" { String::new() } else { format!(", {}", finding.place) };
            let _ = writeln!(
                out,
                "- {}: {} in {}{more}{place}",
                from_id(&finding.kind),
                text(&finding.name),
                code(&format!("{}{line}", finding.path))
            );
        }
    };
    list(out, "Found", &scan.findings);
    list(out, "In no declared AI system", &scan.unassigned);
    if !scan.suggested.is_empty() {
        let _ = writeln!(out, "\nFacts that it shows:\n");
        for fact in &scan.suggested {
            let _ = writeln!(out, "- {}", text(&fact.words()));
        }
    }
    if !scan.not_read.is_empty() {
        let _ = writeln!(out, "\nNot read:\n");
        for line in &scan.not_read {
            let _ = writeln!(out, "- {}", text(line));
        }
    }
}

/// Markdown that opens with a click, where the reader is GitHub.
fn folded(out: &mut String, title: &str, content: &str) {
    let _ = writeln!(out, "<details>\n<summary>{title}</summary>\n\n{content}\n\n</details>\n");
}

fn all_linked(acts: &Acts, ids: &[String]) -> String {
    acts.cited_all(ids).iter().map(link).collect::<Vec<_>>().join(", ")
}

fn linked(acts: &Acts, id: &str) -> String {
    link(&acts.cited(id))
}

fn link(cited: &words::Cited) -> String {
    let words = text(&cited.text);
    cited.link.as_ref().map(|link| format!("[{words}]({link})")).unwrap_or(words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;

    #[test]
    fn a_hostile_name_stays_text_in_the_report() {
        let mut hostile = fixture::assessment();
        hostile.verdict.subject = "x | <img src=x onerror=alert(1)>\n\n# y".into();
        let report = assessment(&hostile);
        assert!(report.starts_with("# x \\| &lt;img src=x onerror=alert(1)&gt;  \\# y\n"), "{report}");
    }

    #[test]
    fn every_row_of_a_table_has_as_many_cells_as_its_head() {
        let report = format!(
            "{}{}",
            assessment(&fixture::assessment()),
            duties("Door Eye", &fixture::assessment().verdict.duties)
        );
        let cells = |line: &str| line.replace("\\|", "").matches('|').count();
        let mut head = None;
        let mut rows = 0;
        for line in report.lines() {
            if line.starts_with('|') {
                rows += 1;
                assert_eq!(cells(line), *head.get_or_insert(cells(line)), "{line}");
            } else {
                head = None;
            }
        }
        assert!(rows > 20, "only {rows} rows");
    }

    #[test]
    fn the_report_says_what_the_terminal_says() {
        let report = assessment(&fixture::assessment()).replace('\u{a0}', " ");
        for part in [
            "# Door Eye",
            "EU product law on 22 November 2026.",
            "**Position of Ada Weber on 2 October 2026: no.** It only informs.",
            "performs-profiling = no and the list of sector-acts is complete",
            "### From 11 December 2027 (1)",
            "EUR 15 000 000 or 2.5 % of turnover, the higher",
            "If it binds, from 2 December 2027 or never",
            "1 June 2026 (**old**)",
            "`src/match.py:3`",
            "src/secret.bin: permission denied",
            "[CRA Art. 14(1)](http://data.europa.eu/eli/reg/2024/2847/oj)",
        ] {
            assert!(report.contains(part), "{part} is missing in\n{report}");
        }
    }
}
