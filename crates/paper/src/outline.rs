//! Levels of headings as readers with a screen reader need them: none is left out.

/// Walks the headings of a paper whose title is the one heading above them.
#[derive(Default)]
pub struct Outline {
    last: u8,
}

impl Outline {
    /// The level under the title that the next heading gets: at most one deeper than the one before.
    pub fn next(&mut self, level: u8) -> u8 {
        self.last = level.clamp(1, 4).min(self.last.saturating_add(1));
        self.last
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_level_is_left_out() {
        let mut outline = Outline::default();
        let levels: Vec<u8> = [3, 1, 4, 2, 3, 0, 9].into_iter().map(|level| outline.next(level)).collect();
        assert_eq!(levels, [1, 1, 2, 2, 3, 1, 2]);
    }
}
