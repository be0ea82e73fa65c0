//! Moments as the formats write them.

/// True for a date and time of RFC 3339 in UTC, to the second: `2026-11-22T21:00:00Z`, the form every format takes.
pub(crate) fn is_time(written: &str) -> bool {
    let number = |from: usize, to: usize| written.get(from..to).and_then(|digits| digits.parse::<u32>().ok());
    let shape = written.len() == 20
        && written.bytes().zip(b"dddd-dd-ddTdd:dd:ddZ").all(|(byte, wanted)| match wanted {
            b'd' => byte.is_ascii_digit(),
            wanted => byte == *wanted,
        });
    let (Some(year), Some(month), Some(day)) = (number(0, 4), number(5, 7), number(8, 10)) else { return false };
    let days = match month {
        2 if (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    let below = |from, to, limit| number(from, to).is_some_and(|value| value < limit);
    shape
        && (1..=12).contains(&month)
        && (1..=days).contains(&day)
        && below(11, 13, 24)
        && below(14, 16, 60)
        && below(17, 19, 60)
}

#[test]
fn a_moment_is_written_in_one_form() {
    assert!(is_time("2026-11-22T21:00:00Z"));
    assert!(is_time("2024-02-29T00:00:59Z"));
    for other in ["", "2026-11-22", "2026-02-29T00:00:00Z", "2026-11-22T21:00:00+01:00", "2026-13-01T00:00:00Z"] {
        assert!(!is_time(other), "{other}");
    }
}
