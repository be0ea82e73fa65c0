//! The matrix of likelihood and impact: how many risks stand where, and what each place means.

use std::fmt::Write;

use anstyle::{AnsiColor, Style};
use risk::shown::Row;
use risk::{Level, Scale};

use crate::terminal::{DIM, styled};

const CELL: usize = 6;
/// Longer names of levels are cut.
const NAME_MAX: usize = 16;

/// The likeliest on top, the worst on the right. Without colour the mark behind the count tells the level.
pub fn matrix(scale: &Scale, rows: &[Row]) -> String {
    let mut counts = vec![vec![0usize; scale.impact.len()]; scale.likelihood.len()];
    for now in rows.iter().filter_map(|row| row.now.filter(|_| row.not_relevant.is_none())) {
        let line = counts.get_mut((now.likelihood as usize).saturating_sub(1));
        if let Some(count) = line.and_then(|line| line.get_mut((now.impact as usize).saturating_sub(1))) {
            *count += 1;
        }
    }
    let names = scale.likelihood.iter().map(|name| short(name)).collect::<Vec<_>>();
    let wide = names.iter().map(|name| name.chars().count()).max().unwrap_or_default();
    let mut out = String::new();
    for ((at, name), counts) in names.iter().enumerate().zip(&counts).rev() {
        let _ = write!(out, "  {:>2} {name:<wide$} ", at + 1);
        for (impact, count) in counts.iter().enumerate() {
            let level = scale.level(((at + 1) * (impact + 1)) as u32);
            let _ = write!(out, "{}", styled(ground(level), &cell(*count, level)));
        }
        out.push('\n');
    }
    let _ = write!(out, "     {:<wide$} ", "");
    for impact in 1..=scale.impact.len() {
        let _ = write!(out, "{impact:^CELL$}");
    }
    let legend = scale.impact.iter().enumerate().map(|(at, name)| format!("{} {}", at + 1, short(name)));
    let legend = legend.collect::<Vec<_>>().join(", ");
    let _ = writeln!(out, "\n  {}", styled(DIM, &format!("impact: {legend}")));
    let _ = writeln!(
        out,
        "  {}",
        styled(DIM, &format!("· acceptable up to {}, + elevated, # high from {}", scale.accept, scale.high))
    );
    out
}

fn cell(count: usize, level: Level) -> String {
    let mark = match level {
        Level::Acceptable => '·',
        Level::Elevated => '+',
        Level::High => '#',
    };
    let count = if count == 0 { String::new() } else { count.to_string() };
    format!("{:^CELL$}", format!("{count}{mark}"))
}

fn ground(level: Level) -> Style {
    let ground = match level {
        Level::Acceptable => AnsiColor::Green,
        Level::Elevated => AnsiColor::Yellow,
        Level::High => AnsiColor::Red,
    };
    AnsiColor::Black.on(ground)
}

fn short(name: &str) -> String {
    name.chars().filter(|c| !c.is_control()).take(NAME_MAX).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_place_has_the_mark_of_its_level() {
        let levels = || ["low", "mid", "top"].map(str::to_owned).to_vec();
        let scale = Scale { likelihood: levels(), impact: levels(), accept: 2, high: 6, default: false };
        let text = anstream_stripped(&matrix(&scale, &[]));
        let lines: Vec<Vec<&str>> = text.lines().take(4).map(|line| line.split_whitespace().collect()).collect();
        let expected = [
            vec!["3", "top", "+", "#", "#"],
            vec!["2", "mid", "·", "+", "#"],
            vec!["1", "low", "·", "·", "+"],
            vec!["1", "2", "3"],
        ];
        assert_eq!(lines, expected);
    }

    /// The text without its styles.
    fn anstream_stripped(text: &str) -> String {
        let mut out = String::new();
        let mut parts = text.split('\u{1b}');
        out.push_str(parts.next().unwrap_or_default());
        parts.for_each(|part| out.push_str(part.split_once('m').map_or("", |(_, rest)| rest)));
        out
    }
}
