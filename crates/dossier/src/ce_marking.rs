//! The artwork of the CE marking, built from its geometry: two rings of equal size on a grid of twenty squares, whose
//! overlap is as wide as a stroke.

use std::fmt::Write;

use paper::Block;

/// Half the height of the marking, in squares; all lengths below are in squares.
const OUTER: f64 = 10.0;
const STROKE: f64 = 3.0;
const INNER: f64 = OUTER - STROKE;
/// From the centre of one ring to that of the other: the second begins where the hole of the first would end.
const APART: f64 = OUTER + INNER;
/// How far the letters run on beyond the centres of their rings.
const BEYOND: f64 = 1.0;
/// The bar of the E ends this far before the centre of its ring.
const BAR_SHORT: f64 = 1.0;
const HEIGHT: f64 = 2.0 * OUTER;
const WIDTH: f64 = OUTER + APART + BEYOND;
/// Between the marking and the number that follows it.
const SPACE: f64 = 3.0;
/// From one digit to the next.
const STEP: f64 = 8.0;
const DIGIT_WIDTH: f64 = 6.0;
const DIGIT_HEIGHT: f64 = 10.0;
const DIGIT_STROKE: f64 = 1.2;
/// A number is shown no longer than this.
const LONGEST_NUMBER: usize = 16;

/// The digits as lines and arcs, six squares wide and ten high, so that no font is needed.
const DIGITS: [&str; 10] = [
    "M0 3A3 3 0 0 1 6 3L6 7A3 3 0 0 1 0 7Z",
    "M1 2L3 0L3 10",
    "M0 3A3 3 0 1 1 5.1213 5.1213L0.2426 10L6 10",
    "M0.5 2.5A2.5 2.5 0 1 1 3 5A2.5 2.5 0 1 1 0.5 7.5",
    "M4.5 10L4.5 0L0 7L6 7",
    "M5.5 0L1 0L1 4.7639A3 3 0 1 1 0.2 8.077",
    "M4.5 0L0.55 5.27M0 7A3 3 0 1 1 6 7A3 3 0 1 1 0 7Z",
    "M0 0L6 0L2 10",
    "M3 0A2.5 2.5 0 1 1 3 5A2.5 2.5 0 1 1 3 0ZM3 5A2.5 2.5 0 1 1 3 10A2.5 2.5 0 1 1 3 5Z",
    "M1.5 10L5.45 4.73M6 3A3 3 0 1 1 0 3A3 3 0 1 1 6 3Z",
];

/// The marking at this height, followed by the identification number of a notified body, if there is one.
pub fn svg(height_mm: f64, notified_body: Option<&str>) -> String {
    let digits = digits(notified_body);
    let width = squares_wide(digits.len());
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{}mm\" height=\"{}mm\" viewBox=\"0 0 {} {}\">",
        rounded(width * height_mm / HEIGHT),
        rounded(height_mm),
        rounded(width),
        rounded(HEIGHT)
    );
    let _ = write!(svg, "<path d=\"{}\"/><path d=\"{}\"/>", c(), e());
    let mut x = WIDTH + SPACE;
    for digit in digits {
        let _ = write!(
            svg,
            "<path transform=\"translate({} {})\" fill=\"none\" stroke=\"#000\" stroke-width=\"{DIGIT_STROKE}\" \
             d=\"{digit}\"/>",
            rounded(x),
            rounded(OUTER - DIGIT_HEIGHT / 2.0)
        );
        x += STEP;
    }
    svg.push_str("</svg>");
    svg
}

/// The marking as a block of a paper.
pub(crate) fn picture(height_mm: f64, notified_body: Option<&str>, alt: String) -> Block {
    let width_mm = squares_wide(digits(notified_body).len()) * height_mm / HEIGHT;
    Block::Picture { svg: svg(height_mm, notified_body), alt, width_mm }
}

fn squares_wide(digits: usize) -> f64 {
    match digits.checked_sub(1) {
        None => WIDTH,
        Some(steps) => WIDTH + SPACE + steps as f64 * STEP + DIGIT_WIDTH + DIGIT_STROKE / 2.0,
    }
}

/// What of a number can be shown: its digits.
fn digits(number: Option<&str>) -> Vec<&'static str> {
    let values = number.unwrap_or_default().chars().filter_map(|c| c.to_digit(10)).take(LONGEST_NUMBER);
    values.filter_map(|value| DIGITS.get(value as usize).copied()).collect()
}

/// From the end of the upper stroke around the outside to the end of the lower one, and back along the inside.
fn c() -> String {
    let (outer, inner) = (reach(OUTER), reach(INNER));
    let tip = OUTER + BEYOND;
    [
        at('M', tip, OUTER - outer),
        arc(OUTER, false, tip, OUTER + outer),
        at('L', tip, OUTER + inner),
        arc(INNER, true, tip, OUTER - inner),
        "Z".to_owned(),
    ]
    .concat()
}

/// As the C, but that the inside turns off to the bar on its way back.
fn e() -> String {
    let (outer, inner) = (reach(OUTER), reach(INNER));
    let centre = OUTER + APART;
    let tip = centre + BEYOND;
    let half = STROKE / 2.0;
    let root = centre - across(INNER, half);
    let end = centre - BAR_SHORT;
    [
        at('M', tip, OUTER - outer),
        arc(OUTER, false, tip, OUTER + outer),
        at('L', tip, OUTER + inner),
        quarter(root, OUTER + half),
        at('L', end, OUTER + half),
        at('L', end, OUTER - half),
        at('L', root, OUTER - half),
        quarter(tip, OUTER - inner),
        "Z".to_owned(),
    ]
    .concat()
}

/// How far above the middle a circle is where the letters end.
fn reach(radius: f64) -> f64 {
    across(radius, BEYOND)
}

/// The other leg of the triangle in a circle.
fn across(radius: f64, leg: f64) -> f64 {
    (radius * radius - leg * leg).sqrt()
}

fn at(command: char, x: f64, y: f64) -> String {
    format!("{command}{} {}", rounded(x), rounded(y))
}

/// The long way around a circle; `back` is clockwise.
fn arc(radius: f64, back: bool, x: f64, y: f64) -> String {
    format!("A{0} {0} 0 1 {1} {2} {3}", rounded(radius), u8::from(back), rounded(x), rounded(y))
}

/// The short way back along the inside.
fn quarter(x: f64, y: f64) -> String {
    format!("A{0} {0} 0 0 1 {1} {2}", rounded(INNER), rounded(x), rounded(y))
}

/// To a ten-thousandth of a square, without idle zeros.
fn rounded(length: f64) -> String {
    let text = format!("{length:.4}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The points of a path: each command's last two numbers.
    fn points(path: &str) -> Vec<(f64, f64)> {
        let commands = path.split_inclusive(|c: char| c.is_ascii_alphabetic()).skip(1);
        let numbers = commands.map(|text| text.trim_end_matches(|c: char| c.is_ascii_alphabetic()));
        let last_two = |text: &str| {
            let numbers: Vec<f64> = text.split(' ').map(|number| number.parse().unwrap()).collect();
            (numbers[numbers.len() - 2], numbers[numbers.len() - 1])
        };
        numbers.filter(|text| !text.is_empty()).map(last_two).collect()
    }

    fn is_close(a: f64, b: f64) -> bool {
        (a - b).abs() < 0.001
    }

    #[test]
    fn the_marking_is_seven_to_five_and_as_high_as_asked() {
        let svg = svg(5.0, None);
        assert!(svg.contains("width=\"7mm\" height=\"5mm\" viewBox=\"0 0 28 20\""), "{svg}");
        assert!(super::svg(20.0, None).contains("width=\"28mm\" height=\"20mm\" viewBox=\"0 0 28 20\""));
    }

    #[test]
    fn both_letters_end_on_circles_of_ten_and_seven_squares_around_centres_that_are_seventeen_apart() {
        for (path, centre, tip) in [(c(), 10.0, 11.0), (e(), 27.0, 28.0)] {
            let mut radii = Vec::new();
            for (x, y) in points(&path).into_iter().filter(|(x, _)| is_close(*x, tip)) {
                radii.push((x - centre).hypot(y - 10.0));
            }
            assert_eq!(radii.len(), 4, "{path}");
            assert_eq!(radii.iter().filter(|radius| is_close(**radius, 10.0)).count(), 2, "{path}");
            assert_eq!(radii.iter().filter(|radius| is_close(**radius, 7.0)).count(), 2, "{path}");
        }
    }

    #[test]
    fn above_and_below_the_middle_the_letters_are_the_same() {
        for path in [c(), e()] {
            let points = points(&path);
            for (x, y) in &points {
                let mirrored = points.iter().any(|(u, v)| is_close(*u, *x) && is_close(*v, 20.0 - y));
                assert!(mirrored, "({x}, {y}) in {path}");
            }
        }
    }

    #[test]
    fn the_bar_is_as_thick_as_a_stroke_and_ends_before_the_letter() {
        let path = e();
        let bar: Vec<(f64, f64)> = points(&path).into_iter().filter(|(x, _)| is_close(*x, 26.0)).collect();
        assert_eq!(bar, [(26.0, 11.5), (26.0, 8.5)]);
        // It grows out of the inside of the ring.
        let root = points(&path).into_iter().find(|(x, _)| *x < 26.0).unwrap();
        assert!(is_close((root.0 - 27.0).hypot(root.1 - 10.0), 7.0), "{root:?}");
    }

    #[test]
    fn a_number_follows_in_digits_alone() {
        let with = svg(5.0, Some("0123"));
        assert!(with.starts_with(&svg(5.0, None).replace("28 20", "61.6 20").replace("7mm", "15.4mm")[..60]), "{with}");
        assert_eq!(with.matches("<path").count(), 6);
        assert_eq!(svg(5.0, Some("\"/><script>NB 0123")), with);
        assert_eq!(svg(5.0, Some("none")), svg(5.0, None));
        assert_eq!(svg(5.0, Some(&"9".repeat(100_000))).matches("<path").count(), 18);
    }
}
