//! How a point of a duty stands.

/// How a point of a duty stands, or a duty as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum State {
    /// A check fails, or nothing carries it and the duty binds.
    NotMet,
    /// Whether it binds is open, or a check could not tell.
    Unknown,
    /// What carried it is past its period, or of another release.
    Stale,
    /// Carried in part.
    Partly,
    /// Put off until a day. It is not met.
    Waived,
    /// A written reason says so, where the law lets it.
    NotApplicable,
    /// Carried as a whole.
    Met,
}

impl State {
    pub const ALL: [State; 7] =
        [State::NotMet, State::Unknown, State::Stale, State::Partly, State::Waived, State::NotApplicable, State::Met];

    pub fn as_str(self) -> &'static str {
        match self {
            State::NotMet => "not-met",
            State::Unknown => "unknown",
            State::Stale => "stale",
            State::Partly => "partly",
            State::Waived => "waived",
            State::NotApplicable => "not-applicable",
            State::Met => "met",
        }
    }

    /// Something is left to do.
    pub fn is_gap(self) -> bool {
        !matches!(self, State::Met | State::NotApplicable)
    }

    /// A duty by its points: what all of them say, `partly` if some are carried, else the worst.
    pub fn of_duty(points: impl Iterator<Item = State>) -> State {
        let points: Vec<State> = points.filter(|state| *state != State::NotApplicable).collect();
        let carried = points.iter().any(|state| matches!(state, State::Met | State::Partly));
        match points.iter().min() {
            None => State::NotApplicable,
            Some(State::Met) => State::Met,
            Some(_) if carried => State::Partly,
            Some(worst) => *worst,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::State::{self, *};

    #[test]
    fn a_duty_is_met_when_every_point_that_applies_is() {
        let duty = |points: &[State]| State::of_duty(points.iter().copied());
        assert_eq!(duty(&[Met, Met]), Met);
        assert_eq!(duty(&[Met, NotApplicable]), Met);
        assert_eq!(duty(&[NotApplicable]), NotApplicable);
        assert_eq!(duty(&[Met, NotMet]), Partly);
        assert_eq!(duty(&[Partly, Unknown]), Partly);
        assert_eq!(duty(&[Met, Waived]), Partly);
        assert_eq!(duty(&[Unknown, NotMet]), NotMet);
        assert_eq!(duty(&[Stale, Waived]), Stale);
    }
}
