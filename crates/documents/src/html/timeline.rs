//! The timeline as a drawing: flags on a line, placed so that no flag covers another.

use domain::Day;

use crate::summary::Milestone;
use crate::words::{count, short_date};

const WIDTH: f64 = 960.0;
const LEFT: f64 = 10.0;
/// Room for the text of the last flag, which stands to the right of its pole.
const RIGHT: f64 = 205.0;
/// About how wide a character of a flag is, in the widest of the usual typefaces.
const CHARACTER: f64 = 7.6;
const TEXT_AT: f64 = 8.0;
/// A year this near to today would be covered by it.
const YEAR_APART: f64 = 26.0;
const LANE_HEIGHT: f64 = 46.0;
/// From the lowest flag to the line.
const CLEARANCE: f64 = 22.0;
/// Below the line: the years, then today.
const FOOT: f64 = 56.0;

/// The drawing, in the units of its view box. Numbers are whole, so that the text is short.
pub struct Drawing {
    pub width: i32,
    pub height: i32,
    pub line_y: i32,
    pub line_end: i32,
    pub today: Option<Mark>,
    pub years: Vec<Mark>,
    pub flags: Vec<Flag>,
}

pub struct Mark {
    pub x: i32,
    pub label: String,
    /// `start`, `middle` or `end`: text near an edge stays inside.
    pub anchor: &'static str,
}

pub struct Flag {
    pub x: i32,
    pub text_x: i32,
    pub pole_y: i32,
    pub date_y: i32,
    pub note_y: i32,
    pub date: String,
    pub note: String,
    pub is_past: bool,
    pub is_certain: bool,
}

/// The drawing of these days; none if there is nothing to draw.
pub fn drawing(milestones: &[Milestone], today: Option<Day>) -> Option<Drawing> {
    let days = milestones.iter().map(|milestone| milestone.day).chain(today);
    let (first, last) = (days.clone().min()?, days.max()?);
    if milestones.is_empty() {
        return None;
    }
    let span = f64::from((last.0 - first.0).max(1));
    let x = |day: Day| LEFT + f64::from(day.0 - first.0) / span * (WIDTH - LEFT - RIGHT);
    let xs: Vec<f64> = milestones.iter().map(|milestone| x(milestone.day)).collect();
    let widths = milestones.iter().map(|milestone| {
        let characters = note(milestone).chars().count().max(short_date(milestone.day).chars().count());
        TEXT_AT + characters as f64 * CHARACTER
    });
    let lanes = lanes(&xs.iter().copied().zip(widths).collect::<Vec<_>>());
    let lane_max = lanes.iter().copied().max().unwrap_or(0);
    let line_y = (lane_max + 1) as f64 * LANE_HEIGHT + CLEARANCE;
    let flags = milestones.iter().zip(xs.iter().zip(&lanes)).map(|(milestone, (x, lane))| {
        let top = line_y - CLEARANCE - (*lane + 1) as f64 * LANE_HEIGHT;
        Flag {
            x: whole(*x),
            text_x: whole(x + TEXT_AT),
            pole_y: whole(top),
            date_y: whole(top + 14.0),
            note_y: whole(top + 32.0),
            date: short_date(milestone.day),
            note: note(milestone),
            is_past: milestone.is_past,
            is_certain: milestone.duties > 0,
        }
    });
    let year = |day: Day| i32::from(day.date().year());
    let years = (year(first) + 1..=year(last)).filter_map(|year| {
        let day = Day::from_ymd(i16::try_from(year).ok()?, 1, 1)?;
        if today.is_some_and(|today| (x(today) - x(day)).abs() < YEAR_APART) {
            return None;
        }
        Some(Mark { x: whole(x(day)), label: year.to_string(), anchor: "middle" })
    });
    let today = today.map(|today| {
        let at = x(today);
        let anchor = if at < 60.0 { "start" } else { "middle" };
        Mark { x: whole(at), label: format!("Today, {}", short_date(today)), anchor }
    });
    Some(Drawing {
        width: whole(WIDTH),
        height: whole(line_y + FOOT),
        line_y: whole(line_y),
        line_end: whole(WIDTH - RIGHT + 40.0),
        today,
        years: years.collect(),
        flags: flags.collect(),
    })
}

/// How many duties start, in the words of a flag.
pub fn note(milestone: &Milestone) -> String {
    match (milestone.duties, milestone.perhaps) {
        (0, perhaps) => format!("perhaps {}", count(perhaps, "duty", "duties")),
        (duties, 0) => count(duties, "duty", "duties"),
        (duties, perhaps) => format!("{}, perhaps\u{a0}{perhaps} more", count(duties, "duty", "duties")),
    }
}

/// The lane of each flag, 0 the lowest: above every pole that its text would cross.
fn lanes(flags: &[(f64, f64)]) -> Vec<usize> {
    let mut lanes = vec![0; flags.len()];
    for (at, (x, width)) in flags.iter().enumerate().rev() {
        let covered = (at + 1..flags.len()).filter(|later| flags[*later].0 < x + width);
        lanes[at] = covered.map(|later| lanes[later] + 1).max().unwrap_or(0);
    }
    lanes
}

fn whole(number: f64) -> i32 {
    number.round() as i32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flag_stands_above_every_pole_its_text_would_cross() {
        assert_eq!(lanes(&[(0.0, 150.0), (50.0, 90.0), (100.0, 150.0), (500.0, 150.0)]), [2, 1, 0, 0]);
        assert_eq!(lanes(&[]), [0; 0]);
    }

    #[test]
    fn nothing_to_start_means_nothing_to_draw() {
        assert!(drawing(&[], Some(Day(0))).is_none());
    }

    #[test]
    fn a_single_day_that_is_today_is_drawn() {
        let only = Milestone {
            day: Day(20_000),
            date: "2024-10-04".into(),
            is_past: true,
            duties: 1,
            perhaps: 0,
            acts: Vec::new(),
        };
        let drawing = drawing(&[only], Some(Day(20_000))).unwrap();
        assert_eq!(drawing.flags[0].note, "1\u{a0}duty");
        assert_eq!(drawing.flags.len(), 1);
    }
}
